import pytest

from articles.importing.document import Kind


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "<center>\n\n# Peas\n\n</center>", [("heading1", "Peas")], id="around markdown"
        ),
        pytest.param("<center><h2>Peas</h2></center>", [("heading2", "Peas")], id="heading"),
        pytest.param(
            "<center># Peas</center>\n\n <div class=a> ## Sow </div>\nNow",
            [("heading1", "Peas"), ("heading2", "Sow"), "Now"],
            id="around a heading on one line",
        ),
        pytest.param("<center>#peas</center>", ["#peas"], id="around a hashtag"),
        pytest.param(
            '<div align="center">\n<img src="a.png" alt="A row">\n<p>**Sow** [it](/x)</p>\n</div>',
            ["![A row](a.png)", "**Sow** [it](/x)"],
            id="markdown within",
        ),
        pytest.param("<ul>\n<li>a</li>\n<li>b</li>\n</ul>\nSow", ["- a\n- b", "Sow"], id="list"),
        pytest.param("<p>Sow <b>now</b></p>", ["Sow **now**"], id="paragraph"),
        pytest.param(
            "<details>\n<summary>When?</summary>\n\nNow.\n\n- a\n\n</details>",
            [("toggle", "When?", "Now.", "- a")],
            id="toggle around markdown",
        ),
        pytest.param(
            "<details>\n\n<summary>\n**When?**\n</summary>\n\nNow.\n\n</details>",
            [("toggle", "**When?**", "Now.")],
            id="summary on lines",
        ),
        pytest.param(
            "<details>\n\n<summary></summary>\n\nWhen?\n\nNow.\n\n</details>",
            [("toggle", "When?", "Now.")],
            id="empty summary",
        ),
        pytest.param(
            "<details>\n<summary>When?</summary>\n\nNow.", [("toggle", "When?", "Now.")], id="open"
        ),
        pytest.param("Now.\n\n</details>", ["Now."], id="closed only"),
        pytest.param(
            '<div itemscope itemtype="https://schema.org/Question"><h3 itemprop="name">When?</h3>'
            '<div itemprop="acceptedAnswer"><p itemprop="text">Now.</p></div></div>',
            [("question", "When?", "Now.")],
            id="microdata",
        ),
        pytest.param("A<br>b<br/><br>c", ["A\\\nb", "c"], id="line ends"),
        pytest.param("A<br>\nb", ["A\\\nb"], id="line end at the end"),
        pytest.param("Peas.<hr>Beans.", ["Peas.", ("rule", "---"), "Beans."], id="rule"),
        pytest.param(
            "<b>a</b> <strong> b </strong>c <i>d</i> <em></em>e",
            ["**a**  **b** c *d* e"],
            id="marks",
        ),
        pytest.param("<b>*a*</b> <b>a", ["*a* a"], id="marks that cannot be"),
        pytest.param("x</b> <i><b>a</i></b>", ["x *a*"], id="marks that cross"),
        pytest.param(
            "See <a href='/x'>a\n<b>b</b></a> <a name=x>c</a>", ["See [a **b**](/x) c"], id="links"
        ),
        pytest.param(
            "See <a href=/x><h3>a</h3></a><a href=/y></a>", ["See  [a](/x)"], id="blocks in a link"
        ),
        pytest.param("A <img src='a.png' alt='b'> <img alt=c>", ["A ![b](a.png)"], id="image"),
        pytest.param('A <img src="//a.example/p" width="1" height="1">', ["A"], id="pixel"),
        pytest.param(
            "<span>a</span> <font color=red>b</font> H<sub class=x>2</sub>O",
            ["a b H<sub>2</sub>O"],
            id="inline",
        ),
        pytest.param(
            "Dear <name>, 1 < 2 <3 <it's>", ["Dear \\<name>, 1 < 2 <3 <it's>"], id="no tags"
        ),
        pytest.param("<my-list>a</my-list>", ["a"], id="custom element"),
        pytest.param(
            "<https://a.example> [a](<b c>)", ["<https://a.example> [a](<b c>)"], id="addresses"
        ),
        pytest.param(
            "- <p>a</p>\n- b<br>c\n\n> <p>d</p>\n\n| <div>e</div> |\n| --- |",
            ["-  a \n- b c", ">  d", "|  e  |\n| --- |"],
            id="within blocks",
        ),
        pytest.param(
            "Sow <h3>Peas</h3> now <li>a</li>",
            ["Sow", ("heading3", "Peas"), "now", "- a"],
            id="blocks in a line",
        ),
        pytest.param("Sow <h3>now", ["Sow", "now"], id="open heading"),
        pytest.param(
            "A <iframe src='//v.example/1'></iframe>",
            ["A", "<https://v.example/1>"],
            id="frame in a line",
        ),
        pytest.param("A <iframe></iframe>", ["A"], id="frame of nothing"),
        pytest.param(
            "<iframe src='https://v.example/1' title='Film'></iframe>",
            ["<https://v.example/1>"],
            id="frame",
        ),
        pytest.param("<Note>\n\nSow\n\n</Note>", ["Sow"], id="component"),
        pytest.param(
            "```\n<b>a</b>\n```\n\n`<i>`", [("code", "```\n<b>a</b>\n```"), "`<i>`"], id="code"
        ),
        pytest.param(
            "- a\n\n  <details><summary>b</summary>c</details>",
            ["- a", ("toggle", "b", "c")],
            id="toggle after a list",
        ),
        pytest.param(
            "`a\n```\nb\n```\nc` d", ["`a", ("code", "```\nb\n```"), "c` d"], id="fence in a span"
        ),
        pytest.param("<script></script>Sow", ["Sow"], id="empty script"),
        pytest.param("<p></p>\nSow", ["Sow"], id="nothing"),
        pytest.param("<ul><li>`<i>`</li></ul>", ["- `<i>`"], id="code in a list"),
    ],
)
def test_html_becomes_markdown(blocks, text, expected):
    assert blocks(text) == expected


def test_html_notes_what_it_leaves_out(read):
    document = read("<div><p>Sow</p><button>Copy link</button></div>")
    assert [row.text for row in document.left_out] == ["Copy link"]


def test_html_of_too_many_tags_is_taken_tag_by_tag(blocks):
    assert blocks("<div>" * 20_000 + "Sow") == ["Sow"]
    assert blocks("<div>" * 16_000 + "Sow" + "</div>" * 16_000) == ["Sow"]


def test_toggles_within_toggles_end_somewhere(read):
    document = read("<details>\n<summary>When?</summary>\n\n" * 12)
    (block,) = document.blocks
    depth = 1
    while block.children and block.kind == Kind.TOGGLE:
        block, depth = block.children[0], depth + 1
    assert (depth, block.kind, block.text) == (10, Kind.PARAGRAPH, "When?")


def test_marks_within_marks_end_somewhere(blocks):
    text = "Sow " + "<a href='/x'>" * 30 + "now" + "</a>" * 30
    assert len(blocks(text)) == 1
