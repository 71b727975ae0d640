"""What readers are served while the clock runs through a schedule, byte for byte."""

from datetime import UTC, datetime, timedelta

import pytest

from articles.models import Article, Faq, Reference, Section
from articles.publishing.windows import call_off, publish, save_revision, withdraw
from tests.factories import make_article, make_author, make_topic, publish_article

NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)
SECOND, HOUR, DAY = timedelta(seconds=1), timedelta(hours=1), timedelta(days=1)
ADDRESS = "/articles/the-page/"

pytestmark = pytest.mark.django_db


@pytest.fixture
def read(client, time_machine):
    """Return the status and body served at a moment."""

    def read(moment, address=ADDRESS):
        time_machine.move_to(moment, tick=False)
        response = client.get(address)
        return response.status_code, response.content

    return read


@pytest.fixture
def article(time_machine):
    time_machine.move_to(NOON, tick=False)
    return make_article(slug="the-page", title="One")


def revise(article, **fields):
    Article.objects.filter(pk=article.pk).update(**fields)
    return save_revision(article)


def test_scheduled_page_appears_and_ends_at_its_seconds(read, article):
    publish(save_revision(article), at=NOON + HOUR, until=NOON + 2 * HOUR)

    last_before, first, last, end = (
        read(NOON + HOUR - timedelta(microseconds=1)),
        read(NOON + HOUR),
        read(NOON + 2 * HOUR - SECOND),
        read(NOON + 2 * HOUR),
    )

    assert (last_before[0], first[0], last, end[0]) == (404, 200, first, 410)


def test_scheduled_change_takes_effect_at_its_second(read, article):
    publish(save_revision(article))
    old = read(NOON)
    publish(revise(article, title="Two"), at=NOON + HOUR)

    moments = [NOON + HOUR - SECOND, NOON + HOUR - timedelta(microseconds=1)]
    assert [read(moment) for moment in moments] == [old, old]
    new = read(NOON + HOUR)
    assert (new[0], b"<h1>Two</h1>" in new[1], new == old) == (200, True, False)
    assert read(NOON + 9 * DAY) == new


def test_change_until_then_back_to_nothing(read, article):
    publish(save_revision(article))
    publish(revise(article, title="Two"), at=NOON + HOUR, until=NOON + 2 * HOUR)

    statuses = [read(NOON + hours * HOUR)[0] for hours in (0, 1, 2)]

    assert statuses == [200, 200, 410]


def test_called_off_change_is_never_seen(read, article):
    publish(save_revision(article), until=NOON + 3 * HOUR)
    old = read(NOON)
    publish(revise(article, title="Two"), at=NOON + HOUR)
    call_off(article)

    assert [read(NOON + hours * HOUR) for hours in (1, 2)] == [old, old]
    assert read(NOON + 3 * HOUR)[0] == 410


def test_withdrawn_page_is_gone_from_that_second(read, article):
    publish(save_revision(article))
    read(NOON + HOUR)
    withdraw(article)

    assert read(NOON + HOUR)[0] == 410


def test_rollback_serves_the_bytes_of_before(read, article):
    first = publish(save_revision(article))
    old = read(NOON)
    publish(revise(article, title="Two"))
    publish(first)

    assert read(NOON) == old


def test_rollback_of_another_day_says_when_it_changed(read, article):
    first = publish(save_revision(article))
    read(NOON + DAY)
    publish(revise(article, title="Two"))

    publish(first)

    assert b"4 March 2026" in read(NOON + DAY)[1]


def test_editing_the_working_copy_changes_no_public_byte(read, article):
    publish(save_revision(article))
    served = read(NOON), read(NOON, "/articles/"), read(NOON, "/")

    fields = {"title": "New", "dek": "New", "introduction": "New", "slug": "new", "kind": "page"}
    Article.objects.filter(pk=article.pk).update(**fields, topic=None)
    article.authors.set([make_author()])
    article.tags.set(["new"])
    Section.objects.update(heading="New", body="New")
    Faq.objects.create(article=article, question="New?", answer="New")
    Reference.objects.create(article=article, key="new", title="New")
    save_revision(article)

    assert (read(NOON), read(NOON, "/articles/"), read(NOON, "/")) == served


def test_working_copy_moved_to_another_topic_stays_in_the_old_list(read, article):
    publish(save_revision(article))
    old = article.topic.get_absolute_url()
    new = make_topic()
    revise(article, topic=new)

    listed = [ADDRESS.encode() in read(NOON, url)[1] for url in (old, new.get_absolute_url())]

    assert listed == [True, False]


def test_scheduled_page_is_on_no_list_before_its_second(read, article):
    publish(save_revision(article), at=NOON + HOUR)
    addresses = ["/", "/articles/", article.topic.get_absolute_url()]

    def listed(moment):
        return [ADDRESS.encode() in read(moment, address)[1] for address in addresses]

    assert (listed(NOON + HOUR - SECOND), listed(NOON + HOUR)) == ([False] * 3, [True] * 3)


def test_internal_link_leads_somewhere_from_the_second_its_target_is_live(read, article):
    target = make_article(slug="target")
    publish(save_revision(target), at=NOON + HOUR, until=NOON + 2 * HOUR)
    publish(revise(article, introduction="See [this one](article:target#first)."))

    found = [b'href="/articles/target/#first"' in read(NOON + h * HOUR)[1] for h in (0, 1, 2)]
    words = [b"this one" in read(NOON + h * HOUR)[1] for h in (0, 1, 2)]

    assert (found, words) == ([False, True, False], [True] * 3)
    assert b"candor:" not in read(NOON)[1]


def test_internal_link_follows_its_target_to_a_new_address(read, article):
    target = publish_article(make_article(slug="old-name")).subject
    publish(revise(article, introduction="See [this](article:old-name)."))
    publish(revise(target, slug="new-name"))

    assert b'href="/articles/new-name/"' in read(NOON)[1]
