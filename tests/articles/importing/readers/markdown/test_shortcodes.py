import pytest


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            '{{< cta url="https://a.example/?a=1&b=2" text="Get seeds" >}}',
            ["[Get seeds](https://a.example/?a=1&b=2)"],
            id="call",
        ),
        pytest.param(
            '{{< cta title="Spring" url="/kit" label="Get it" >}}',
            ["Spring", "[Get it](/kit)"],
            id="call with a title",
        ),
        pytest.param("{{< cta url=/kit >}}", ["[/kit](/kit)"], id="address alone"),
        pytest.param(
            "{{< button href='/kit' >}}Go{{< /button >}}", ["[Go](/kit)"], id="around words"
        ),
        pytest.param('{{% button "/kit" "Get the kit" %}}', ["[Get the kit](/kit)"], id="by place"),
        pytest.param(
            '{{< figure src="a b.png" alt="A [row]" caption="My row" >}}',
            ["![A \\[row\\]](a%20b.png)", "My row"],
            id="figure",
        ),
        pytest.param(
            '{{< qa q="When?" a="Now." >}}', [("question", "When?", "Now.")], id="question"
        ),
        pytest.param(
            '{{< faq "When?" >}}Now.{{< /faq >}}',
            [("question", "When?", "Now.")],
            id="question around its answer",
        ),
        pytest.param("{{% note %}}\nSow.\n{{% /note %}}", ["Sow."], id="note"),
        pytest.param('[Peas]({{< ref "/peas" >}})', ["[Peas](/peas)"], id="hugo address"),
        pytest.param("[Peas]({% post_url peas %}) {{< ref x >}}", ["[Peas](peas)"], id="post"),
        pytest.param("[Peas]({{ site.url }}/peas)", ["[Peas](/peas)"], id="site's address"),
        pytest.param(
            "![a]({{ '/a.png' | relative_url }})", ["![a](/a.png)"], id="filtered address"
        ),
        pytest.param(
            '{% include cta.html url="/kit" text="Get it" %}', ["[Get it](/kit)"], id="include"
        ),
        pytest.param("{% raw %}Sow{% endraw %}", ["Sow"], id="raw"),
        pytest.param('[sc name="x" text="Sow now"]', ["Sow now"], id="wordpress"),
        pytest.param('[button url="/kit"]Get it[/button]', ["[Get it](/kit)"], id="wordpress pair"),
        pytest.param(
            '[toggle title="When?"]Now.[/toggle]',
            [("question", "When?", "Now.")],
            id="wordpress toggle",
        ),
        pytest.param("[su_note]Sow[/su_note]", ["Sow"], id="wordpress wrapper"),
        pytest.param("[vc_row][su_box]Sow[/su_box][/vc_row]", ["Sow"], id="wordpress wrappers"),
        pytest.param("[table][2] of beans\n\n[2]: /beans", ["[table](/beans) of beans"], id="text"),
        pytest.param(
            "Sow [sic] [Ada] [x](/y) [a][b] [^1]",
            ["Sow [sic] [Ada] [x](/y) [a][b] [^1]"],
            id="brackets",
        ),
        pytest.param('::cta{url="/kit" label="Get it"}\n::', ["[Get it](/kit)"], id="mdc"),
        pytest.param("::card[Peas]\nSow.\n::", ["Peas", "Sow."], id="mdc label"),
        pytest.param("::card\n---\ntitle: Peas\n---\nSow.\n::", ["Peas", "Sow."], id="mdc fields"),
        pytest.param('A :tip{text="hint"} b', ["A hint b"], id="mdc in a line"),
        pytest.param(
            'A :go{url="/kit" text="kit"} b', ["A [kit](/kit) b"], id="mdc link in a line"
        ),
        pytest.param('A :go{url="/kit"} b', ["A [/kit](/kit) b"], id="mdc address in a line"),
        pytest.param("A :go[kit]{x=y} b", ["A kit b"], id="mdc label in a line"),
        pytest.param('<Button href="/kit">Get it</Button>', ["[Get it](/kit)"], id="component"),
        pytest.param(
            '<Note title="Mind">\nSow.\n</Note>', ["Mind", "Sow."], id="component with a title"
        ),
        pytest.param("`{{< x >}}` and `[a b=c]`", ["`{{< x >}}` and `[a b=c]`"], id="code"),
        pytest.param("1 {{ 2 and 3 }} 4", ["1  4"], id="value"),
        pytest.param("Open {{< cta", ["Open {{< cta"], id="open"),
    ],
)
def test_shortcodes_are_what_they_show(blocks, text, expected):
    assert blocks(text) == expected


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("{{< youtube abc >}}", "{{< youtube abc >}}"),
        ("{% include ads.html %}", "{% include ads.html %}"),
        ('\\[sc name="x"\\]', '\\[sc name="x"\\]'),
        ('[gallery ids="1,2"]', '[gallery ids="1,2"]'),
        ("A :icon{name=x}", ":icon{name=x}"),
        ("::tip\n::", "::tip"),
        ("<Widget id={3} />", "<Widget id={3} />"),
    ],
)
def test_shortcodes_that_show_nothing_are_left_out(read, text, left):
    assert [row.text for row in read(text).left_out] == [left]


@pytest.mark.parametrize("text", ['[sc text="Sow"]', '::tip{text="Sow"}'])
def test_shortcodes_that_a_page_shows_are_named_all_the_same(read, text):
    assert [row.text for row in read(text).left_out] == [text]
