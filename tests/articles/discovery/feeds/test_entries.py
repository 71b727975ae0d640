from datetime import UTC, datetime, timedelta

import pytest

from articles.discovery.feeds.entries import Entry, Person, author_feed, site_feed, topic_feed
from articles.discovery.metadata import Image
from articles.publishing.windows import publish, save_revision, withdraw
from tests.factories import (
    make_article,
    make_author,
    make_kit,
    make_merchant,
    make_photo,
    make_product,
    make_publication,
    make_topic,
    publish_article,
    publish_guide,
)

NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)

pytestmark = pytest.mark.django_db


@pytest.fixture
def noon(time_machine):
    time_machine.move_to(NOON, tick=False)
    return time_machine


def titles() -> list[str]:
    return [entry.title for entry in site_feed().entries]


def test_entry_says_what_the_page_says(noon):
    hero, people = make_photo(), [make_author(name="Ann", slug="ann"), make_author(name="Bob")]
    revision = publish_article(
        title="Calm", slug="calm", dek="Breathe.", topic=make_topic(title="Rest"),
        tags=["sleep", "rest"], authors=people, hero=hero, sections=[("First", "Words.")],
    )  # fmt: skip

    entry = site_feed().entries[0]

    assert entry == Entry(
        id=f"tag:testserver,2026:articles/{revision.article_id}",
        address="http://testserver/articles/calm/",
        title="Calm",
        summary="Breathe.",
        html=entry.html,
        published_at=NOON,
        modified_at=NOON,
        people=(
            Person("Ann", "http://testserver/authors/ann/"),
            Person("Bob", f"http://testserver{people[1].get_absolute_url()}"),
        ),
        categories=("Rest", *(tag.name for tag in revision.tags.all())),
        image=Image(f"http://testserver{hero.file.url}", 1200, 800, "A bench by a lake"),
    )
    assert "<h2>First</h2>" in entry.html


def test_id_and_first_date_stay_when_the_article_changes(noon):
    article = publish_article(slug="calm").article
    before = site_feed().entries[0]
    noon.shift(3600)
    article.slug, article.title = "calmer", "Calmer"
    article.save()
    publish(save_revision(article))

    after = site_feed().entries[0]

    assert (after.id, after.published_at) == (before.id, before.published_at)
    assert (after.address, after.modified_at) == (
        "http://testserver/articles/calmer/",
        NOON + HOUR,
    )


def test_ids_stay_when_the_site_moves(noon, settings):
    settings.FEED_AUTHORITY = "old.example.org"
    revision = publish_article()

    assert site_feed().entries[0].id == f"tag:old.example.org,2026:articles/{revision.article_id}"


def test_feed_holds_what_is_live_at_its_second(noon):
    publish(save_revision(make_article(title="Coming")), at=NOON + HOUR)
    publish(save_revision(make_article(title="Ending")), until=NOON + HOUR)
    withdraw(publish_article(title="Withdrawn").article)
    save_revision(make_article(title="Draft"))
    publish_article(title="About", kind="page")

    assert titles() == ["Ending"]
    noon.move_to(NOON + HOUR - timedelta(seconds=1), tick=False)
    assert titles() == ["Ending"]
    noon.move_to(NOON + HOUR, tick=False)
    assert titles() == ["Coming"]


def test_feed_holds_the_twenty_newest(noon):
    for number in range(22):
        publish_article(title=f"Number {number}")
        noon.shift(60)

    assert titles() == [f"Number {number}" for number in range(21, 1, -1)]


def test_topic_and_author_have_feeds_of_their_own(noon):
    make_publication(name="The Gazette")
    topic, author = make_topic(title="Rest", slug="rest"), make_author(name="Ann", slug="ann")
    publish_article(title="Theirs", topic=topic, authors=[author])
    publish_article(title="Another")

    feeds = topic_feed(topic), author_feed(author)

    assert [[entry.title for entry in feed.entries] for feed in feeds] == [["Theirs"], ["Theirs"]]
    assert [(feed.id, feed.title, feed.address, feed.folder) for feed in feeds] == [
        (f"tag:testserver,2026:feeds/topics/{topic.pk}", "The Gazette: Rest",
         "http://testserver/topics/rest/", "/topics/rest/"),
        (f"tag:testserver,2026:feeds/authors/{author.pk}", "The Gazette: Ann",
         "http://testserver/authors/ann/", "/authors/ann/"),
    ]  # fmt: skip


def test_links_lead_to_where_they_lead_now(noon):
    make_product(slug="lamp")
    merchant = make_merchant(
        hosts="shop.example.com", may_cloak=False, referrer_policy="no-referrer"
    )
    make_product(slug="book", merchant=merchant, destination="https://shop.example.com/b")
    guide = publish_guide(slug="row", chapters=[("Own", "Words.")]).guide
    other = publish_article(slug="calm").article
    publish_article(
        introduction=f"[a](go:lamp) [b](go:book) [c](article:{other.slug}) [d](guide:{guide.slug})"
    )

    html = site_feed().entries[0].html

    for link in (
        '<a href="http://testserver/go/lamp/?from=feed" rel="sponsored nofollow">a</a>',
        '"https://shop.example.com/b" referrerpolicy="no-referrer" rel="sponsored nofollow">b</a>',
        '<a href="http://testserver/articles/calm/">c</a>',
        '<a href="http://testserver/guides/row/">d</a>',
    ):
        assert link in html


@pytest.mark.parametrize("sensitivity", ["ordinary", "sensitive"])
def test_nothing_asks_readers_for_an_address(noon, sensitivity):
    make_kit(slug="gift", at_end="all")
    text = "Before.\n\n::: kit gift\nTake it.\n:::" if sensitivity == "ordinary" else "Before."
    publish_article(introduction=text, topic=make_topic(sensitivity=sensitivity))

    html = site_feed().entries[0].html

    assert "Before." in html
    for hook in ("<form", "<input", "<button", "Take it.", "data-", "<script", "slot"):
        assert hook not in html


def test_feed_of_an_empty_site_has_no_entries(noon):
    feed = site_feed()

    assert (feed.entries, feed.modified_at) == ((), None)


def test_control_characters_are_left_out(noon):
    publish_article(title="Be\x0bcalm", dek="A\x1fb")

    assert [(row.title, row.summary) for row in site_feed().entries] == [("Becalm", "Ab")]
