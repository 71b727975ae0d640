"""Whatever is written wherever, and wherever it is read: links to merchants are honest.

Five hundred articles from a seed. Nothing of the code under test judges them: hosts, ties and
what is in plain sight are found again here.
"""

import random
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import count, islice
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import unquote

import ada_url
import pytest
from django.test import Client
from markdown_it import MarkdownIt
from selectolax.lexbor import LexborHTMLParser

from articles.models import Author
from articles.publishing.windows import NotPublishable
from tests.articles.admin.forms import article_form
from tests.factories import (
    make_article,
    make_author,
    make_merchant,
    make_photo,
    make_product,
    make_publication,
    make_share_link,
    make_topic,
    make_user,
    publish_article,
    publish_guide,
)

SEED = 20_261_124
#: In parts, so that several workers share them.
PARTS, ARTICLES = 4, 125
WORDS = {
    "affiliate": "We earn a commission if you buy.",
    "own": "We make this.",
    "gifted": "It was given to us.",
}
TIES = {
    "shop.example.com": "affiliate",
    "books.example.net": "own",
    "xn--bcher-kva.example": "gifted",
}
PRODUCTS = {"lamp": "affiliate", "book": "own", "pen": "gifted"}

ADDRESSES = [
    *("/go/%6camp/", "/%67o/pen", "/go/book%2F", "http://testserver./go/lamp/", "http:/go/pen/"),
    "https://localhost:8443/go/l%61mp",
    *("go:lamp", "Go:book", "go:pen", "/go/lamp/", "/go/pen", "http://testserver/go/book/"),
    *("HTTP://TESTSERVER/go/lamp/?from=a1", "//testserver/go/lamp/", "/go/lamp/#a"),
    *("https://shop.example.com/a?b=1#c", "HTTPS://SHOP.EXAMPLE.COM/", "//www.shop.example.com"),
    *("https://shop.example.com.:8443/", "https://u:p@shop.example.com/", "/\\shop.example.com"),
    *("https:\\\\shop.example.com/", "https:shop.example.com", "https:///shop.example.com/"),
    *(
        "https://sh%6Fp.example%2Ecom/",
        "https://ｓｈｏｐ．example。com/",
        "http://a.b.books.example.net",
    ),
    *("https://bücher.example/", "https://www.XN--BCHER-KVA.example/", "https://BÜCHER.example"),
    *(
        "https://sh\u00adop.example.com/",
        "https://shop.exam\tple.com/",
        "ht\ntps://shop.example.com",
    ),
    *("https&colon;//shop.example.com", "https://shop&period;example.com/"),
]
OTHERS = [
    *(
        "https://example.org/",
        "https://notshop.example.com",
        "https://shop.example.com@example.org",
    ),
    *("https://shop.example.com.example.org/", "https://xn--bcher-kva.example.org", "#a"),
    *("mailto:us@shop.example.com", "/articles/", "https://example.org/?u=//shop.example.com"),
]
SPELLINGS = [
    *(
        "[x]({0})",
        "[x](<{0}> 'T')",
        "[x][r]\n\n[r]: {0}",
        "[r][]\n\n[r]: <{0}>",
        "<{0}>",
        "See {0} now",
    ),
    *(
        "<a href='{0}'>x</a>",
        '<A HREF="{0}" REL=follow TARGET=_blank>x</A>',
        "See <a href={0}>x</a>",
    ),
    *("[![x]({1})]({0})", "<a href='{0}'><img src='{1}' alt=x></a>"),
    *("<a href='{0}'><b>x</b></a>", "<b><a href='{0}' rel=noopener>x</a></b>"),
    *(
        "<map><area href='{0}'></map>",
        "<form action='{0}'><button formaction='{0}'>x</button></form>",
    ),
    *(
        "<svg><a href='{0}' xlink:href='{0}'>x</a></svg>",
        "<link rel=next href='{0}'>",
        "<iframe src='{0}'></iframe>",
    ),
    *("<meta http-equiv=refresh content='0;url={0}'>", "<base href='{0}'>[x](/a)"),
]
PAID = "<a href='/go/lamp/' rel='sponsored nofollow'>x</a>"
CARDS = ["::: offer lamp\nWords.\n:::", "::: offer book\n:::", "::: offer pen\n:::"]
PLACES = [
    *("{0}", "### {0}", "- a\n- > {0}", "|a|\n|-|\n|{0}|", "**{0}**", "::: note T\n{0}\n:::"),
    *(":::: takeaway\n::: offer lamp\n{0}\n:::\n::::", "a[^1]\n\n[^1]: b {0}", "~~{0}~~"),
    *("<details><summary>a</summary>\n\n{0}\n\n</details>", "<dl><dt>a<dd>{0}</dl>"),
    *(":::: safety T\n{0}\n\n::: offer pen\n:::\n::::", "<a href='#a'>{0}</a>", "`{0}`"),
]


def write(chance: random.Random, photo: str) -> str:
    """A text of up to three links, any of which may pay."""
    if chance.random() < 0.3:
        return "Some words."
    return "\n\n".join(_write_link(chance, photo) for _ in range(chance.randint(1, 3)))


def _write_link(chance: random.Random, photo: str) -> str:
    if chance.random() < 0.1:
        return chance.choice(CARDS)
    address = chance.choice(ADDRESSES if chance.random() < 0.6 else OTHERS)
    link = chance.choice(SPELLINGS).format(address, photo)
    return chance.choice(PLACES).format(link)


def fields_of(chance: random.Random, photo: str) -> dict:
    """The texts of an article. Every tenth link or so is a picture."""
    source = chance.choice(["", "https://example.org/", "https://SHOP.example.com/s"])
    return {
        "introduction": write(chance, photo),
        "sections": [(f"Part {n}", write(chance, photo)) for n in range(chance.randint(1, 2))],
        "faqs": [("Why?", write(chance, photo))] * chance.randint(0, 1),
        "references": [{"key": "key", "title": "A source", "url": source}],
    }


def tie_of(href: str) -> str | None:
    """What ties us to where a browser on our site goes."""
    try:
        url = ada_url.URL(href, base="http://testserver/articles/a/")
    except ValueError:
        return None
    host = url.hostname.rstrip(".")
    go = re.fullmatch(r"/go/([\w-]+)/?", unquote(url.pathname))
    if go and host in ("testserver", "localhost"):
        return PRODUCTS[go[1]]
    ends = (tie for name, tie in TIES.items() if f".{host}".endswith(f".{name}"))
    return next(ends, None) if url.protocol in ("http:", "https:") else None


def faults_of(html: str) -> list[str]:
    """What is not honest on a page."""
    faults, seen = [], ""
    for node in LexborHTMLParser(html).css("*"):
        values = node.attributes
        if "disclosure" in (values.get("class") or "").split() and not _is_hidden(node):
            seen += node.text()
        ways = [
            values[n] or "" for n in ("href", "action", "formaction", "xlink:href") if n in values
        ]
        if node.tag == "meta" and "http-equiv" in values:
            ways += re.findall(r"url=(.*)", values.get("content") or "")
        ways += [values["src"] or ""] if node.tag == "iframe" and "src" in values else []
        rel = sorted((values.get("rel") or "").split())
        ties = {tie for way in ways if (tie := tie_of(way))}
        if ties and (node.tag != "a" or rel != ["nofollow", "sponsored"]):
            faults.append(f"not marked: {node.html}")
        if not ties and "sponsored" in rel:
            faults.append(f"marked for nothing: {node.html}")
        faults += [f"not disclosed ({tie}): {node.html}" for tie in ties if WORDS[tie] not in seen]
    return faults


def _is_hidden(node) -> bool:
    while node is not None:
        if node.tag in ("details", "template") or "hidden" in node.attributes:
            return True
        node = node.parent
    return False


def read_page(site) -> str:
    return site.reader.get(f"/articles/{site.article.slug}/")


def read_chapter(site) -> str:
    publish_guide(slug=f"g-{site.article.slug}", introduction=site.text, chapters=[site.article])
    return site.reader.get(f"/guides/g-{site.article.slug}/{site.article.slug}/")


def read_guide(site) -> str:
    return site.reader.get(f"/guides/g-{site.article.slug}/")


def read_author(site) -> str:
    Author.objects.filter(pk=site.author.pk).update(bio=site.text, links="https://shop.example.com")
    return site.reader.get(f"/authors/{site.author.slug}/")


def read_preview(site) -> str:
    sent = article_form(site.article, _preview="on")
    return site.editor.post(f"/admin/articles/article/{site.article.pk}/change/", sent)


def read_shared(site) -> str:
    return site.reader.get(f"/preview/{make_share_link(site.article).key}/")


def read_revision(site) -> str:
    return site.editor.get(
        f"/admin/articles/article/{site.article.pk}/revisions/{site.revision.pk}/"
    )


class Rendered(SimpleNamespace):
    """An answer in Markdown as whoever reads it sees it."""


def read_markdown(site) -> Rendered:
    answer = site.reader.get(f"/articles/{site.article.slug}.md")
    html = MarkdownIt("commonmark", {"html": True}).enable("table").render(answer.text)
    # What we owe is the quotation at the very top.
    html = re.sub(r"\A<blockquote>", '<blockquote class="disclosure">', html)
    return Rendered(status_code=answer.status_code, text=f"<main>{html}</main>")


def read_feed(site) -> Rendered:
    """What a feed holds of an article, whoever shows it and wherever."""
    answer = site.reader.get("/feeds/feed.json")
    address = f"http://testserver/articles/{site.article.slug}/"
    entry = next(row for row in answer.json()["items"] if row["url"] == address)
    return Rendered(status_code=answer.status_code, text=entry["content_html"])


#: Surfaces, and on every how many articles each is read. The guide's page follows its chapter.
SURFACES: dict[Callable, int] = {
    read_page: 1,
    read_preview: 10,
    read_shared: 2,
    read_revision: 5,
    read_author: 5,
    read_chapter: 10,
    read_guide: 10,
    read_markdown: 1,
    read_feed: 2,
}


#: Where an article is read with what its topic allows.
OF_ITS_TOPIC = {read_page, read_shared, read_revision, read_chapter, read_markdown, read_feed}


@pytest.fixture
def site(db):
    """Three merchants with a tie each, one not cloaked; a topic, an author, and who reads."""
    wording = {f"disclosure_{tie}": words for tie, words in WORDS.items()}
    make_publication(help_lines="[a](go:pen) //books.example.net", **wording)
    shops = {
        tie: make_merchant(hosts=host, relation=tie, may_cloak=tie != "own")
        for host, tie in TIES.items()
    }
    for slug, tie in PRODUCTS.items():
        make_product(slug=slug, merchant=shops[tie])
    editor = Client()
    editor.force_login(make_user("editor"))
    # Nothing pays on pages of the second topic, help lines among it.
    topics = [*[make_topic()] * 4, make_topic(sensitivity="sensitive")]
    own = {"topics": topics, "author": make_author(), "photo": make_photo().file.url}
    return SimpleNamespace(reader=Client(), editor=editor, **own)


def published(site, first: int) -> Iterator[tuple[int, dict]]:
    """Articles that went live, with their seeds; what publishing refuses is read by nobody."""
    for seed in count(first):
        fields = fields_of(random.Random(seed), site.photo)
        topic = site.topics[seed % len(site.topics)]
        own = {"topic": topic, "authors": [site.author], "slug": f"a{seed}"}
        site.text, site.article = fields["introduction"], make_article(**own, **fields)
        with suppress(NotPublishable):
            site.revision = publish_article(site.article)
            yield seed, fields


@pytest.mark.parametrize("part", range(PARTS))
def test_links_are_honest_wherever_they_are_written_and_read(site, part):
    paid, first = 0, SEED + 1_000 * part
    for number, (seed, fields) in enumerate(islice(published(site, first), ARTICLES)):
        for surface in (read for read, every in SURFACES.items() if number % every == 0):
            response = surface(site)
            told = f"{surface.__name__}, seed {seed}: {fields}"
            assert response.status_code == 200, told
            assert faults_of(response.text) == [], told
            links = response.text.count("sponsored nofollow")
            is_sold = links and site.article.topic.is_sensitive and surface in OF_ITS_TOPIC
            assert not is_sold, told
            paid += links
    # Some addresses no parser of Markdown reads, and publishing refuses what leads nowhere, and
    # what pays in the second topic.
    assert seed < first + ARTICLES * 1.4
    assert paid > ARTICLES


@pytest.mark.parametrize(
    "html",
    [
        "<a href='//shop.example.com' rel='sponsored nofollow'>x</a>",
        "<details class=disclosure>We earn a commission if you buy.</details>" + PAID,
        "<a href='/b/' rel='sponsored nofollow'>x</a>",
        "<map><area href='https://shop.example.com'></map>",
    ],
)
def test_judge_sees_what_is_not_honest(html):
    assert faults_of(html) != []


def test_disclosure_is_printed():
    css = Path("static/css/print.css").read_text()
    hidden = [rule for rule, body in re.findall(r"([^{}]+)\{([^{}]*)\}", css) if "none" in body]
    assert [rule for rule in hidden if re.search(r"\.disclosure\b|\.article\b|main", rule)] == []
