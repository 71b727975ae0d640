from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from articles.discovery import sitemaps
from articles.discovery.sitemaps import (
    ArticleSitemap,
    Entry,
    File,
    Sitemap,
    find_authors,
    find_pages,
    find_topics,
    write_file,
    write_index,
)
from articles.publishing.windows import publish, save_revision, withdraw
from tests.factories import (
    make_article,
    make_author,
    make_photo,
    make_topic,
    publish_article,
)

NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture
def noon(time_machine):
    time_machine.move_to(NOON, tick=False)
    return time_machine


def addresses(number: int = 1) -> list[str]:
    return [entry.address for entry in ArticleSitemap().entries(number)]


def test_article_has_its_address_its_date_and_its_photos(noon):
    hero = make_photo()
    publish_article(slug="calm", hero=hero)

    assert list(ArticleSitemap().entries(1)) == [
        Entry("/articles/calm/", NOON, (f"http://testserver{hero.file.url}",))
    ]


def test_articles_are_told_only_while_they_are_live(noon):
    publish(save_revision(make_article(slug="coming")), at=NOON + timedelta(hours=1))
    publish(save_revision(make_article(slug="ending")), until=NOON + timedelta(hours=1))
    withdraw(publish_article(slug="withdrawn").article)
    save_revision(make_article(slug="draft"))
    publish_article(slug="about", kind="page")

    assert addresses() == ["/articles/ending/"]
    noon.move_to(NOON + timedelta(minutes=59, seconds=59), tick=False)
    assert addresses() == ["/articles/ending/"]
    noon.move_to(NOON + timedelta(hours=1), tick=False)
    assert addresses() == ["/articles/coming/"]


def test_a_file_holds_so_many_articles_by_their_keys(noon, monkeypatch):
    keys = [publish_article(slug=f"n{number}").article_id for number in range(3)]
    monkeypatch.setattr(sitemaps, "FILE_SIZE", keys[1])

    assert [file.number for file in ArticleSitemap().files()] == [1, 2]
    assert [addresses(number) for number in (1, 2, 3)] == [
        ["/articles/n0/", "/articles/n1/"],
        ["/articles/n2/"],
        [],
    ]


def test_a_file_of_which_nothing_is_live_is_none(noon):
    withdraw(publish_article().article)

    assert ArticleSitemap().files() == []


def test_a_file_changed_when_a_revision_last_went_live(noon):
    publish_article()
    noon.move_to(NOON + timedelta(days=1), tick=False)
    second = publish_article()
    publish(save_revision(second.article), at=NOON + timedelta(days=9))

    assert ArticleSitemap().files() == [File(1, NOON + timedelta(days=1))]


def test_version_changes_with_what_is_live(noon):
    sitemap, seen = ArticleSitemap(), set()
    seen.add(sitemap.version(1))
    first = publish_article().article
    seen.add(sitemap.version(1))
    noon.shift(1)
    second = publish_article().article
    seen.add(sitemap.version(1))
    publish(save_revision(make_article()), at=timezone.now() + timedelta(hours=1))
    assert sitemap.version(1) in seen
    noon.shift(3600)
    seen.add(sitemap.version(1))
    withdraw(first)
    seen.add(sitemap.version(1))
    withdraw(second)
    publish_article()
    seen.add(sitemap.version(1))

    assert len(seen) == 6


def test_more_articles_cost_no_more_queries(noon, django_assert_num_queries):
    for _ in range(3):
        publish_article(hero=make_photo())
    sitemap = ArticleSitemap()

    for _ in range(2):
        with django_assert_num_queries(2):
            assert all(entry.images for entry in sitemap.entries(1))
        with django_assert_num_queries(2):
            assert len(sitemap.files()) == 1
        with django_assert_num_queries(1):
            sitemap.version(1)
        for _ in range(5):
            publish_article(hero=make_photo())


def test_few_pages_are_cut_into_files_too(noon, monkeypatch):
    monkeypatch.setattr(sitemaps, "FILE_SIZE", 2)
    rows = [Entry(f"/{number}/", NOON + timedelta(days=number)) for number in range(3)]
    sitemap = Sitemap(lambda: iter(rows))

    assert sitemap.files() == [File(1, rows[1].modified_at), File(2, rows[2].modified_at)]
    assert [list(sitemap.entries(number)) for number in (1, 2, 3)] == [rows[:2], rows[2:], []]
    assert sitemap.version(1) != sitemap.version(2)


def test_archive_changed_with_the_newest_article(noon):
    photo = make_photo()
    publish_article()
    publish_article(slug="about", kind="page", hero=photo)

    assert list(find_pages()) == [
        Entry("/articles/", NOON),
        Entry("/feeds/"),
        Entry("/about/", NOON, (f"http://testserver{photo.file.url}",)),
    ]


def test_topics_with_a_live_article_are_told(noon):
    publish_article(topic=make_topic(slug="rest"))
    withdraw(publish_article(topic=make_topic(slug="work")).article)

    assert list(find_topics()) == [Entry("/topics/rest/", NOON)]


def test_authors_and_reviewers_of_live_articles_are_told(noon):
    writer, reviewer, idle = (make_author(slug=slug, name=slug) for slug in ("ann", "bob", "cid"))
    publish_article(authors=[writer], reviewer=reviewer)
    withdraw(publish_article(authors=[idle]).article)
    publish_article(kind="page", authors=[idle])

    assert list(find_authors()) == [Entry("/authors/ann/"), Entry("/authors/bob/")]


def test_what_is_written_is_escaped_and_tells_its_zone(settings):
    entry = Entry("/a&b/", NOON.astimezone(timezone.get_default_timezone()), ("http://x/?a&b",))

    assert "".join(write_file([entry])) == (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        'xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">\n'
        "<url><loc>http://testserver/a&amp;b/</loc><lastmod>2026-03-03T12:00:00Z</lastmod>"
        "<image:image><image:loc>http://x/?a&amp;b</image:loc></image:image></url>\n"
        "</urlset>\n"
    )
    assert write_index([("/sitemaps/a-1.xml", None)]).endswith(
        "<sitemap><loc>http://testserver/sitemaps/a-1.xml</loc></sitemap>\n</sitemapindex>\n"
    )


def test_a_long_file_is_written_in_pieces():
    entries = (Entry(f"/{number}/") for number in range(2_500))

    pieces = list(write_file(entries))

    assert [piece.count("<url>") for piece in pieces] == [0, 1_000, 1_000, 500, 0]


def test_a_full_file_is_within_what_the_protocol_allows():
    photos = (f"https://media.example.org/{'p' * 100}.jpg",) * 40
    entry = Entry(f"/articles/{'s' * 160}/", NOON, photos)

    size = len("".join(write_file([entry])))

    assert sitemaps.FILE_SIZE <= 50_000
    assert sitemaps.FILE_SIZE * size < 50 * 2**20
