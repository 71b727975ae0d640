"""Published pages follow what is baked into them, in the same transaction."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction

from articles.models import AffiliateLink, Article, Publication, Revision, Topic
from articles.publishing.dependents import follow
from articles.publishing.windows import publish, refresh, save_revision
from guides.models import GuideRevision
from tests.factories import (
    make_article,
    make_author,
    make_guide,
    make_merchant,
    make_photo,
    make_product,
    make_publication,
    make_topic,
    publish_article,
    publish_guide,
)

NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def noon(time_machine):
    time_machine.move_to(NOON, tick=False)


def change(row, **fields):
    """Save a change as the desk does: the pages follow in its transaction."""
    with transaction.atomic():
        for name, value in fields.items():
            setattr(row, name, value)
        row.save()
        return follow(row)


def live_html(revision):
    return type(revision).objects.live().get(slug=revision.slug).html


def open_product(**fields):
    """A product whose merchant's own address readers see."""
    return make_product(merchant=make_merchant(may_cloak=False), **fields)


@pytest.mark.parametrize("make", [make_product, open_product], ids=["cloaked", "not-cloaked"])
def test_no_page_has_to_follow_the_destination_of_a_product(make):
    product = make(slug="cards")
    publish_article(introduction="[Cards](go:cards)")

    assert change(product, destination="https://shop.example.com/new") == 0


def test_page_follows_the_words_on_a_product_card():
    product = make_product(slug="cards")
    revision = publish_article(introduction="::: offer cards\n:::")

    assert change(product, description="Sixty questions in a tin") == 1

    assert "Sixty questions in a tin" in live_html(revision)


def test_page_follows_the_terms_of_a_merchant():
    product = make_product(slug="cards")
    revision = publish_article(introduction="[Cards](go:cards)")

    assert change(product.merchant, may_cloak=False, mandatory_sentence="We must say this.") == 1

    assert 'href="candor:out/cards?introduction"' in live_html(revision)
    assert "We must say this." in live_html(revision)


def test_page_follows_a_merchant_it_links_to_by_address():
    merchant = make_merchant(hosts="shop.example.com")
    revision = publish_article(introduction="<https://shop.example.com/a>")

    assert change(merchant, relation="gifted") == 1

    assert Publication.objects.get().disclosure_gifted in live_html(revision)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("<https://new.example.org/a>", id="as-it-is"),
        pytest.param("[a](HTTPS://www.New.Example.ORG/a)", id="capitals-and-subdomain"),
        pytest.param("[a](https://n%65w.example.org/a)", id="percent"),
        pytest.param('<a href="https:/\\n%65w.example.org/">a</a>', id="percent-and-slashes"),
        pytest.param("<a href='https://new&shy;.example.org/'>a</a>", id="soft-hyphen"),
    ],
)
def test_link_pays_from_the_moment_its_host_is_a_merchant(text):
    revision = publish_article(introduction=text)
    merchant = make_merchant(hosts="shop.example.com")
    assert "sponsored" not in live_html(revision)

    assert change(merchant, hosts="shop.example.com\nnew.example.org") == 1

    assert 'rel="sponsored nofollow"' in live_html(revision)
    assert Publication.objects.get().disclosure_affiliate in live_html(revision)


def test_link_pays_no_more_once_its_host_is_no_merchant():
    merchant = make_merchant(hosts="shop.example.com\nold.example.org")
    revision = publish_article(introduction="<https://old.example.org/a>")

    assert change(merchant, hosts="shop.example.com") == 1

    assert "sponsored" not in live_html(revision)


def test_page_that_only_mentions_a_merchant_stays_as_it_is():
    merchant = make_merchant(hosts="shop.example.com")
    publish_article(introduction="They are at `shop.example.com`.")

    assert change(merchant, relation="gifted") == 0


def test_page_follows_the_credit_of_a_photo_in_its_text():
    photo = make_photo()
    revision = publish_article(introduction=f"![A lake]({photo.file.url})")

    assert change(photo, credit="By Ansel") == 1

    assert "By Ansel" in live_html(revision)


def test_page_follows_the_alternative_text_of_its_hero():
    photo = make_photo()
    revision = publish_article(hero=photo)

    assert change(photo, alt="A bench in the snow") == 1

    assert 'alt="A bench in the snow"' in live_html(revision)


def test_page_follows_the_picture_of_its_author():
    photo = make_photo()
    revision = publish_article(authors=[make_author(photo=photo)])

    assert change(photo, alt="Ada in her garden") == 1

    assert "Ada in her garden" in live_html(revision)


def test_page_and_byline_follow_the_name_of_an_author():
    author = make_author(name="Ada")
    revision = publish_article(authors=[author])

    assert change(author, name="Ada Lovelace") == 1

    live = Revision.objects.live().get()
    assert (live.byline, "Ada Lovelace" in live.html) == ("Ada Lovelace", True)
    assert live.article == revision.article


def test_page_follows_the_name_of_its_reviewer():
    reviewer = make_author(name="Ben")
    revision = publish_article(reviewer=reviewer)

    assert change(reviewer, name="Dr Ben") == 1

    assert "Dr Ben" in live_html(revision)


def test_page_follows_a_product_in_the_bio_of_its_author():
    product = open_product(slug="book")
    revision = publish_article(authors=[make_author(bio="Wrote\n\n::: offer book\n:::")])

    assert change(product, button_text="Second edition") == 1

    assert "Second edition" in live_html(revision)


def test_page_follows_the_wording_of_the_disclosure():
    make_product(slug="cards")
    revision = publish_article(introduction="[Cards](go:cards)")

    words = "If you buy, we earn a commission."
    assert change(Publication.objects.get(), disclosure_affiliate=words) == 1

    assert words in live_html(revision)


def test_sensitive_page_follows_the_help_lines():
    revision = publish_article(topic=make_topic(sensitivity="sensitive"))

    assert change(make_publication(), help_lines="Call **116 123**.") == 1

    assert "<strong>116 123</strong>" in live_html(revision)


def test_page_follows_the_sensitivity_of_its_topic():
    make_publication(help_lines="Call **116 123**.")
    revision = publish_article()
    assert "116 123" not in live_html(revision)

    assert change(revision.topic, sensitivity=Topic.Sensitivity.SENSITIVE) == 1

    assert "116 123" in live_html(revision)


def test_guide_follows_a_product_in_a_chapter_of_its_own():
    product = open_product(slug="cards")
    publish_guide(chapters=[("Own", "::: offer cards\n:::")])

    assert change(product, button_text="Look at them") == 1

    (chapter,) = GuideRevision.objects.live().get().chapters
    assert "Look at them" in chapter["html"]


def test_guide_chapter_pays_from_the_moment_its_host_is_a_merchant():
    publish_guide(chapters=[("Own", "<https://new.example.org/a>")])

    assert change(make_merchant(), hosts="new.example.org") == 1

    (chapter,) = GuideRevision.objects.live().get().chapters
    assert 'rel="sponsored nofollow"' in chapter["html"]


def test_guide_follows_its_cover():
    photo = make_photo()
    revision = publish_guide(hero=photo, chapters=[("Own", "Words.")])

    assert change(photo, alt="A lamp") == 1

    assert 'alt="A lamp"' in live_html(revision)


def test_successor_is_the_systems_and_keeps_every_date(time_machine):
    author = make_author(name="Ada")
    first = publish(save_revision(make_article(authors=[author])), until=NOON + 2 * DAY)
    time_machine.move_to(NOON + DAY, tick=False)

    change(author, name="Ada Lovelace")

    first.refresh_from_db()
    second = Revision.objects.live().get()
    assert (first.live_from, first.live_until) == (NOON, NOON + DAY)
    assert (second.live_from, second.live_until) == (NOON + DAY, NOON + 2 * DAY)
    for name in ("content", "content_hash", "expires_at", "published_at", "modified_at"):
        assert getattr(second, name) == getattr(first, name)
    assert (second.is_system, second.note) == (True, "Author “Ada Lovelace” changed")


def test_scheduled_page_is_rendered_anew_in_place():
    author = make_author(name="Ada")
    scheduled = publish(save_revision(make_article(authors=[author])), at=NOON + DAY)

    assert change(author, name="Ada Lovelace") == 1

    scheduled.refresh_from_db()
    assert Revision.objects.count() == 1
    assert (scheduled.byline, scheduled.live_from) == ("Ada Lovelace", NOON + DAY)


def test_live_and_scheduled_of_one_article_both_follow():
    author = make_author(name="Ada")
    article = make_article(authors=[author], title="One")
    publish(save_revision(article))
    Article.objects.update(title="Two")
    publish(save_revision(article), at=NOON + DAY)

    assert change(author, name="Ada Lovelace") == 2

    rows = Revision.objects.current().order_by("live_from")
    assert list(rows.values_list("title", "byline", "live_from", "live_until")) == [
        ("One", "Ada Lovelace", NOON, NOON + DAY),
        ("Two", "Ada Lovelace", NOON + DAY, None),
    ]


def test_other_pages_stay_untouched():
    author = make_author(name="Ada")
    publish_article(authors=[author])
    publish_article(topic=make_topic())
    publish_article(kind="page", slug="about")
    others = Revision.objects.exclude(authors=author).order_by("pk")
    before = list(others.values())

    change(author, name="Ada Lovelace")

    assert list(others.values()) == before


def test_change_that_shows_nowhere_makes_no_revision():
    author = make_author()
    publish_article(authors=[author])

    assert change(author, links="https://example.org") == 0

    assert Revision.objects.count() == 1


def test_draft_and_past_revisions_stay_as_they_were(time_machine):
    author = make_author(name="Ada")
    article = make_article(authors=[author])
    past = publish(save_revision(article))
    time_machine.move_to(NOON + HOUR, tick=False)
    Article.objects.update(title="Two")
    publish(save_revision(article))
    Article.objects.update(title="Three")
    draft = save_revision(article)

    change(author, name="Ada Lovelace")

    for revision in (past, draft):
        before = revision.html
        revision.refresh_from_db()
        assert (revision.html, revision.byline) == (before, "Ada")


def test_row_no_page_can_show_changes_none():
    publish_article()

    assert follow(make_article()) == 0


def test_failed_change_rolls_everything_back():
    product = open_product(slug="cards")
    publish_article(introduction="::: offer cards\n:::")
    publish_article(introduction="::: offer cards\n:::")
    before = list(Revision.objects.order_by("pk").values())
    saves = []

    def fail_at_the_second_page(execute, sql, *args):
        if sql.startswith('INSERT INTO "articles_revision" '):
            saves.append(sql)
            if len(saves) == 2:
                raise ConnectionError("The database went away.")
        return execute(sql, *args)

    with (
        pytest.raises(ConnectionError),
        connection.execute_wrapper(fail_at_the_second_page),
    ):
        change(product, name="New cards")

    assert list(Revision.objects.order_by("pk").values()) == before
    assert AffiliateLink.objects.get().name != "New cards"


def test_failed_refresh_leaves_every_page_as_it_was():
    author = make_author(name="Ada")
    first, second = publish_article(authors=[author]), publish_article(authors=[author])
    type(author).objects.update(name="Ada Lovelace")
    before = list(Revision.objects.order_by("pk").values())

    def fail_at_the_second_page(execute, sql, params, *args):
        if sql.startswith('INSERT INTO "articles_revision" ') and second.article_id in params:
            raise ConnectionError("The database went away.")
        return execute(sql, params, *args)

    with (
        pytest.raises(ConnectionError),
        connection.execute_wrapper(fail_at_the_second_page),
    ):
        refresh([first, second], note="Renamed")

    assert list(Revision.objects.order_by("pk").values()) == before


def test_refresh_takes_what_is_live_now_not_what_was_found_before():
    author = make_author(name="Ada")
    article = make_article(authors=[author], title="One")
    publish(save_revision(article))
    found = list(Revision.objects.current())
    Article.objects.update(title="Two")
    publish(save_revision(article))
    type(author).objects.update(name="Ada Lovelace")

    assert refresh(found, note="Late") == 1

    live = article.revisions.live().get()
    assert (live.title, live.byline) == ("Two", "Ada Lovelace")


def test_following_costs_the_same_for_each_page(django_assert_max_num_queries):
    author = make_author(name="Ada")
    for _ in range(3):
        publish_article(authors=[author])
    make_guide()

    with django_assert_max_num_queries(5 + 3 * 35):
        change(author, name="Ada Lovelace")
