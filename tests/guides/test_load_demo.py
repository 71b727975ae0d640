"""The demo publication: whole, publishable, and a show of everything a writer can do."""

import re
from html import unescape

import pytest
from django.core.management import call_command
from django.db import transaction
from PIL import Image

from articles.checklist.checking import check
from articles.context import load_publication
from articles.models import (
    AffiliateLink,
    Article,
    Author,
    Event,
    Merchant,
    Photo,
    Publication,
    Revision,
)
from articles.publishing.kinds import kind_of
from articles.publishing.snapshot import take
from articles.rendering.blocks import CALLOUTS
from guides.demo import load
from guides.demo.load import load_demo
from guides.kits.opening import open_kit
from guides.letters.rendering import render_letter
from guides.models import Book, Guide, GuideRevision, Kit, Letter, Mail, Subscriber, Wording
from tests.factories import make_letter, make_publication

MODELS = (
    Publication,
    Author,
    Merchant,
    AffiliateLink,
    Photo,
    Article,
    Guide,
    Revision,
    GuideRevision,
    Kit,
    Wording,
    Letter,
    Book,
    Event,
)


def draw_quickly(name):
    return Image.new("RGB", (30, 20), "teal")


def draw_square_quickly(name, alt):
    return load.store_photo(draw_quickly(name), alt=alt)


@pytest.fixture(scope="module")
def published(django_db_setup, django_db_blocker):
    """Load the demo once for all tests of this module; returns how many pages it published."""
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch, transaction.atomic():
        patch.setattr(load, "draw", draw_quickly)
        patch.setattr(load, "_draw_square", draw_square_quickly)
        yield load_demo(lambda line: None)
        transaction.set_rollback(True)


@pytest.fixture
def demo(published, db):
    return published


def contents():
    """Every working copy of the demo, frozen."""
    return [kind_of(row).take(row) for row in [*Article.objects.all(), *Guide.objects.all()]]


def source():
    """Everything that was written, as one text."""
    return "\n".join(str(content).replace("\\n", "\n") for content in contents())


def forms_on(client, rows):
    """The kits whose forms stand on each page, by its address."""
    pages = {row.get_absolute_url(): client.get(row.get_absolute_url()) for row in rows}
    return {
        address: re.findall(r'data-kit="([\w-]+)"', response.content.decode())
        for address, response in pages.items()
    }


def addresses():
    rows = [*Revision.objects.live(), *GuideRevision.objects.live()]
    return [row.get_absolute_url() for row in rows]


def test_demo_publishes_every_page_it_has(demo):
    subjects = Article.objects.count() + Guide.objects.count()

    assert demo == subjects == len(addresses())
    assert [(link.title, link.slug) for link in load_publication().policies] == [
        ("About", "about"),
        ("How we work", "how-we-work"),
        ("How we earn", "disclosure"),
        ("Corrections", "corrections"),
        ("Privacy", "privacy"),
        ("Contact", "contact"),
    ]
    assert Guide.objects.count() == 2


def test_demo_loaded_again_changes_nothing(demo):
    before = [list(model.objects.order_by("pk").values()) for model in MODELS]

    call_command("load_demo", verbosity=0)

    assert [list(model.objects.order_by("pk").values()) for model in MODELS] == before


def test_demo_leaves_alone_what_an_editor_changed(demo):
    make_publication(name="Ours now")
    Article.objects.filter(slug="about").update(title="About us")
    Author.objects.filter(slug="maren-holt").update(name="Maren Holt-Lund")

    load_demo(lambda line: None)

    assert Publication.objects.get().name == "Ours now"
    assert Article.objects.get(slug="about").title == "About us"
    assert Author.objects.get(slug="maren-holt").name == "Maren Holt-Lund"


def test_demo_has_nothing_to_mend(demo):
    problems = {
        str(row): kind_of(row).freeze(kind_of(row).take(row)).problems
        for row in [*Article.objects.all(), *Guide.objects.all()]
    }

    assert {title: found for title, found in problems.items() if found} == {}


def test_demo_uses_every_block(demo):
    used = set(re.findall(r"^::: (\w+)\b", source(), re.MULTILINE))

    assert used == {*CALLOUTS, "offer", "kit"}


MARKS = {
    "product link": r"\]\(go:[\w-]+\)",
    "article link": r"\]\(article:[\w-]+\)",
    "guide link": r"\]\(guide:[\w-]+\)",
    "citation": r"\[\^[\w-]+\]",
    "photo": r"!\[[^\]]+\]\(/media/photos/",
    "table": r"^\|.*\|$",
    "sub-heading": r"^### ",
    "list": r"^[-*] ",
    "numbered list": r"^\d+\. ",
    "quotation": r"^> ",
    "emphasis": r"\*\w[^*]*\*",
}


def test_demo_uses_every_mark(demo):
    text = source()

    unused = [name for name, mark in MARKS.items() if not re.search(mark, text, re.MULTILINE)]

    assert unused == []


def test_demo_uses_every_part_of_an_article(demo):
    forms = [form for form in contents() if "kind" in form]
    parts = ("dek", "reviewer", "reviewed_on", "hero", "tags", "sections", "faqs", "references")

    assert [part for part in parts if not any(form[part] for form in forms)] == []


def test_demo_shows_help_where_it_may_be_needed(client, demo):
    rows = Revision.objects.live().filter(topic__sensitivity="sensitive")

    assert rows
    assert all("116 123" in client.get(row.get_absolute_url()).content.decode() for row in rows)


def test_demo_discloses_before_it_earns(demo):
    paying = [row.html for row in Revision.objects.live() if "sponsored" in row.html]

    assert len(paying) > 3
    for html in paying:
        assert 0 < html.index('class="disclosure"') < html.index("sponsored")


def test_every_link_within_the_demo_leads_somewhere(client, demo):
    links = set()
    for address in ["/", "/articles/", "/guides/", "/kits/twelve-questions/", *addresses()]:
        response = client.get(address)
        assert response.status_code == 200
        text = response.content.decode()
        assert "candor:" not in text
        assert "(photo:" not in text
        links |= set(re.findall(r'href="(/[^"#]*)', text))

    statuses = {
        link: client.get(unescape(link)).status_code for link in links if "static" not in link
    }

    assert {link: code for link, code in statuses.items() if code not in (200, 302)} == {}


def test_demo_is_dated_as_its_documents_say(demo):
    dates = Revision.objects.live().articles().values_list("published_at", flat=True)

    assert len({moment.date() for moment in dates}) > 5


def test_demo_has_a_kit_of_a_file_and_one_of_a_book_and_both_can_be_had_at_once(demo):
    opened = [open_kit(kit) for kit in Kit.objects.order_by("slug")]
    heads = [(kit.name, kit.content_type, kit.file.read(4)) for kit in opened]

    assert heads == [
        ("better-evenings-book.epub", "application/epub+zip", b"PK\3\4"),
        ("twelve-questions.pdf", "application/pdf", b"%PDF"),
    ]
    for kit in opened:
        kit.file.close()


def test_each_form_of_the_demo_has_words_of_its_own(demo):
    words = Wording.objects.values_list("kit__slug", "version")

    assert sorted(words) == [("better-evenings-book", 1), ("twelve-questions", 1)]
    assert all(row.delivery and row.letters for row in Wording.objects.all())


def test_demo_has_one_kit_in_a_text_and_one_at_the_end_of_a_topic(client, demo):
    forms = forms_on(client, Revision.objects.live())

    assert forms["/articles/the-twenty-minute-supper/"] == ["twelve-questions"]
    assert forms["/articles/phones-at-the-table/"] == ["better-evenings-book"]
    assert sum(kits == ["twelve-questions"] for kits in forms.values()) == 1
    assert sum(kits == ["better-evenings-book"] for kits in forms.values()) == (
        Revision.objects.live().filter(topic__slug="home").count()
    )


def test_demo_asks_nobody_who_may_need_help_for_an_address(client, demo):
    forms = forms_on(client, Revision.objects.live().filter(topic__sensitivity="sensitive"))

    assert (len(forms), set(map(tuple, forms.values()))) == (2, {()})


def test_letter_of_the_demo_is_a_draft_that_could_be_sent(demo):
    [letter] = Letter.objects.all()
    rendered = render_letter(letter.body)

    assert (letter.state, rendered.problems) == ("draft", ())
    assert 'href="http://testserver/articles/the-twenty-minute-supper/"' in rendered.html
    assert 0 < rendered.html.index('class="disclosure"') < rendered.html.index("sponsored")
    assert (Subscriber.objects.count(), Mail.objects.count()) == (0, 0)


def test_letters_of_ones_own_are_not_joined_by_the_demos(demo):
    Letter.objects.all().delete()
    make_letter(subject="Ours")

    load_demo(lambda line: None)

    assert [letter.subject for letter in Letter.objects.all()] == ["Ours"]


def test_kit_that_is_missing_is_loaded_alone(demo):
    Kit.objects.filter(slug="better-evenings-book").delete()
    books = list(Book.objects.order_by("pk").values())

    assert load_demo(lambda line: None) == 0

    assert Kit.objects.count() == 2
    assert list(Book.objects.order_by("pk").values()) == books


def test_log_tells_of_the_demo_in_one_line(demo):
    events = Event.objects.values_list("verb", "detail")

    assert list(events) == [("filled", f"The demo: {demo} pages, 2 kits, 1 letter")]


def test_the_checklist_finds_nothing_in_the_demo(demo):
    found = [
        (article.slug, row.rule.slug, row.passage)
        for article in Article.objects.all()
        for row in check(take(article), article)
        if row.rule.slug != "review-old"  # its clock runs on
    ]
    assert found == []
