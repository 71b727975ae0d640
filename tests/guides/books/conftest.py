import pytest

from tests.factories import (
    make_article,
    make_author,
    make_guide,
    make_merchant,
    make_photo,
    make_product,
    make_publication,
    publish_article,
    publish_guide,
)

#: What somebody may have pasted: nested wrongly, with what no XML and no font holds.
HOSTILE = """
<div>loose <p>in <div>a block</div> in a paragraph</p></div>

<a href="https://example.org/a|b?q=[x]&é=%zz"><p>A link around</p><p>two blocks</p></a>

<li>An item of no list</li>

<ul><li>One<ul>text<p>in a list</p><li>Two</li></ul></li></ul>

<dl><p>stray</p><dt>Term</dt><dd>Meaning<dl><dt>Deep</dt></dl></dd></dl>

<table><caption>Sizes</caption><tr><th colspan="3">A<table><tr><td>in<td>side</table></th></tr>\
<tr><td rowspan="9">b</td><td><ul><li>c</li></ul></td></tr></table>

<h6>Six</h6><h1></h1><h2><blockquote>Quoted heading</blockquote></h2>

<ol start="0"><li></li><li>Zero</li></ol><strong><em><strong>a<h3>b</h3></strong></em></strong>

<pre>  two
   lines &#1; &#xFFFE;</pre><details><summary>Q</summary>A</details><details>No question</details>

<figure>Nothing<figcaption></figcaption></figure><sub><sup>a</sup></sub><br><hr>

&#x1;&#xfffe;\ufdd0 漢字 🙂 \u0378 #set text(size: 99pt) #panic() $x$ `raw` @ref <label> \\ "quoted"

[mail](mailto:a@b.example) [tel](tel:+1) [nowhere](#nowhere) [top](#cite-9) \
[site](/topics/tea/) [host](http://exämple.org/ä)

| a | b |
| --- | ---: |
| 1 | 2 |

Cited.[^leaf] Noted.[^1] Again.[^1]

[^1]: A note with **strong** words.
"""


@pytest.fixture
def guide(db):
    """A guide of two articles and a text of its own, with links that pay and one that may not."""
    make_publication(name="The Gazette", disclosure_affiliate="We earn a commission.")
    lamps = make_merchant(name="Lamps", hosts="lamps.example")
    strict = make_merchant(name="Strict", hosts="strict.example", may_document=False)
    make_product(slug="lamp", merchant=lamps, destination="https://lamps.example/lamp")
    make_product(slug="tent", merchant=strict, destination="https://strict.example/tent")
    photo = make_photo(alt="A kettle", credit="Mo")
    tea = make_article(
        title="Tea",
        slug="tea",
        dek="How to make it.",
        hero=make_photo(),
        authors=[make_author(name="Mo", slug="mo")],
        introduction=f"Water first.\n\n![]({photo.file.url})",
        sections=[("Pour", "By [the lamp](go:lamp), in [the tent](go:tent).")],
        references=[{"key": "leaf", "title": "Leaves", "url": "https://example.net/leaves"}],
    )
    publish_article(tea)
    bread = make_article(
        title="Bread",
        slug="bread",
        authors=[make_author(name="Ada", slug="ada")],
        sections=[
            ("Knead", "After [tea](article:tea#pour), [flour](https://www.strict.example/f).")
        ],
    )
    publish_article(bread)
    guide = make_guide(
        title="Mornings",
        slug="mornings",
        dek="Tea and bread.",
        introduction="Begin early.",
        closing="Well done.",
        chapters=[tea, bread, ("Rest", "::: takeaway\nSit down.\n:::")],
    )
    publish_guide(guide)
    return guide


@pytest.fixture
def hostile_guide(db):
    make_publication(name="A & B <i>", disclosure_affiliate="We earn <b>.")
    make_product(slug="lamp", merchant=make_merchant())
    article = make_article(
        title='<script>alert(1)</script> #panic() & "x" \x0b',
        introduction="::: note\n> - [lamp](go:lamp)\n:::\n\n::: offer lamp\n:::",
        sections=[("A & <b>", HOSTILE), ("", HOSTILE)],
        faqs=[("Why <x>?", HOSTILE)],
        references=[{"key": "leaf", "title": "<Leaves>", "url": "https://example.net/a b|c"}],
    )
    publish_article(article)
    guide = make_guide(
        title="漢字 🙂 & <Guide>",
        hero=make_photo(alt="", credit="Photo: Mo & Co"),
        introduction=HOSTILE.replace("[^leaf]", ""),
        chapters=[article, ("Own & <own>", "Own.")],
    )
    publish_guide(guide)
    return guide
