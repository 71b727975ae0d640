"""A link works for its time, or until it is revoked."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from articles.bin import bring_back, throw_away
from articles.models import Event, ShareLink
from articles.publishing.snapshot import take
from articles.publishing.windows import save_revision
from articles.reviewing import sharing as module
from articles.reviewing.sharing import (
    address_of,
    find_link,
    is_busy,
    note_opening,
    revoke,
    revoke_all,
    share,
)
from tests.factories import make_article, make_comment, make_share_link

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 6, 1, 10, 0, tzinfo=UTC)


@pytest.fixture
def article():
    return make_article(title="Listening")


def logged():
    return [(str(event), event.detail) for event in Event.objects.order_by("pk")]


@time_machine.travel(NOW, tick=False)
def test_link_is_made_and_logged_without_its_key(article, editor):
    revision = save_revision(article)

    link = share(article, by=editor, days=3, label="Dr Okafor", revision=revision, may_comment=True)

    link.refresh_from_db()
    made = (link.article, link.revision, link.label, link.may_comment, link.created_by)
    assert made == (article, revision, "Dr Okafor", True, editor)
    assert (link.created_at, link.expires_at) == (NOW, NOW + timedelta(days=3))
    assert logged()[-1] == ("editor shared Listening", "Dr Okafor, for 3 days")


def test_keys_cannot_be_guessed(article, editor):
    keys = {share(article, by=editor, days=1).key for _ in range(20)}

    assert len(keys) == 20
    assert {len(key) for key in keys} == {24}  # 18 random bytes


def test_address_is_absolute(article):
    link = make_share_link(article, key="abc")

    assert address_of(link) == "http://testserver/preview/abc/"


def test_link_is_found_while_it_works(article):
    link = make_share_link(article, expires_at=NOW)

    found = []
    for moment in (NOW - timedelta(seconds=1), NOW):
        with time_machine.travel(moment, tick=False):
            found.append(find_link(link.key))

    assert found == [link, None]


def test_link_is_found_by_one_query(article, django_assert_num_queries):
    link = make_share_link(article, revision=save_revision(article))

    with django_assert_num_queries(1):
        found = find_link(link.key)
        assert (found.article, found.revision) == (article, link.revision)


@pytest.mark.parametrize("key", ["", "nothing", "x" * 33, "a/b", "\0", "ключ", "x\n", " "])
def test_key_of_no_link_finds_none(key):
    assert find_link(key) is None


def test_link_of_what_is_in_the_bin_waits_there(article, editor):
    link = make_share_link(article)

    throw_away(article, by=editor)
    in_bin = find_link(link.key)
    bring_back(article, by=editor)

    assert (in_bin, find_link(link.key)) == (None, link)


def test_revoked_link_is_over_for_good_and_logged_once(article, editor):
    link, other = make_share_link(article, label="Press"), make_share_link(article)

    moments = []
    for _ in range(2):
        revoke(link, by=editor)
        moments.append(ShareLink.objects.get(pk=link.pk).revoked_at)

    assert moments[0] == moments[1] is not None
    assert (find_link(link.key), find_link(other.key)) == (None, other)
    assert logged() == [("editor stopped sharing Listening", "Press")]


def test_revoking_all_ends_what_works_and_touches_nothing_else(article, editor):
    past = make_share_link(article, expires_at=NOW - timedelta(days=900))
    links = [make_share_link(article) for _ in range(2)]
    elsewhere = make_share_link()
    before = take(article)

    counts = [revoke_all(article, by=editor) for _ in range(2)]

    assert counts == [2, 0]
    assert [find_link(link.key) for link in (*links, elsewhere)] == [None, None, elsewhere]
    assert ShareLink.objects.get(pk=past.pk).revoked_at is None
    assert take(article) == before
    assert logged() == [("editor stopped sharing Listening", "2 links")]


def test_first_opening_is_noted_and_no_other(article, django_assert_num_queries):
    link = make_share_link(article)

    with time_machine.travel(NOW, tick=False):
        note_opening(link)
    link.refresh_from_db()
    with django_assert_num_queries(0):
        note_opening(link)

    assert link.opened_at == NOW


@time_machine.travel(NOW, tick=False)
def test_link_is_busy_after_many_comments_within_an_hour(article, monkeypatch):
    monkeypatch.setattr(module, "MAX_COMMENTS", 2)
    link, other = make_share_link(article), make_share_link(article)
    make_comment(article, share_link=other)
    make_comment(article, share_link=link, created_at=NOW - timedelta(hours=1))

    answers = []
    for _ in range(2):
        make_comment(article, share_link=link)
        answers.append(is_busy(link))

    assert answers == [False, True]
