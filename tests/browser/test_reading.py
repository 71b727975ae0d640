"""What a reader's browser does: no scroll sideways, no cookie, no request to anybody else."""

import pytest

from articles.models import Article
from articles.photos.store import read_photo, store_photo
from articles.publishing.windows import save_revision
from tests.factories import (
    image_bytes,
    make_article,
    make_author,
    make_merchant,
    make_product,
    make_topic,
    make_user,
    publish_article,
    publish_guide,
    upload,
)

LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
TEXT = """\
A paragraph with a very long word, {long}, and [a product](go:cards).

| One | Two | Three | Four | Five |
| --- | --- | --- | --- | --- |
| {long} | words | words | words | words |

```
{long}{long}
```

::: offer cards
A box of cards.
:::

![A bench]({photo})

https://example.org/{long}/{long}/{long}
"""


@pytest.fixture
def site(standing_rows):
    """A page of every kind, with what tends to be wider than a telephone."""
    make_product(slug="cards", merchant=make_merchant(name=LONG))
    photo = store_photo(read_photo(upload(image_bytes(size=(640, 400)))), alt="A bench")
    text = TEXT.format(long=LONG, photo=photo.file.url)
    topic = make_topic(title="Talking and listening", slug="talking")
    maren = make_author(name="Maren Holt", bio=f"Mediator. {LONG}")
    article = make_article(
        title="How to listen",
        slug="listen",
        topic=topic,
        authors=[maren],
        hero=photo,
        introduction=text,
        sections=[(LONG, text), ("Two", "Words[^study]."), ("Three", "Words.")],
        faqs=[(LONG, text)],
        references=[{"key": "study", "title": LONG, "url": f"https://example.org/{LONG}/{LONG}"}],
    )
    publish_article(article)
    publish_guide(
        slug="course", hero=photo, introduction=text, chapters=[article, ("Own words", text)]
    )
    return article


PAGES = (
    "/",
    "/articles/listen/",
    "/topics/talking/",
    "/guides/",
    "/guides/course/",
    "/guides/course/listen/",
)


def test_no_page_scrolls_sideways_on_a_telephone(browser, site):
    overflows = {}
    for page in PAGES:
        browser.open(page)
        assert browser.all("h1") != []
        overflows[page] = telephone(browser, "light"), telephone(browser, "dark")
    assert overflows == dict.fromkeys(PAGES, (0, 0))


def test_form_of_an_article_does_not_scroll_sideways_on_a_telephone(browser, site):
    browser.sign_in(make_user("editor"))
    telephone(browser, "light")
    browser.open(f"/admin/articles/article/{site.pk}/change/")
    browser.named("introduction").click()
    browser.wait(lambda: browser.all("[role=toolbar]"))
    assert (telephone(browser, "light"), telephone(browser, "dark")) == (0, 0)


@pytest.mark.parametrize("page", ["revisions", "schedule", "withdraw"])
def test_pages_about_an_article_do_not_scroll_sideways_on_a_telephone(browser, site, page):
    browser.sign_in(make_user("editor"))
    Article.objects.filter(pk=site.pk).update(dek="Another dek.")
    save_revision(Article.objects.get(pk=site.pk))
    browser.open(f"/admin/articles/article/{site.pk}/{page}/")
    assert (telephone(browser, "light"), telephone(browser, "dark")) == (0, 0)


def test_reader_is_given_no_cookie_and_sent_to_nobody_else(browser, site):
    browser.requests()
    for page in PAGES:
        browser.open(page)
    sent = [url for url in browser.requests() if not url.startswith(("data:", "about:"))]
    assert {url.split("/")[2] for url in sent} == {browser.server.url.removeprefix("http://")}
    assert browser.command("Network.getAllCookies")["cookies"] == []


def test_schemes_have_colours_of_their_own(browser, site):
    browser.open("/articles/listen/")
    colours = []
    for scheme in ("light", "dark"):
        telephone(browser, scheme)
        ink = browser.one("body").value_of_css_property("color")
        colours.append((brightness(ink), brightness(page_colour(browser))))
    (light_ink, light_paper), (dark_ink, dark_paper) = colours
    assert (light_ink < light_paper, dark_ink > dark_paper) == (True, True)


def page_colour(browser):
    return browser.run(
        """
        const of = (element) => getComputedStyle(element).backgroundColor;
        const body = of(document.body);
        return body === "rgba(0, 0, 0, 0)" ? of(document.documentElement) : body;
        """
    )


def brightness(colour):
    """The sum of a CSS colour's three channels, as the browser paints it."""
    numbers = colour.partition("(")[2].rstrip(")").replace(",", " ").split()
    return sum(float(number) for number in numbers[:3])


def telephone(browser, scheme):
    """Make the window a small telephone's, in this colour scheme; returns what overflows it."""
    browser.command(
        "Emulation.setDeviceMetricsOverride",
        width=360,
        height=740,
        deviceScaleFactor=2,
        mobile=True,
    )
    feature = {"name": "prefers-color-scheme", "value": scheme}
    browser.command("Emulation.setEmulatedMedia", features=[feature])
    return browser.overflow()
