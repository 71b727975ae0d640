import re

import ada_url
import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.rendering.library import Page
from articles.rendering.markdown import render
from articles.rendering.sanitise import ATTRIBUTES, SEAL, TAGS, sanitise
from articles.rendering.tree import parse

JS = "javascript:alert(1)"

#: What may run, load or restyle something, in every place that takes a writer's text.
VECTORS = {
    "script": "<script>alert(1)</script>",
    "script, unclosed": "<script>alert(1)",
    "script, split": "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "script in a paragraph": "a <script src=//evil.test/x.js></script> b",
    "script, slash": "<script/src=//evil.test></script>",
    "script, fullwidth": "＜script＞alert(1)＜/script＞",
    "script, NUL": "<scr\0ipt>alert(1)</scr\0ipt>",
    "style": "<style>*{background:url(//evil.test)}</style>",
    "style attribute": "<p style='background:url(javascript:alert(1))'>a</p>",
    "CSS expression": "<div style='width:expression(alert(1))'>a</div>",
    "link to a style sheet": "<link rel=stylesheet href=//evil.test/x.css>",
    "meta refresh": "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "base": "<base href='//evil.test/'><a href='/a'>a</a>",
    "iframe": "<iframe src=javascript:alert(1)></iframe>",
    "iframe of srcdoc": "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "object": "<object data=data:text/html,<script>alert(1)</script>></object>",
    "embed": "<embed src=//evil.test/x.svg>",
    "applet": "<applet code=evil></applet>",
    "form": "<form action=javascript:alert(1)><input type=submit></form>",
    "formaction": "<button formaction=javascript:alert(1)>a</button>",
    "input": "<input autofocus onfocus=alert(1)>",
    "textarea": "<textarea><img src=x onerror=alert(1)></textarea>",
    "image handler": "<img src=/x onerror=alert(1)>",
    "image handler, slashes": "<img/src=/x/onerror=alert(1)>",
    "image, unclosed": "<img src=/x onerror=alert(1)//",
    "image of a script": "<img src=javascript:alert(1)>",
    "image of data": "<img src='data:image/svg+xml,<svg onload=alert(1)>'>",
    "srcset": "<img src=/x srcset='data:image/svg+xml,x 1x, //evil.test 2x'>",
    "picture source": "<picture><source srcset=//evil.test/x><img src=/x></picture>",
    "video": "<video src=//evil.test onloadstart=alert(1)><source onerror=alert(1)></video>",
    "audio": "<audio src=x onerror=alert(1)>",
    "body handler": "<body onload=alert(1)>",
    "handler on any element": "<p onclick=alert(1) onmouseover='alert(1)'>a</p>",
    "handler, upper case": "<P ONCLICK=alert(1)>a</P>",
    "handler after a quotation mark": '<p title="a"onclick="alert(1)">a</p>',
    "handler after a backtick": "<p title=`a onclick=alert(1)`>a</p>",
    "details": "<details open ontoggle=alert(1)>a</details>",
    "marquee": "<marquee onstart=alert(1)>a</marquee>",
    "svg": "<svg onload=alert(1)><script>alert(1)</script></svg>",
    "svg animation": "<svg><a><animate attributeName=href values=javascript:alert(1) /></a></svg>",
    "svg use": "<svg><use href='data:image/svg+xml,<svg id=x onload=alert(1)>#x'></svg>",
    "svg foreign object": "<svg><foreignObject><img src=/x onerror=alert(1)></foreignObject></svg>",
    "svg style": "<svg><style><img src=/x onerror=alert(1)></style></svg>",
    "svg title": "<svg></p><title><style></title><img src=/x onerror=alert(1)>",
    "math": "<math href=javascript:alert(1)>a</math>",
    "math, mutated": "<math><mtext><table><mglyph><style><!--</style><img title='--><img src=1 "
    "onerror=alert(1)>'>",
    "math and form, mutated": "<form><math><mtext></form><form><mglyph><svg><mtext><style><path "
    "id='</style><img onerror=alert(1) src>'>",
    "noscript, mutated": "<noscript><p title='</noscript><img src=/x onerror=alert(1)>'>",
    "template": "<template><img src=/x onerror=alert(1)></template>",
    "select, mutated": "<select><template><style><!--</style><a rel='--></style></template>"
    "</select><img src onerror=alert(1)>'>",
    "comment, mutated": "<!--><img src=/x onerror=alert(1)>-->",
    "comment, other end": "<!-- --!><img src=/x onerror=alert(1)> -->",
    "comment, conditional": "<!--[if IE]><script>alert(1)</script><![endif]-->",
    "CDATA": "<![CDATA[<script>alert(1)</script>]]>",
    "CDATA in svg": "<svg><![CDATA[><img src=/x onerror=alert(1)>]]></svg>",
    "instruction": "<?xml-stylesheet href='javascript:alert(1)'?>",
    "doctype": "<!DOCTYPE x [<!ENTITY a 'b'>]>",
    "title": "<title><img src=/x onerror=alert(1)></title>",
    "xmp": "<xmp><p title='</xmp><img src=/x onerror=alert(1)>'></xmp>",
    "plaintext": "<plaintext><img src=/x onerror=alert(1)>",
    "frameset": "<frameset onload=alert(1)><frame src=javascript:alert(1)></frameset>",
    "custom element": "<x-a onclick=alert(1) is=b>a</x-a>",
    "id": "<p id=main>a</p><a id=csrf name=forms href=/a>b</a><li id='fn-1 x'>",
    "class": "<div class='offer callout'>a</div><p class=disclosure>b</p>",
    "our attributes": "<div data-block='note' data-relation=own role=note tabindex=1>a</div>",
    "link": f"[a]({JS})",
    "link in angle brackets": f"[a](<{JS}>)",
    "link, mixed case": "[a](JaVaScRiPt:alert(1))",
    "link, entities": "[a](&#106;avascript&colon;alert(1)) [b](javascript&#58;alert(1))",
    "link, newline": "<a href='java\nscript:alert(1)'>a</a> <a href='java&Tab;script:x'>b</a>",
    "link, control character": "<a href='&#1;javascript:alert(1)'>a</a>",
    "link, spaces": "<a href='  javascript:alert(1)'>a</a>",
    "link, VBScript": "[a](vbscript:msgbox(1)) <a href=vbscript:x>b</a>",
    "link, data": "[a](data:text/html,<script>alert(1)</script>) <a href='data:text/html,x'>b</a>",
    "link, image data": "[a](data:image/svg+xml;base64,PHN2Zz4=) ![b](data:image/png;base64,AA==)",
    "link, blob and file": "<a href=blob:x>a</a> <a href=file:///etc/passwd>b</a>",
    "link, view-source": "<a href='view-source:javascript:alert(1)'>a</a> <a href=feed:x>b</a>",
    "link, fragment and parameters": '[a](#"onclick=alert(1)) [b](/?"><script>alert(1)</script>)',
    "link, target and ping": "<a href=/a target=_top ping=//evil.test download>a</a>",
    "link of svg": "<svg><a xlink:href=javascript:alert(1)><text>a</text></a></svg>",
    "autolink": f"<{JS}> <JAVASCRIPT:alert(1)> <data:text/html,x>",
    "reference": f"[a][b]\n\n[b]: {JS}",
    "reference in angle brackets": f"[a]\n\n[a]: <{JS}> 'x'",
    "image": f"![a]({JS})",
    "bare": "javascript://evil.test/%0aalert(1) vbscript://evil.test data:text/html,x",
    "area": "<map name=a><area href=javascript:alert(1)></map>",
    "quotation's source": "<blockquote cite=javascript:alert(1)>a</blockquote><q cite='data:x'>",
    "title out of its attribute": "[a](/b '\" onclick=\"alert(1)')",
    "alternative text out of its attribute": '![" onerror="alert(1)](/b.png)',
    "address out of its attribute": '[a](</b" onclick="alert(1)>)',
    "foreign image out of its attribute": '![<img onerror=alert(1)>](https://e.test/"onerror="x)',
    "photo out of its attribute": "![\" onerror=\"alert(1)](/media/bench.jpg '<img onerror=x>')",
    "language of code": '```js" onclick="alert(1)\na\n```\n\n~~~ <script>\nb\n~~~',
    "title of a callout": '::: note <script>alert(1)</script>" onclick="alert(1)\na\n:::',
    "name of a block": '::: note"onclick=alert(1)\na\n:::\n\n::: x onclick=alert(1)\nb\n:::',
    "product": '::: offer lamp" onclick="alert(1)\n:::\n\n[a](go:lamp"onclick=alert(1))',
    "product's inside": "::: offer lamp\n<script>alert(1)</script></div><img src=x onerror=x>\n:::",
    "internal link": 'See [a](article:sleep#"onclick="alert(1)) and [b](guide:calm#<script>)',
    "citation": '[^"onclick=alert(1)] [^<script>alert(1)</script>] [^smith]',
    "footnote": '[^"><script>]\n\n[^"><script>]: <img src=/x onerror=alert(1)>',
    "heading": '# <script>alert(1)</script>" onclick="alert(1)\n\n## <img src=/x onerror=x>',
    "table": '|<script>alert(1)</script>|" onclick=x|\n|:-:|-|\n|<img src=x onerror=x>|b|',
    "span of cells": "<table><tr><td colspan='9999' rowspan='2\"' style=x onclick=x>a</table>",
    "markup in Markdown": "*<b onclick=alert(1)>a*</b> `<script>` **<i style=x**>",
    "formatting's attribute": '<b title="a>b" onclick=alert(1)>a</b><em\nonclick=x>b</em>',
    "UTF-7": "+ADw-script+AD4-alert(1)+ADw-/script+AD4-",
    "long s": "<ſcript>alert(1)</ſcript> <a href=javaſcript:alert(1)>a</a>",
    "right to left": "<a href='\u202ejavascript:alert(1)'>a</a>",
    "zero width": "<a href='java\u200bscript:alert(1)'>a</a>",
}

GLOBAL = {"lang", "title"}
#: What our own steps and templates add after sanitising.
OURS = {
    "a": {"rel", "class", "data-go"},
    "div": {"class", "role", "aria-label", "tabindex", "data-relation"},
    "figure": {"class"},
    "img": {"loading", "decoding", "width", "height"},
    "source": {"type", "srcset", "sizes"},
    **{f"h{level}": {"id"} for level in range(1, 7)},
    **{tag: {"class"} for tag in ("li", "ol", "p", "section", "small", "span", "sup", "td")},
    "th": {"class", "scope"},
}
ID = re.compile(r"(cite|fn|fnref)-[\w:-]{1,40}|[a-z0-9-]{1,70}")
SCHEMES = {"https:", "http:", "mailto:", "tel:", "candor:"}
CLASSES = re.compile(
    r"callout[a-z -]*|offer[a-z-]*|button|credit|figure|table-scroll|citation|footnote[a-z-]*"
    r"|align-(center|right)|"
)


def scheme_of(href: str) -> str:
    """The scheme a browser on an https page gives an address."""
    return ada_url.URL(href, base="https://own.invalid/").protocol


def complaints(html: str) -> list[str]:
    """What stands in `html` that nobody allowed."""
    found = []
    for node in parse(html).css("*"):
        allowed = ATTRIBUTES.get(node.tag, set()) | OURS.get(node.tag, set()) | GLOBAL
        if node.tag not in TAGS | {"picture", "source"}:
            found.append(f"<{node.tag}>")
        for name, value in node.attributes.items():
            if name not in allowed - {"data-block"}:
                found.append(f"{node.tag} {name}")
            if name in ("href", "src") and scheme_of(value) not in SCHEMES:
                found.append(f"{node.tag} {name}={value}")
            if name == "id" and not ID.fullmatch(value or ""):
                found.append(f"id={value}")
            if name == "class" and not CLASSES.fullmatch(value or ""):
                found.append(f"class={value}")
    return found


@pytest.mark.parametrize("vector", VECTORS.values(), ids=VECTORS)
def test_render_takes_out(vector, page):
    assert complaints(render(vector, page)) == []


@pytest.mark.parametrize(
    "place",
    ["- a\n- {0}", "> {0}", "::: note {0}\n{0}\n:::", "|{0}|\n|-|", "# {0}", "a[^1]\n\n[^1]: {0}"],
    ids=["list", "quotation", "callout", "table", "heading", "footnote"],
)
def test_render_takes_out_every_vector_of(place, library):
    found = {
        name: complaints(render(place.format(vector), Page(library)))
        for name, vector in VECTORS.items()
    }

    assert found == {name: [] for name in VECTORS}


@pytest.mark.parametrize("vector", VECTORS.values(), ids=VECTORS)
def test_rendered_html_means_the_same_when_parsed_again(vector, page):
    html = render(vector, page)

    assert parse(html).html == html
    assert complaints(sanitise(html)) == []


PIECES = re.findall(r"[\w:=/.-]+|\W", " ".join(VECTORS.values()))


@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
def test_render_takes_out_what_is_made_of_pieces(text):
    assert complaints(render(text, Page())) == []


def test_complaints_finds_what_is_not_allowed():
    html = '<p onclick="x" id="A">a</p><a href="javascript:x" class="x">b</a><script></script>'

    assert complaints(html) == [
        "p onclick", "p id", "id=A", "a href=javascript:x", "class=x", "<script>",
    ]  # fmt: skip


def test_sanitise_keeps_sealed_blocks_only():
    assert sanitise(f'<div data-block="{SEAL} note">a</div><div data-block="note">b</div>') == (
        f'<div data-block="{SEAL} note">a</div><div>b</div>'
    )


@pytest.mark.parametrize("value", ["0", "12", "999"])
def test_sanitise_keeps_small_numbers(value):
    html = f'<ol start="{value}"><li>a</li></ol>'

    assert sanitise(html) == html


@pytest.mark.parametrize("value", ["-1", "1000", "1e3", "", "१"])
def test_sanitise_takes_out_other_numbers(value):
    assert sanitise(f'<ol start="{value}"><li>a</li></ol>') == "<ol><li>a</li></ol>"
