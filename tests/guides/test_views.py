"""Guides: a course of articles, and of chapters of its own, as readers get it."""

from datetime import UTC, datetime, timedelta

import pytest

from articles.models import Article
from articles.publishing.windows import publish, save_revision, withdraw
from guides import views
from guides.models import Guide, GuideRevision
from guides.publishing import take
from tests.articles.admin.forms import parse
from tests.factories import (
    make_article,
    make_guide,
    make_merchant,
    make_photo,
    make_product,
    make_topic,
    publish_article,
    publish_guide,
)

DAY = timedelta(days=1)

pytestmark = pytest.mark.django_db


def text_of(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def course():
    """A guide of an article, a chapter of its own, and another article."""
    first, last = publish_article(slug="first"), publish_article(slug="last")
    return publish_guide(
        slug="course",
        title="A course",
        dek="In order",
        introduction="How it *begins*",
        closing="How it **ends**",
        chapters=[first.article, ("A pause", "Breathe *out*."), last.article],
    )


def chapters_of(client, address="/guides/course/"):
    return [(row.number, row.address) for row in client.get(address).context["chapters"]]


# The list of guides


def test_guide_list_shows_the_newest_first(client, time_machine):
    time_machine.move_to("2026-03-03T12:00:00+00:00", tick=False)
    for title in ("Older", "Newer"):
        publish_guide(title=title, dek=f"{title} words", chapters=[("Own", "Words.")])
        time_machine.shift(DAY)

    text = text_of(client, "/guides/")

    assert 0 < text.index("Newer words") < text.index("Older words")


def test_guide_list_of_none_says_so(client):
    assert "There are no guides yet" in text_of(client, "/guides/")


def test_guide_list_shows_only_live_ones(client):
    withdraw(publish_guide(title="Withdrawn one", chapters=[("Own", "Words.")]).subject)
    save_revision(make_guide(title="Drafted one"))

    text = text_of(client, "/guides/")

    assert [title for title in ("Withdrawn one", "Drafted one") if title in text] == []


def test_guide_list_costs_the_same_with_ten_more(client, django_assert_num_queries):
    for number in (1, 10):
        for _ in range(number):
            publish_guide(hero=make_photo(), chapters=[("Own", "Words.")])
        with django_assert_num_queries(2):
            client.get("/guides/")


# One guide


def test_guide_shows_its_texts_and_chapters(client, course):
    text = text_of(client, "/guides/course/")

    words = [
        "<h1>A course</h1>",
        "In order",
        "How it <em>begins</em>",
        'href="/guides/course/first/">',
        'href="/guides/course/a-pause/"',
        'href="/guides/course/last/"',
    ]
    places = [text.find(part, text.index("<main")) for part in words]
    assert places == sorted(places)
    assert -1 not in places
    assert "How it <strong>ends</strong>" not in text
    assert '<link rel="canonical" href="http://testserver/guides/course/">' in text


def test_guide_shows_todays_titles_of_its_articles(client, course):
    Article.objects.filter(slug="first").update(title="Renamed since", slug="moved")
    publish(save_revision(Article.objects.get(slug="moved")))

    text = text_of(client, "/guides/course/")

    assert "Renamed since" in text
    assert 'href="/guides/course/moved/"' in text


def test_guide_leaves_out_a_chapter_that_is_withdrawn(client, course):
    withdraw(Article.objects.get(slug="first"))

    assert chapters_of(client) == [(1, "/guides/course/a-pause/"), (2, "/guides/course/last/")]
    assert client.get("/guides/course/first/").status_code == 404


def test_guide_takes_in_a_chapter_the_second_it_goes_live(client, time_machine):
    noon = datetime(2026, 3, 3, 12, tzinfo=UTC)
    time_machine.move_to(noon, tick=False)
    article = make_article(slug="later")
    publish(save_revision(article), at=noon + DAY)
    publish_guide(slug="course", chapters=[("Own", "Words."), article])

    before = chapters_of(client)
    time_machine.move_to(noon + DAY, tick=False)

    own, later = (1, "/guides/course/own/"), (2, "/guides/course/later/")
    assert (before, chapters_of(client)) == ([own], [own, later])


def test_guide_adds_up_the_minutes(client):
    long = publish_article(introduction="word " * 690)
    publish_guide(slug="course", chapters=[long.article, ("Own", "word " * 460)])

    assert client.get("/guides/course/").context["minutes"] == 5


def test_guide_with_a_link_that_pays_says_so_first(client):
    make_product(slug="cards")
    publish_guide(slug="course", introduction="[Cards](go:cards)", chapters=[("Own", "Words.")])

    text = text_of(client, "/guides/course/")

    assert 0 < text.index("we earn a commission") < text.index('href="/go/cards/?from=')


def test_guide_costs_the_same_with_ten_more_chapters(client, django_assert_num_queries):
    other = publish_guide(slug="other", chapters=[("Own", "Words.")])
    linked = publish_article(slug="linked")
    text = "[a](guide:other), [b](article:linked)"
    for number in (1, 10):
        articles = [publish_article(hero=make_photo()).article for _ in range(number)]
        revision = publish_guide(introduction=text, chapters=articles)
        with django_assert_num_queries(5):
            page = text_of(client, revision.get_absolute_url())
        assert other.get_absolute_url() in page
        assert linked.get_absolute_url() in page


def test_scheduled_guide_is_not_found_yet(client):
    guide = make_guide(slug="later", chapters=[("Own", "Words.")])
    publish(save_revision(guide), at=datetime.now(UTC) + DAY)

    statuses = [client.get(url).status_code for url in ("/guides/later/", "/guides/later/own/")]
    assert statuses == [404, 404]


def test_withdrawn_guide_is_gone_but_its_articles_stay(client, course):
    withdraw(course.subject)

    addresses = ["/guides/course/", "/guides/course/first/", "/articles/first/"]
    assert [client.get(address).status_code for address in addresses] == [410, 410, 200]


def test_old_slug_of_a_guide_redirects(client, course):
    Guide.objects.update(slug="renamed")
    publish(save_revision(course.guide))

    response = client.get("/guides/course/")

    assert (response.status_code, response["Location"]) == (301, "/guides/renamed/")


def test_edited_guide_stays_as_it_was_published(client, course):
    served = text_of(client, "/guides/course/")

    Guide.objects.update(title="Edited", introduction="Edited")
    course.guide.chapters.all().delete()
    save_revision(course.guide)

    assert text_of(client, "/guides/course/") == served


# Chapters


def test_chapter_is_its_article(client, course):
    text = text_of(client, "/guides/course/first/")

    revision = Article.objects.get(slug="first").revisions.get()
    assert f"<h1>{revision.title}</h1>" in text
    assert "Some words." in text
    assert '<link rel="canonical" href="http://testserver/articles/first/">' in text


def test_chapter_of_the_guides_own_is_its_text(client, course):
    text = text_of(client, "/guides/course/a-pause/")

    assert "<h1>A pause</h1>" in text
    assert "Breathe <em>out</em>." in text
    assert '<link rel="canonical" href="http://testserver/guides/course/a-pause/">' in text


@pytest.mark.parametrize(
    ("slug", "place", "before", "after"),
    [
        ("first", "Chapter 1 of 3", None, "/guides/course/a-pause/"),
        ("a-pause", "Chapter 2 of 3", "/guides/course/first/", "/guides/course/last/"),
        ("last", "Chapter 3 of 3", "/guides/course/a-pause/", "/guides/course/end/"),
    ],
)
def test_chapter_leads_to_the_ones_beside_it(client, course, slug, place, before, after):
    page = parse(client.get(f"/guides/course/{slug}/"))

    steps = {link.attributes["rel"]: link.attributes["href"] for link in page.css(".steps a")}
    assert page.css_first(".guide-place summary").text() == place
    assert steps == ({"prev": before} if before else {}) | {"next": after}


def test_chapter_says_what_is_next_and_how_long_it_takes(client, course):
    page = parse(client.get("/guides/course/first/"))

    assert page.css_first(".steps [rel=next]").text() == "NextA pause (1 min)"


def test_chapter_lists_all_and_marks_the_one_it_is(client, course):
    page = parse(client.get("/guides/course/a-pause/"))

    links = page.css(".guide-place li a")
    assert [link.attributes["href"] for link in links] == [
        "/guides/course/first/",
        "/guides/course/a-pause/",
        "/guides/course/last/",
        "/guides/course/end/",
    ]
    assert [link.text() for link in page.css(".guide-place [aria-current]")] == ["A pause"]


def test_chapter_says_where_it_stands_in_the_site(client, course):
    page = parse(client.get("/guides/course/a-pause/"))

    steps = [
        (item.text(strip=True), (item.css_first("a") or item).attributes.get("href"))
        for item in page.css(".breadcrumb li")
    ]
    assert steps[1:] == [
        ("Guides", "/guides/"),
        ("A course", "/guides/course/"),
        ("A pause", None),
    ]


def test_old_slug_of_a_chapter_redirects(client, course):
    Article.objects.filter(slug="first").update(slug="moved")
    publish(save_revision(Article.objects.get(slug="moved")))

    response = client.get("/guides/course/first/")

    assert (response.status_code, response["Location"]) == (301, "/guides/course/moved/")


def rename(guide, **titles):
    """Give chapters other titles, by the old, and publish the guide."""
    for former, title in titles.items():
        guide.chapters.filter(title=former).update(title=title)
    return publish(save_revision(guide))


def address_after(client, path):
    response = client.get(path)
    return response.status_code, response.get("Location")


def test_old_title_of_a_chapter_of_its_own_redirects(client):
    guide = publish_guide(
        slug="course", chapters=[make_article(), ("Pause", "One."), ("Walk", "Two.")]
    ).guide
    rename(guide, Pause="A pause")
    rename(guide, **{"A pause": "Take_a rest", "Walk": "Run"})

    assert [address_after(client, f"/guides/course/{slug}/") for slug in ("pause", "walk")] == [
        (301, "/guides/course/take_a-rest/"),
        (301, "/guides/course/run/"),
    ]
    assert client.get("/guides/course/takexa-rest/").status_code == 404
    assert client.get("/guides/course/Pause/").status_code == 404


def test_chapter_that_became_an_article_redirects_to_it(client):
    guide = publish_guide(slug="course", chapters=[("Pause", "One."), ("Walk", "Two.")]).guide
    article = publish_article(slug="tea").article
    guide.chapters.filter(title="Pause").update(title="", body="", article=article)
    publish(save_revision(guide))

    assert address_after(client, "/guides/course/pause/") == (301, "/guides/course/tea/")


def test_title_of_a_chapter_that_is_gone_is_not_found(client):
    guide = publish_guide(slug="course", chapters=[("Pause", "One."), ("Walk", "Two.")]).guide
    guide.chapters.filter(title="Pause").delete()
    publish(save_revision(guide))

    assert client.get("/guides/course/pause/").status_code == 404


def test_title_that_was_never_public_leads_nowhere(client):
    guide = publish_guide(slug="course", chapters=[("Pause", "One.")]).guide
    guide.chapters.update(title="Secret plan")
    save_revision(guide)
    rename(guide, **{"Secret plan": "Rest"})
    other = publish_guide(chapters=[("Elsewhere", "Words.")])

    assert other.chapters[0]["slug"] == "elsewhere"
    for slug in ("secret-plan", "elsewhere"):
        assert client.get(f"/guides/course/{slug}/").status_code == 404


def test_old_title_costs_the_same_however_often_a_guide_was_published(
    client, django_assert_max_num_queries
):
    guide = publish_guide(slug="course", chapters=[("Pause", "One.")]).guide
    for number in range(5):
        guide.chapters.update(title=f"Pause {number}")
        publish(save_revision(guide))

    client.get("/guides/course/pause/")
    for slug, status in [("pause", 301), ("pause-3", 301), ("nothing", 404)]:
        with django_assert_max_num_queries(5):
            assert client.get(f"/guides/course/{slug}/").status_code == status


def test_slug_of_an_article_outside_the_guide_is_no_chapter(client, course):
    publish_article(slug="elsewhere")

    assert client.get("/guides/course/elsewhere/").status_code == 404


def test_chapter_has_a_key_that_stays_when_its_article_moves(client, course):
    def keys():
        items = parse(client.get("/guides/course/")).css("[data-chapter]")
        return [item.attributes["data-chapter"] for item in items]

    before = keys()
    Article.objects.filter(slug="first").update(title="Renamed", slug="moved")
    publish(save_revision(Article.objects.get(slug="moved")))

    assert (keys(), before[1]) == (before, "own:a-pause")
    assert len(set(before)) == 3


def test_sensitive_chapter_is_known_to_no_browser(client):
    """Where there are keys, the guide's script keeps which chapters were read."""
    rows = [
        publish_article(slug=sensitivity, topic=make_topic(sensitivity=sensitivity))
        for sensitivity in ("ordinary", "sensitive")
    ]
    publish_guide(slug="course", chapters=[row.article for row in rows])
    kept, _ = (row.source for row in rows)

    keys = {
        path: [
            item.attributes.get(name)
            for name in ("data-here", "data-chapter")
            for item in parse(client.get(f"/guides/course/{path}")).css(f"[{name}]")
        ]
        for path in ("", "ordinary/", "sensitive/", "end/")
    }
    assert keys == {"": [kept], "ordinary/": [kept, kept], "sensitive/": [kept], "end/": [kept]}


def test_chapters_of_one_title_have_an_address_each(client):
    chapters = [
        ("Pause", "One."),
        ("Pause", "Two."),
        ("pause!", "Three."),
        ("停", "Four."),
        ("休", "Five."),
    ]
    publish_guide(slug="course", chapters=chapters)

    assert [address for _, address in chapters_of(client)] == [
        "/guides/course/pause/",
        "/guides/course/pause-2/",
        "/guides/course/pause-3/",
        "/guides/course/chapter/",
        "/guides/course/chapter-2/",
    ]
    assert "Three." in text_of(client, "/guides/course/pause-3/")


def test_chapter_gives_way_to_an_article_of_its_slug(client):
    article = publish_article(slug="pause")
    publish_guide(slug="course", chapters=[("Pause", "Our own."), article.article])

    own, other = (address for _, address in chapters_of(client))
    assert (own, other) == ("/guides/course/pause-chapter/", "/guides/course/pause/")
    assert "Our own." in text_of(client, own)
    assert "Some words." in text_of(client, other)


def test_chapter_gives_way_to_the_end(client):
    article = publish_article(slug="end")
    chapters = [("End", "Our own."), article.article, ("End chapter", "Another.")]
    publish_guide(slug="course", title="A course", chapters=chapters)

    addresses = [address for _, address in chapters_of(client)]
    own, other, last = (text_of(client, address) for address in addresses)
    assert len(set(addresses)) == 3
    assert ("Our own." in own, "Some words." in other, "Another." in last) == (True, True, True)
    assert "You have reached the end" in text_of(client, "/guides/course/end/")


def test_text_called_the_end_gives_way_to_it_too(client):
    publish_guide(slug="course", chapters=[("End", "Our own.")])

    assert chapters_of(client) == [(1, "/guides/course/end-chapter/")]
    assert "Our own." in text_of(client, "/guides/course/end-chapter/")


def test_chapter_with_a_link_that_pays_says_so_first(client):
    make_merchant(hosts="shop.example.org", relation="gifted")
    make_product(slug="cards")
    chapters = [
        ("Pays", "[Cards](go:cards)"),
        ("Gifted", "<https://shop.example.org>"),
        ("Free", "a"),
    ]
    publish_guide(slug="course", chapters=chapters)

    pays, gifted, free = (
        text_of(client, f"/guides/course/{n}/") for n in ("pays", "gifted", "free")
    )

    assert 0 < pays.index("we earn a commission") < pays.index('href="/go/cards/?from=')
    assert 0 < gifted.index("free of charge") < gifted.index("https://shop.example.org")
    assert ("free of charge" in pays, "commission" in gifted, 'class="disclosure"' in free) == (
        False,
        False,
        False,
    )


def test_chapter_links_to_articles_that_are_live(client):
    publish_article(slug="other")
    text = "[a](article:other), [b](guide:course)"
    make_guide(slug="course", chapters=[("Own", text)])
    publish(save_revision(Guide.objects.get()))

    page = text_of(client, "/guides/course/own/")

    assert 'href="/articles/other/"' in page
    assert 'href="/guides/course/"' in page
    assert "candor:" not in page


def test_chapter_costs_at_most_six_queries(client, django_assert_max_num_queries):
    publish_article(slug="other")
    text = "[a](article:other), [b](guide:course)"
    articles = [publish_article(introduction="Words.").article for _ in range(5)]
    linking = make_article(slug="linking", introduction="[a](article:other)")
    publish(save_revision(linking))
    publish_guide(slug="course", chapters=[linking, ("Own", "Words."), *articles])
    Article.objects.filter(pk=linking.pk).update(introduction=text)
    publish(save_revision(linking))

    for slug in ("linking", "own"):
        with django_assert_max_num_queries(6):
            client.get(f"/guides/course/{slug}/")


def test_chapter_costs_the_same_with_ten_more(client, django_assert_num_queries):
    for number in (1, 10):
        articles = [publish_article(hero=make_photo()).article for _ in range(number)]
        revision = publish_guide(chapters=articles)
        with django_assert_num_queries(4):
            client.get(f"{revision.get_absolute_url()}{articles[0].slug}/")


def test_revision_keeps_only_what_chapters_need(course):
    first, own, last = GuideRevision.objects.get().chapters

    assert [row.keys() for row in (first, own, last)] == [
        {"article"},
        {"slug", "title", "minutes", "html"},
        {"article"},
    ]


# The end


def test_end_closes_the_guide_and_leads_back(client, course):
    page = parse(client.get("/guides/course/end/"))

    assert [heading.text() for heading in page.css("h1")] == ["You have reached the end"]
    assert "How it <strong>ends</strong>" in page.html
    assert [link.attributes["href"] for link in page.css(".chapters a")] == [
        "/guides/course/first/",
        "/guides/course/a-pause/",
        "/guides/course/last/",
    ]
    assert page.css_first(".steps [rel=prev]").attributes["href"] == "/guides/course/last/"
    canonical = page.css_first("[rel=canonical]").attributes["href"]
    assert canonical == "http://testserver/guides/course/end/"


def test_end_stays_as_it_was_published(client, course):
    served = text_of(client, "/guides/course/end/")

    Guide.objects.update(title="Edited", closing="Edited")
    save_revision(course.guide)

    assert text_of(client, "/guides/course/end/") == served


def test_end_with_a_link_that_pays_says_so_first(client):
    make_product(slug="cards")
    publish_guide(slug="course", closing="[Cards](go:cards)", chapters=[("Own", "Words.")])

    end, cover = (text_of(client, f"/guides/course/{page}") for page in ("end/", ""))

    assert 0 < end.index("we earn a commission") < end.index('href="/go/cards/?from=')
    assert ("we earn a commission" in cover, "/go/cards/" in cover) == (False, False)


def test_guide_frozen_without_an_end_keeps_its_closing_words(client, course):
    html = course.html.partition("<!--end-->")[0] + "<p>Closing words</p>"
    GuideRevision.objects.filter(pk=course.pk).update(html=html)

    cover, end = (text_of(client, f"/guides/course/{page}") for page in ("", "end/"))

    assert cover.index("/guides/course/last/") < cover.index("Closing words")
    assert ("Closing words" in end, "<h1>You have reached the end</h1>" in end) == (False, True)


def test_end_of_a_guide_whose_chapters_are_withdrawn_is_there(client):
    article = publish_article(slug="only").article
    publish_guide(slug="course", closing="Bye.", chapters=[article])
    withdraw(article)

    page = parse(client.get("/guides/course/end/"))
    assert ("Bye." in page.html, page.css(".steps [rel=prev]")) == (True, [])
    assert parse(client.get("/guides/course/")).css("[data-continue]") == []


def test_end_costs_at_most_five_queries(client, django_assert_num_queries):
    publish_guide(slug="other", chapters=[("Own", "Words.")])
    publish_article(slug="linked")
    for number in (1, 10):
        articles = [publish_article(hero=make_photo()).article for _ in range(number)]
        closing = "[a](guide:other), [b](article:linked)"
        revision = publish_guide(closing=closing, chapters=articles)
        with django_assert_num_queries(5):
            client.get(f"{revision.get_absolute_url()}end/")


def test_product_that_may_not_be_cloaked_costs_one_query_more(client, django_assert_num_queries):
    make_product(slug="lamp", merchant=make_merchant(may_cloak=False))
    text = "[Lamp](go:lamp)"
    chapters = [("Own", text), publish_article().article]
    publish_guide(slug="course", introduction=text, closing=text, chapters=chapters)

    for page in ("", "own/", "end/"):
        with django_assert_num_queries(4):
            client.get(f"/guides/course/{page}")


def test_previews_show_all_texts_of_the_guide(rf, course):
    for response in (
        views.show_revision(rf.get("/"), course),
        views.show_preview(rf.get("/"), take(course.guide), course.guide),
    ):
        text = response.content.decode()
        first = Article.objects.get(slug="first").title
        words = ["How it <em>begins</em>", first, "A pause", "Breathe <em>out</em>", "<strong>ends"]
        places = [text.find(part) for part in words]
        assert places == sorted(places)
        assert -1 not in places


def test_withdrawn_end_is_gone(client, course):
    withdraw(course.subject)

    assert client.get("/guides/course/end/").status_code == 410


@pytest.mark.parametrize(
    "address",
    [
        "/guides/nothing/",
        "/guides/nothing/first/",
        "/guides/nothing/end/",
        "/guides/course/nothing/",
        "/guides/course/%00/",
        "/guides/%00/",
        f"/guides/course/{'x' * 5_000}/",
        "/guides/course/ünïcödé/",
    ],
)
def test_odd_address_is_not_found(client, course, address):
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    "address", ["/guides/", "/guides/course/", "/guides/course/first/", "/guides/course/end/"]
)
def test_guide_can_only_be_read(client, course, address):
    assert (client.head(address).status_code, client.post(address).status_code) == (200, 405)
