"""What goes out comes in again: the same files, and the same bytes for readers."""

from contextlib import suppress
from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.affiliates.changes import read_link, record_change
from articles.bin import throw_away
from articles.models import ClickCount, Comment, Earning, Event, LeftOutRow, ViewCount
from articles.publishing.windows import NotPublishable, publish, restore, save_revision, withdraw
from tests.articles.exporting.sites import ODD, addresses, bring_in, clear_site, export, read
from tests.factories import (
    make_article,
    make_author,
    make_comment,
    make_earnings_report,
    make_guide,
    make_merchant,
    make_network,
    make_photo,
    make_product,
    make_publication,
    make_redirect,
    make_share_link,
    make_submission,
    make_topic,
    make_user,
    publish_article,
    publish_guide,
)

pytestmark = pytest.mark.django_db

#: PostgreSQL has no place for a NUL.
WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=40)
TEXTS = st.one_of(WORDS, st.lists(st.sampled_from(ODD), max_size=4).map("".join))
LINES = TEXTS.map(lambda text: text[:100])
STEPS = st.lists(
    st.sampled_from(["publish", "schedule", "end", "withdraw", "rename", "edit", "restore", "bin"]),
    max_size=5,
)
ARTICLES = st.fixed_dictionaries(
    {
        "title": LINES,
        "dek": LINES,
        "introduction": TEXTS,
        "kind": st.sampled_from(["article", "article", "page"]),
        "sections": st.lists(st.tuples(LINES, TEXTS), max_size=3),
        "faqs": st.lists(st.tuples(LINES, TEXTS), max_size=2),
        "tags": st.lists(st.sampled_from(["home", "Café & co", "שלום", "no"]), unique=True),
        "references": st.lists(
            st.fixed_dictionaries(
                {"key": st.sampled_from("abc"), "title": LINES, "quote": st.just("") | LINES}
            ),
            max_size=2,
            unique_by=lambda row: row["key"],
        ),
        "has_photo": st.booleans(),
    }
)


def write(plan, number):
    """A working copy with a slug of its own, of what hypothesis made up."""
    is_page = plan["kind"] == "page"
    hero = make_photo(alt=plan["dek"]) if plan["has_photo"] else None
    fields = {name: value for name, value in plan.items() if name != "has_photo"}
    topic = {} if is_page else {"topic": make_topic()}
    authors = [] if is_page else [make_author(bio=plan["introduction"])]
    return make_article(**fields, **topic, authors=authors, hero=hero, slug=f"text-{number}")


def go(article, step, number):
    """One step in the life of an article, as far as it may be taken."""
    now = timezone.now()
    revision = save_revision(article, note=f"Step {number}")
    with suppress(NotPublishable):
        match step:
            case "publish":
                publish(revision)
            case "schedule":
                publish(revision, at=now + timedelta(days=number + 1))
            case "end":
                publish(revision, until=now + timedelta(days=number + 1))
            case "withdraw":
                withdraw(article)
            case "rename" | "edit":
                article.slug = f"{article.slug}-{number}" if step == "rename" else article.slug
                article.dek = f"Number {number}"
                article.save()
                publish(save_revision(article))
            case "restore":
                restore(article.revisions.last())
                article.refresh_from_db()
            case "bin":
                throw_away(article)


def write_around(article, name, text):
    """A guide with the article in it, a product and a remark."""
    product = make_product(name=name, notes=text, merchant=make_merchant(terms_note=text))
    make_comment(article, text=text or "?", quote=name, written_by=make_user())
    ClickCount.objects.create(
        link=product, source=article.slug, placement=name[:40], day="2026-11-28"
    )
    chapters = [article, (name or "Untitled", text)]
    with suppress(NotPublishable):
        publish_guide(introduction=text, closing=text, chapters=chapters)


@given(st.lists(st.tuples(ARTICLES, STEPS), min_size=1, max_size=2), LINES, TEXTS)
@settings(
    max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_site_comes_back_to_the_byte(plans, name, text):
    clear_site()
    make_publication(name=name[:80], tagline=name, help_lines=text)
    for number, (plan, steps) in enumerate(plans):
        article = write(plan, number)
        for index, step in enumerate(steps):
            if article.binned_at is None:
                go(article, step, index)
                article.refresh_from_db()
        write_around(article, name, text)
    paths = addresses()
    exported, pages = export(), read(paths)
    clear_site()
    bring_in(exported)
    assert export() == exported
    assert read(paths) == pages


def make_rich_site():
    """A row of every kind, each column filled at least once."""
    editor = make_user("editor", username="mara")
    logo, photo = make_photo(uploaded_by=editor), make_photo()
    make_publication(logo=logo, help_lines="Call **112**.\nAny time.", footer_note="Be kind.")
    network = make_network(refused_states="declined")
    merchant = make_merchant(network=network, terms_checked_on=date(2026, 5, 1), sub_id="s={link}")
    author = make_author(user=editor, photo=photo, bio="Writes.", links="https://example.org/")
    other = publish_article(slug="other")
    product = make_product(merchant=merchant, photo=photo, slug="kettle", notes="=1+1")
    before = read_link(product)
    product.fallback = make_product(fallback_article=other.article)
    product.active_from = datetime(2026, 1, 1, tzinfo=UTC)
    product.save()
    record_change(product, before, by=editor)
    article = make_article(
        slug="tea",
        authors=[author],
        reviewer=author,
        reviewed_on=date(2026, 2, 3),
        review_due_on=date(2027, 2, 3),
        owner=editor,
        updated_by=editor,
        tags=["tea", "home"],
        introduction="See [another](article:other) and [this](go:kettle).[^a]",
        references=[{"key": "a", "title": "On tea", "year": 2020, "url": "https://example.org/t"}],
    )
    revision = publish(save_revision(article, by=editor), by=editor)
    submission = make_submission(article, note="Please look", submitted_by=editor)
    comment = make_comment(article, written_by=editor, quote="tea", share_link=make_share_link())
    make_comment(article, reply_to=comment, resolved_at=timezone.now(), resolved_by=editor)
    publish_guide(slug="course", chapters=[article, ("Own", "Words")], hero=photo, owner=editor)
    make_redirect(path="/old/", target=f"candor:article/{article.pk}", created_by=editor)
    throw_away(make_guide(slug="gone"), by=editor)
    throw_away(make_article(slug="tea-2", kind="page"), by=editor)
    make_counts(product, network, editor)
    return revision, submission


def make_counts(product, network, editor):
    """Clicks, views and earnings of a day."""
    day = date(2026, 11, 1)
    ClickCount.objects.create(link=product, source="a1", placement="=x", day=day, clicks=3)
    ViewCount.objects.create(source="a1", day=day, views=9)
    report = make_earnings_report(network, imported_by=editor, total=5)
    money = {"report": report, "day": day, "currency": "EUR"}
    first = Earning.objects.create(**money, network=network, line=1, amount=7, reference="+1")
    Earning.objects.create(
        **money, network=network, line=2, amount=-2, reference="+1", part=2, corrects=first
    )
    LeftOutRow.objects.create(**money, line=3, kind="refused", amount=1, reason="declined;=x")


def test_site_with_every_kind_of_row_comes_back_to_the_byte():
    make_rich_site()
    paths = addresses()
    exported, pages = export(), read(paths)
    clear_site()
    bring_in(exported)
    assert export() == exported
    assert read(paths) == pages
    assert {status for status, _, _ in pages.values()} == {200, 404}


def test_pages_that_are_gone_or_moved_are_so_still():
    withdrawn, moved = publish_article(slug="gone").article, publish_article(slug="old").article
    withdraw(withdrawn)
    moved.slug = "new"
    moved.save()
    publish(save_revision(moved))
    make_redirect(path="/never/here/", target="")
    exported = export()
    clear_site()
    bring_in(exported)
    paths = ["/articles/gone/", "/never/here/", "/articles/old/", "/articles/new/"]
    answers = read(paths).values()
    assert [(status, to) for status, to, _ in answers] == [
        (410, ""),
        (410, ""),
        (301, "/articles/new/"),
        (200, ""),
    ]


def test_photos_come_back_with_their_bytes():
    photo = make_photo()
    with photo.file.open() as stream:
        content = stream.read()
    exported = export()
    clear_site()
    bring_in(exported)
    assert photo.file.storage.open(photo.file.name).read() == content


def test_new_rows_are_numbered_after_those_that_came():
    article = publish_article().article
    exported = export()
    clear_site()
    bring_in(exported)
    assert make_article().pk > article.pk


def test_two_exports_are_the_same_bytes():
    make_rich_site()
    assert export() == export()


def test_comment_of_a_guest_comes_without_the_link_it_came_by():
    make_comment(share_link=make_share_link(), guest_name="Noor")
    exported = export()
    clear_site()
    bring_in(exported)
    assert Comment.objects.values_list("guest_name", "share_link").get() == ("Noor", None)


def test_log_comes_without_what_was_done_to_accounts(client):
    user = make_user("editor", username="mara")
    client.force_login(user)
    publish_article()
    exported = export()
    clear_site()
    bring_in(exported)
    assert list(Event.objects.order_by("pk").values_list("verb", flat=True)) == [
        "started",
        "published",
    ]
