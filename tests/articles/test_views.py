"""What readers get of articles."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from selectolax.lexbor import LexborHTMLParser

from articles.models import AffiliateLink, Article, Revision, Topic
from articles.publishing.windows import publish, save_revision, withdraw
from tests.factories import (
    make_article,
    make_author,
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


def text_of(response):
    return response.content.decode()


def publish_many(number, **fields):
    """Articles published a minute apart, the first the oldest."""
    revisions = []
    for minute in range(number):
        article = make_article(title=f"Number {minute}", **fields)
        dated = NOON + timedelta(minutes=minute)
        revisions.append(publish(save_revision(article), dated=dated))
    return revisions


def cards_of(response, revisions):
    """The titles a list shows of these, in its order."""
    text = text_of(response)
    found = {row.title: text.find(f'href="{row.get_absolute_url()}"') for row in revisions}
    return sorted((title for title in found if found[title] >= 0), key=found.get)


# One article


def test_article_shows_everything_of_it(client):
    make_product(slug="cards", name="A tin of cards")
    page = publish_article(
        slug="repair",
        title="Repair & <care>",
        dek="How to make up",
        topic=make_topic(title="Conflict", slug="conflict"),
        authors=[make_author(name="Ada", slug="ada", credentials="MSc")],
        reviewer=make_author(name="Ben", slug="ben"),
        introduction="Buy [cards](go:cards).[^study]",
        sections=[("First", "One *word*."), ("Second", "Two.")],
        faqs=[("Why?", "So.")],
        references=[{"key": "study", "title": "A study", "url": "https://example.org/study"}],
    )

    response = client.get("/articles/repair/")

    text = text_of(response)
    assert response.status_code == 200
    for words in (
        "<h1>Repair &amp; &lt;care&gt;</h1>",
        "How to make up",
        'href="/topics/conflict/"',
        'href="/authors/ada/"',
        'href="/authors/ben/"',
        "One <em>word</em>.",
        'id="first"',
        'id="second"',
        'id="faq"',
        'id="sources"',
        'id="source-1"',
        "we earn a commission if you buy",
        f'href="/go/cards/?from={page.source}.introduction" rel="sponsored nofollow"',
        'href="https://example.org/study"',
        '<link rel="canonical" href="http://testserver/articles/repair/">',
    ):
        assert words in text
    assert text.index("we earn a commission") < text.index('href="/go/cards/?from=')


def test_article_costs_four_queries(client, django_assert_num_queries):
    target = publish_article()
    topic = make_topic()
    for _ in range(5):
        publish_article(topic=topic)
    text = f"[a](article:{target.slug})"
    revision = publish_article(topic=topic, introduction=text, hero=make_photo(), tags=["a"])

    with django_assert_num_queries(4):
        client.get(revision.get_absolute_url())


def test_article_linking_to_a_guide_costs_five_queries(client, django_assert_num_queries):
    guide = publish_guide(slug="course", chapters=[("Own", "Words.")])
    revision = publish_article(
        introduction=f"[a](guide:{guide.slug}), [b](article:itself)", slug="itself"
    )

    with django_assert_num_queries(5):
        response = client.get("/articles/itself/")

    assert 'href="/guides/course/"' in text_of(response)
    assert revision.is_live


def test_article_recommends_the_newest_three_of_its_topic(client):
    topic = make_topic()
    others = publish_many(5, topic=topic)
    revision = publish_article(topic=topic)
    elsewhere = publish_article()
    withdraw(others[4].subject)
    publish(save_revision(make_article(topic=topic)), at=datetime.now(UTC) + DAY)
    draft = make_article(topic=topic)
    save_revision(draft)

    response = client.get(revision.get_absolute_url())

    assert [row.title for row in response.context["related"]] == [
        "Number 3",
        "Number 2",
        "Number 1",
    ]
    assert cards_of(response, [*others, elsewhere]) == ["Number 3", "Number 2", "Number 1"]


def test_article_does_not_recommend_what_it_only_links_to(client):
    other = publish_article(slug="other")
    revision = publish_article(introduction="[a](article:other)")

    response = client.get(revision.get_absolute_url())

    assert (response.context["related"], other.is_live) == ((), True)


def test_article_links_to_itself_and_to_pages(client):
    publish_article(kind="page", slug="about")
    revision = publish_article(slug="own", introduction="[a](article:own), [b](article:about#us)")

    text = text_of(client.get(revision.get_absolute_url()))

    assert 'href="/about/#us"' in text
    assert "candor:" not in text


def test_article_that_links_to_itself_has_the_address(client):
    publish_article(slug="own", introduction="[here](article:own#first)")

    assert '<a href="/articles/own/#first">here</a>' in text_of(client.get("/articles/own/"))


def test_link_to_a_withdrawn_article_keeps_its_words_only(client):
    target = publish_article(slug="target")
    revision = publish_article(introduction="See [that one](article:target).")
    withdraw(target.subject)

    text = text_of(client.get(revision.get_absolute_url()))

    assert ("that one" in text, "/articles/target/" in text, "candor:" in text) == (
        True,
        False,
        False,
    )


def test_sensitive_article_shows_where_to_get_help(client):
    make_publication(help_lines="Call **116 123**.")
    sensitive = publish_article(topic=make_topic(sensitivity="sensitive"))
    ordinary = publish_article()

    shown = [
        "<strong>116 123</strong>" in text_of(client.get(row.get_absolute_url()))
        for row in (sensitive, ordinary)
    ]

    assert shown == [True, False]


def test_article_shows_when_it_was_published_and_changed(client, time_machine):
    time_machine.move_to(NOON, tick=False)
    article = make_article(slug="dated")
    publish(save_revision(article), dated=NOON - 10 * DAY)
    published = text_of(client.get("/articles/dated/"))
    Article.objects.update(title="Changed")
    publish(save_revision(article))

    assert "21 February 2026" in published
    assert "3 March 2026" in text_of(client.get("/articles/dated/"))


def test_dates_are_shown_in_the_zone_of_the_publication(client, time_machine):
    time_machine.move_to("2026-03-03T23:30:00+00:00", tick=False)

    revision = publish_article()

    assert "4 March 2026" in text_of(client.get(revision.get_absolute_url()))


@pytest.mark.parametrize(
    ("published", "modified", "words"),
    [
        # Midnight in Paris is 23:00 in UTC, in which times are kept.
        ("2026-03-03T22:30:00+00:00", "2026-03-03T23:30:00+00:00", "Updated 4 March 2026"),
        ("2026-03-03T23:30:00+00:00", "2026-03-04T00:30:00+00:00", "Published 4 March 2026"),
    ],
)
def test_days_begin_at_midnight_in_the_zone(client, time_machine, published, modified, words):
    article = make_article(slug="dated")
    for moment in (published, modified):
        time_machine.move_to(moment, tick=False)
        Article.objects.update(title=f"As of {moment}")
        publish(save_revision(article))

    text = re.sub(r"<[^>]+>", "", text_of(client.get("/articles/dated/")))

    assert words in text


def test_unpublished_article_is_not_found(client):
    save_revision(make_article(slug="draft"))

    assert client.get("/articles/draft/").status_code == 404


def test_scheduled_article_is_not_found_yet(client):
    publish(save_revision(make_article(slug="later")), at=datetime.now(UTC) + DAY)

    assert client.get("/articles/later/").status_code == 404


def test_page_is_no_article_nor_an_article_a_page(client):
    publish_article(kind="page", slug="about")
    publish_article(slug="repair")

    assert [client.get(url).status_code for url in ("/articles/about/", "/repair/")] == [404, 404]


# Pages


def test_page_shows_its_text(client):
    publish_article(kind="page", slug="about", title="About us", introduction="Who *we* are")

    response = client.get("/about/")

    text = text_of(response)
    assert response.status_code == 200
    assert "<h1>About us</h1>" in text
    assert "Who <em>we</em> are" in text
    assert '<link rel="canonical" href="http://testserver/about/">' in text


def test_page_costs_three_queries(client, django_assert_num_queries):
    publish_article(kind="page", slug="privacy")
    publish_article(kind="page", slug="about", introduction="[a](article:privacy)")

    with django_assert_num_queries(3):
        response = client.get("/about/")

    assert 'href="/privacy/"' in text_of(response)


def test_page_is_in_no_list(client):
    publish_article(kind="page", slug="about", title="About our work", authors=[make_author()])

    found = [url for url in ("/articles/", "/") if "About our work" in text_of(client.get(url))]

    assert found == []


# Lists


def test_archive_lists_the_newest_first(client):
    revisions = publish_many(3)

    response = client.get("/articles/")

    assert response.status_code == 200
    assert cards_of(response, revisions) == ["Number 2", "Number 1", "Number 0"]


def test_archive_lists_a_corrected_article_where_it_was(client, time_machine):
    old, new = publish_many(2)
    Article.objects.filter(pk=old.article_id).update(title="Corrected")
    corrected = publish(save_revision(old.article))

    assert cards_of(client.get("/articles/"), [corrected, new]) == ["Number 1", "Corrected"]


def test_archive_has_pages_of_twenty_four(client):
    revisions = publish_many(25)

    first, second = client.get("/articles/"), client.get("/articles/?page=2")

    assert len(cards_of(first, revisions)) == 24
    assert cards_of(second, revisions) == ["Number 0"]
    assert 'rel="next" href="?page=2"' in text_of(first)
    assert 'href="./">Newer</a>' in text_of(second)
    assert '<link rel="canonical" href="http://testserver/articles/?page=2">' in text_of(second)


def test_topic_lists_its_own(client):
    topic = make_topic(slug="conflict", title="Conflict", description="Rows and silences")
    own, other = publish_article(topic=topic), publish_article()

    response = client.get("/topics/conflict/")

    assert cards_of(response, [own, other]) == [own.title]
    assert "Rows and silences" in text_of(response)


def test_topic_of_nothing_yet_is_an_empty_list(client):
    make_topic(slug="new")

    assert client.get("/topics/new/").status_code == 200


def test_tag_lists_its_own(client):
    own, other = publish_article(tags=["Saying sorry"]), publish_article(tags=["else"])

    response = client.get("/tags/saying-sorry/")

    assert cards_of(response, [own, other]) == [own.title]


def test_tag_only_a_draft_bears_is_not_found(client):
    make_article(tags=["draft"])

    assert client.get("/tags/draft/").status_code == 404


def test_author_shows_who_they_are_and_what_they_wrote(client):
    author = make_author(name="Ada", slug="ada", credentials="MSc", bio="Once *ran* a choir.")
    own, reviewed, other = (
        publish_article(authors=[author, make_author()]),
        publish_article(reviewer=author),
        publish_article(),
    )

    response = client.get("/authors/ada/")

    text = text_of(response)
    assert list(response.context["listing"]) == [own]
    assert list(response.context["reviewed"]) == [reviewed]
    assert own.title in cards_of(response, [own, other])
    assert other.title not in cards_of(response, [own, other])
    assert "Once <em>ran</em> a choir." in text
    assert "MSc" in text


def test_author_with_a_link_that_pays_says_so_first(client):
    make_product(slug="book")
    make_author(slug="ada", bio="I wrote [a book](go:book).")

    text = text_of(client.get("/authors/ada/"))

    assert 0 < text.index("we earn a commission") < text.index('href="/go/book/"')


def list_addresses():
    """The lists, with one article in each: {name: address}."""
    topic, author = make_topic(slug="conflict"), make_author(slug="ada", photo=make_photo())
    publish_many(1, topic=topic, authors=[author], tags=["care"], reviewer=author)
    return {
        "home": "/",
        "archive": "/articles/",
        "topic": "/topics/conflict/",
        "tag": "/tags/care/",
        "author": "/authors/ada/",
        "reviewed": "/authors/ada/reviewed/",
    }


LISTS = [
    *(("home", 3), ("archive", 2), ("topic", 3), ("tag", 3), ("author", 6), ("reviewed", 3)),
]


@pytest.mark.parametrize(("name", "limit"), LISTS)
def test_list_costs_the_same_with_ten_more(client, django_assert_num_queries, name, limit):
    address = list_addresses()[name]
    with django_assert_num_queries(limit):
        client.get(address)
    first = Revision.objects.get()

    publish_many(
        10,
        topic=first.topic,
        authors=first.authors.all(),
        reviewer=first.reviewer,
        tags=["care"],
        hero=make_photo(),
    )

    with django_assert_num_queries(limit):
        response = client.get(address)
    assert len(cards_of(response, Revision.objects.all())) > 3


BAD_NUMBERS = [
    "0",
    "-1",
    "abc",
    "",
    "2",
    "1.0",
    "999999",
    "9" * 5000,
    "١",
    "²",
    "1 ",
    "%00",
    "None",
]


@pytest.mark.parametrize("name", ["archive", "topic", "tag", "author"])
def test_list_has_no_such_page(client, name):
    address = list_addresses()[name]

    found = [n for n in BAD_NUMBERS if client.get(f"{address}?page={n}").status_code != 404]

    assert found == []


# What holds of every address


@pytest.mark.parametrize(
    "address",
    [
        "/articles/nothing/",
        "/topics/nothing/",
        "/tags/nothing/",
        "/authors/nothing/",
        "/nothing/",
        "/articles/%00/",
        "/articles/a%00b/",
        "/articles/%FF/",
        "/articles/%ED%A0%80/",
        "/articles/ünïcödé/",
        "/articles/٣٣/",
        "/articles/a\u202eb/",
        "/articles/😀/",
        "/articles/..%2f..%2fetc/",
        "/articles/%0d%0aSet-Cookie:a=b/",
        "/topics/'; drop table articles_topic;--/",
        "/tags/%00/",
        "/authors/%00/",
        "/%00/",
        "/%F0%9F%98%80/",
        f"/articles/{'x' * 5_000}/",
        f"/tags/{'x' * 5_000}/",
        f"/{'x' * 5_000}/",
    ],
)
def test_odd_address_is_not_found(client, address):
    assert client.get(address).status_code == 404


PUBLIC = [
    "/",
    "/articles/",
    "/articles/repair/",
    "/topics/conflict/",
    "/tags/care/",
    "/authors/ada/",
    "/about/",
    "/guides/",
    "/guides/course/",
    "/guides/course/repair/",
    "/robots.txt",
    "/articles/nothing/",
    "/articles/gone/",
]


@pytest.fixture
def site():
    """A little of everything."""
    make_product(slug="cards")
    author, topic = make_author(slug="ada"), make_topic(slug="conflict")
    revision = publish_article(
        slug="repair",
        topic=topic,
        authors=[author],
        tags=["care"],
        introduction="[a](go:cards)",
        sections=[("Part", "Words and more words. " * 60)],
    )
    publish_article(kind="page", slug="about")
    publish_guide(slug="course", chapters=[revision.article])
    withdraw(publish_article(slug="gone").subject)


def directives(policy):
    return dict(part.strip().split(" ", 1) for part in policy.split(";"))


def test_public_pages_have_exactly_these_headers(client, site):
    policy = {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self'",
        "font-src": "'self'",
        "connect-src": "'self'",
        "form-action": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
        "object-src": "'none'",
    }
    others = {
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "X-Frame-Options": "DENY",
        "Cross-Origin-Opener-Policy": "same-origin",
    }

    for address in PUBLIC:
        response = client.get(address)
        assert {name: response[name] for name in others} == others, address
        assert directives(response["Content-Security-Policy"]) == policy, address


def test_public_pages_neither_set_nor_read_cookies(client, site):
    client.cookies["sessionid"] = "left-over"
    client.cookies["csrftoken"] = "x" * 32

    responses = {address: client.get(address) for address in PUBLIC}

    assert {address: dict(response.cookies) for address, response in responses.items()} == {
        address: {} for address in PUBLIC
    }
    assert {response.get("Vary", "") for response in responses.values()} <= {"", "Accept-Encoding"}


def test_signed_in_editor_gets_the_same_bytes(client, editor, site):
    anonymous = client.get("/articles/repair/").content
    client.force_login(editor)

    assert client.get("/articles/repair/").content == anonymous


def test_public_pages_can_only_be_read(client, site):
    methods = (client.post, client.put, client.patch, client.delete)

    statuses = {method(address).status_code for address in PUBLIC[:11] for method in methods}

    assert statuses == {405}


def test_head_is_get_without_a_body(client, site):
    for address in PUBLIC:
        head, got = client.head(address), client.get(address)
        assert (head.status_code, head.content, head["Content-Type"]) == (
            got.status_code,
            b"",
            got["Content-Type"],
        ), address


def test_unchanged_page_is_not_sent_again(client, site):
    statuses = []
    for encoding in ("identity", "gzip"):
        for address in PUBLIC[:11]:
            headers = {"Accept-Encoding": encoding}
            headers["If-None-Match"] = client.get(address, headers=headers)["ETag"]
            statuses.append(client.get(address, headers=headers).status_code)

    assert statuses == [304] * 22


def test_changed_page_is_sent_again(client, site):
    etag = client.get("/articles/repair/")["ETag"]
    article = Article.objects.get(slug="repair")
    Article.objects.filter(pk=article.pk).update(title="Changed")
    publish(save_revision(article))

    response = client.get("/articles/repair/", headers={"If-None-Match": etag})

    assert response.status_code == 200


def test_page_is_compressed_for_those_who_can_read_it(client, site):
    response = client.get("/articles/repair/", headers={"Accept-Encoding": "gzip"})

    assert (response["Content-Encoding"], response["Vary"]) == ("gzip", "Accept-Encoding")


def test_page_asks_nothing_of_other_servers(client, site):
    foreign = re.compile(r"""(?:src|srcset|action)="(?:https?:)?//|<style|\sstyle=|\son\w+=""")

    found = {address: foreign.findall(text_of(client.get(address))) for address in PUBLIC}

    assert found == {address: [] for address in PUBLIC}


def test_frame_of_a_page_is_todays(client, site):
    publication, topic = make_publication(name="Yesterday's"), Topic.objects.get(slug="conflict")
    client.get("/articles/repair/")

    publication.name = "Today's"
    publication.footer_note = "A new note"
    publication.save()
    topic.title = "Quarrels"
    topic.save()

    text = text_of(client.get("/articles/repair/"))
    shown = [words in text for words in ("Yesterday", "Today", "A new note", "Quarrels")]
    assert shown == [False, True, True, True]


def test_missing_slash_is_added(client, site):
    response = client.get("/articles/repair")

    assert (response.status_code, response["Location"]) == (301, "/articles/repair/")


def test_photo_of_a_card_has_its_sizes(client):
    photo = make_photo()
    publish_article(hero=photo)

    text = text_of(client.get("/"))

    assert f"/media/{photo.rendition_name(480, 'avif')} 480w" in text


# Products whose merchants' own addresses have to be seen


@pytest.fixture
def bare(db):
    """A live article with a product that may not be cloaked."""
    merchant = make_merchant(
        may_cloak=False,
        default_parameters="tag=us-21",
        sub_id="sub={article}-{placement}",
        referrer_policy="no-referrer",
    )
    make_product(slug="book", merchant=merchant, destination="https://books.example.net/calm?a=1")
    return publish_article(slug="calm", introduction="[A book](go:book)")


def link_of(client):
    page = LexborHTMLParser(client.get("/articles/calm/").text)
    return page.css_first("article a[rel='sponsored nofollow']").attributes


def test_product_that_may_not_be_cloaked_shows_its_merchants_address(client, bare):
    assert link_of(client) == {
        "href": f"https://books.example.net/calm?a=1&tag=us-21&sub={bare.source}-introduction",
        "data-go": "book?introduction",
        "referrerpolicy": "no-referrer",
        "rel": "sponsored nofollow",
    }


def test_product_that_may_not_be_cloaked_costs_one_query_more(
    client, bare, django_assert_num_queries
):
    client.get("/articles/calm/")
    with django_assert_num_queries(5):
        client.get("/articles/calm/")


@pytest.mark.parametrize(
    "change",
    [{"active_until": timezone.now()}, {"binned_at": timezone.now()}],
    ids=["over", "in-the-bin"],
)
def test_product_that_is_over_leads_where_its_fallback_is_known(client, bare, change):
    AffiliateLink.objects.update(**change)
    assert link_of(client)["href"] == f"/go/book/?from={bare.source}.introduction"


def test_preview_of_a_product_that_may_not_be_cloaked_has_no_sub_id(editor_client, bare):
    path = f"/admin/articles/article/{bare.article_id}/revisions/{bare.pk}/"
    assert 'href="https://books.example.net/calm?a=1&amp;tag=us-21"' in (
        editor_client.get(path).content.decode()
    )


def test_topic_of_nothing_is_not_to_be_found(client):
    topic = make_topic(slug="empty")
    assert 'content="noindex, follow"' in client.get("/topics/empty/").content.decode()
    publish_article(topic=topic)
    assert 'content="index, follow,' in client.get("/topics/empty/").content.decode()


def test_author_shows_when_they_reviewed_what_and_leads_to_the_rest(client, monkeypatch):
    monkeypatch.setattr("articles.listings.PAGE_SIZE", 1)
    author = make_author(name="Ada", slug="ada", credentials="MSc")
    rest = '<a class="button" href="/authors/ada/reviewed/">All that Ada reviewed</a>'
    first = publish_article(reviewer=author, reviewed_on="2026-02-01")
    page = text_of(client.get("/authors/ada/"))
    assert 'Reviewed <time datetime="2026-02-01">1 February 2026</time>' in page
    assert rest not in page
    undated = publish_article(reviewer=author)

    assert rest in text_of(client.get("/authors/ada/"))
    pages = [client.get(f"/authors/ada/reviewed/?page={number}") for number in (1, 2)]
    assert [list(page.context["listing"]) for page in pages] == [[first], [undated]]


def test_what_was_reviewed_last_comes_first(client):
    author = make_author(slug="ada")
    early, late, middle = (
        publish_article(reviewer=author, reviewed_on=f"2026-02-0{day}") for day in (1, 3, 2)
    )
    Revision.objects.filter(pk=late.pk).update(published_at=NOON - timedelta(days=9))

    assert list(client.get("/authors/ada/").context["reviewed"]) == [late, middle, early]
    assert list(client.get("/authors/ada/reviewed/").context["listing"]) == [late, middle, early]


def test_who_reviewed_nothing_has_no_list_of_it(client):
    make_author(slug="ada")
    assert [client.get(f"/authors/{slug}/reviewed/").status_code for slug in ("ada", "eve")] == [
        404,
        404,
    ]
