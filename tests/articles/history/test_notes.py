"""Where readers see the notes of correction."""

import pytest
from selectolax.lexbor import LexborHTMLParser

from articles.models import Article
from articles.publishing.correcting import amend
from articles.publishing.windows import publish, save_revision
from tests.factories import make_article, make_guide

TEXT = "We wrote <two> & “three”."
ESCAPED = "We wrote &lt;two&gt; &amp; “three”."

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(time_machine):
    """An article, a page and a guide, each published with a note on 3 March 2026."""
    time_machine.move_to("2026-03-03T12:00:00+00:00", tick=False)
    article = make_article(slug="tea")
    subjects = [article, make_article(slug="about", kind="page")]
    subjects.append(make_guide(slug="course", chapters=[article, ("Own", "Words.")]))
    for subject in subjects:
        publish(save_revision(subject), correction=TEXT)


@pytest.mark.parametrize(
    "address", ["/articles/tea/", "/about/", "/guides/course/", "/guides/course/tea/"]
)
def test_page_shows_its_note_behind_the_text(client, site, address):
    text = client.get(address).text

    (note,) = LexborHTMLParser(text).css(".corrections p")
    assert note.text() == f"Correction, 3 March 2026: {TEXT}"
    assert text.index("</h1>") < text.index(f"</strong> {ESCAPED}")


@pytest.mark.parametrize(
    "address", ["/articles/tea/", "/about/", "/guides/course/", "/guides/course/tea/"]
)
def test_head_leads_to_the_note(client, site, address):
    root = LexborHTMLParser(client.get(address).text)

    (link,) = root.css('.byline-facts a[href="#corrections"]')
    assert link.text() == "Corrected"
    assert len(root.css("#corrections")) == 1


@pytest.mark.parametrize(
    ("address", "place"),
    [("/articles/tea/", ".corrections p"), ("/articles/tea/changes/", ".change-note")],
)
def test_note_in_other_words_says_since_when(client, site, time_machine, address, place):
    time_machine.move_to("2026-03-05T12:00:00+00:00", tick=False)
    amend(Article.objects.get(slug="tea"), {"on": "2026-03-03", "text": TEXT}, "It was three.")

    (note,) = LexborHTMLParser(client.get(address).text).css(place)
    assert note.text().endswith(": It was three. (reworded 5 March 2026)")


def test_machines_are_told_the_new_words_and_the_first_day(client, site):
    amend(Article.objects.get(slug="tea"), {"on": "2026-03-03", "text": TEXT}, "It was three.")

    told = '"datePublished":"2026-03-03","text":"It was three."}]'
    assert told in client.get("/articles/tea/").text


@pytest.mark.parametrize("address", ["/guides/course/own/", "/guides/course/end/", "/"])
def test_other_pages_do_not(client, site, address):
    text = client.get(address).text

    assert (ESCAPED in text, "CorrectionComment" in text) == (False, False)
    assert "#corrections" not in text


@pytest.mark.parametrize("address", ["/articles/tea.md", "/about.md"])
def test_markdown_ends_with_the_note(client, site, address):
    last = client.get(address).text.strip().rpartition("\n")[2]

    assert last == "**Correction, 3 March 2026:** We wrote \\<two> & “three”."


@pytest.mark.parametrize("file", ["rss.xml", "atom.xml", "feed.json"])
def test_entry_of_a_feed_ends_with_the_note(client, site, file):
    text = client.get(f"/feeds/{file}").text

    assert "Correction, " in text
    assert "three”." in text


def test_notes_are_told_to_machines(client, site):
    for address in ("/articles/tea/", "/about/", "/guides/course/"):
        text = client.get(address).text
        assert '"correction":[{"@type":"CorrectionComment","datePublished":"2026-03-03"' in text
