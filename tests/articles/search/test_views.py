import pytest

from tests.factories import (
    make_author,
    make_publication,
    make_topic,
    publish_article,
    publish_guide,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def publication():
    return make_publication()


def get(client, **query):
    return client.get("/search/", query)


def test_results_lead_to_their_pages(client):
    publish_article(title="Tea & talk", slug="tea", introduction="We drink <tea>.")

    page = get(client, q="tea").content.decode()

    assert '<a href="/articles/tea/"><mark>Tea</mark> &amp; talk</a>' in page
    assert "1 page" in page
    assert 'value="tea"' in page


def test_what_is_typed_is_shown_as_text(client):
    page = get(client, q='"><script>alert(1)</script>').content.decode()

    assert "<script>alert" not in page


def test_the_page_is_not_for_search_engines(client):
    response = get(client, q="tea")

    assert response["X-Robots-Tag"] == "noindex, follow"
    assert '<meta name="robots" content="noindex, follow">' in response.content.decode()
    assert "canonical" not in response.content.decode()


def test_without_words_there_are_topics_to_choose_from(client):
    make_topic(title="Living together", slug="living")

    page = get(client).content.decode()

    assert '<a href="/topics/living/">Living together</a>' in page
    assert 'role="status"' not in page


def test_without_results_it_says_so_and_what_else_there_is(client):
    publish_article(title="Tea", slug="tea")

    page = get(client, q="zyzzyva").content.decode()

    assert "No page has this word just now." in page
    assert 'href="/articles/tea/"' in page


def test_a_mended_word_is_told(client):
    publish_article(title="How to listen")

    page = get(client, q="lisetn").content.decode()

    assert "Nothing has “lisetn”" in page
    assert "<strong>listen</strong>" in page


def test_what_was_found_of_the_words_is_told(client):
    publish_article(title="How to listen")

    page = get(client, q="listen zyzzyva quark").content.decode()

    assert "<p>1 page with 1 of your 3 words: “listen”.</p>" in page
    assert "<p>No page has “zyzzyva” or “quark”.</p>" in page


def test_words_that_are_not_in_the_topic_lead_to_a_search_everywhere(client):
    publish_article(title="Boilers")
    make_topic(title="Safety & care", slug="safety")

    page = get(client, q="boilers", topic="safety").content.decode()

    assert "No page in Safety &amp; care has this word just now." in page
    assert '<a href="?q=boilers">Search everywhere (1 page)</a>' in page
    assert "everywhere" not in get(client, q="zyzzyva", topic="safety").content.decode()


def test_a_topic_without_words_lists_its_newest(client, monkeypatch):
    monkeypatch.setattr("articles.search.finding.PAGE_SIZE", 1)
    monkeypatch.setattr("articles.search.views.PAGE_SIZE", 1)
    topic = make_topic(title="Home", slug="home")
    publish_article(title="Tea", topic=topic)
    publish_article(title="Toast", topic=topic)
    publish_article(title="Elsewhere")

    page = get(client, topic="home", q=" … ").content.decode()

    assert "2 pages in Home, the newest first." in page
    assert ("Toast</a>" in page, "Elsewhere" in page) == (True, False)
    assert "Tea</a>" in get(client, topic="home", page="2").content.decode()


def test_few_results_propose_topics_too(client):
    make_topic(title="Living together", slug="living")
    publish_article(title="Tea")

    assert 'href="/topics/living/"' in results(get(client, q="tea"))
    for number in range(4):
        publish_article(title=f"Tea {number}")
    assert 'href="/topics/living/"' not in results(get(client, q="tea"))


def results(response):
    """The page from its results on."""
    return response.content.decode().partition('class="results"')[2].partition("</main>")[0]


def test_only_an_empty_search_begins_in_its_field(client):
    make_topic(slug="home")

    fields = [
        get(client, **query).content.decode() for query in ({}, {"q": "x"}, {"topic": "home"})
    ]

    assert [" autofocus" in page for page in fields] == [True, False, False]


def test_each_page_of_results_has_its_own_title(client, monkeypatch):
    monkeypatch.setattr("articles.search.finding.PAGE_SIZE", 1)
    monkeypatch.setattr("articles.search.views.PAGE_SIZE", 1)
    publish_article(title="Tea one")
    publish_article(title="Tea two")

    pages = [get(client, q="tea", page=number).content.decode() for number in (1, 2)]

    assert ["<title>Search: tea, page 2" in page for page in pages] == [False, True]


def test_a_topic_and_an_author_narrow_it(client):
    topic, author = make_topic(slug="home"), make_author(slug="ada")
    publish_article(title="Tea here", topic=topic, authors=[author])
    publish_article(title="Tea there")

    page = get(client, q="tea", topic="home", author="ada").content.decode()

    assert ("here</a>" in page, "there</a>" in page) == (True, False)
    assert '<option value="home" selected>' in page


def test_a_topic_that_is_not_there_is_passed_over(client):
    publish_article(title="Tea")

    assert "1 page" in get(client, q="tea", topic="nowhere", author="\0").content.decode()


def test_pages_of_results_keep_what_was_asked_for(client, monkeypatch):
    monkeypatch.setattr("articles.search.finding.PAGE_SIZE", 1)
    monkeypatch.setattr("articles.search.views.PAGE_SIZE", 1)
    topic = make_topic(slug="home")
    for number in range(3):
        publish_article(title=f"Tea {number}", topic=topic)

    page = get(client, q="tea", topic="home", page="2").content.decode()

    assert 'href="?q=tea&amp;topic=home&amp;page=1"' in page
    assert 'href="?q=tea&amp;topic=home&amp;page=3"' in page
    assert '<ol class="results" start="2">' in page


@pytest.mark.parametrize("number", ["0", "-1", "11", "x", "²", "99999999999999999999", "2"])
def test_a_page_of_results_that_is_not_there_is_not_found(client, number):
    publish_article(title="Tea")

    assert get(client, q="tea", page=number).status_code == 404


def test_searching_costs_the_same_with_more_pages(client, django_assert_max_num_queries):
    for number in range(12):
        publish_article(title=f"Tea {number}")

    with django_assert_max_num_queries(25):
        get(client, q="tea toast lisetn")


def test_the_longest_search_has_a_bound(client, django_assert_max_num_queries):
    publish_article(title="How to listen")
    publish_article(title="How to wait", topic=make_topic(slug="home", sensitivity="sensitive"))
    make_publication(help_lines="Call **112**.")
    words = "lisetn breahte wiat zyzzyva abuse how to ask and listen"

    with django_assert_max_num_queries(60):
        get(client, q=words)
    with django_assert_max_num_queries(100):
        get(client, q=words, topic="home")


def test_suggestions_are_titles_people_and_topics(client):
    publish_article(title="Ada and the tea", slug="tea")
    make_author(name="Ada Byron", slug="ada")

    response = client.get("/search/suggestions/", {"q": "ada"})

    assert response.json() == {
        "results": [
            {"title": "Ada Byron", "kind": "Author", "address": "/authors/ada/"},
            {"title": "Ada and the tea", "kind": "", "address": "/articles/tea/"},
        ]
    }
    assert response["Cache-Control"] == "no-store"


def suggested(client, text):
    rows = client.get("/search/suggestions/", {"q": text}).json()["results"]
    return [(row["title"], row["kind"]) for row in rows]


def test_what_begins_with_what_is_typed_is_suggested_first(client):
    author = make_author(name="Zoé Tea-Leaf")
    make_topic(title="Our tea")
    publish_article(title="On her own", authors=[author])
    publish_article(title="Tea: how we make it, and when", authors=[author])
    publish_article(title="Our teacup", authors=[author])

    assert [title for title, _ in suggested(client, "tea")] == [
        "Tea: how we make it, and when",
        "Our tea",
        "Zoé Tea-Leaf",
        "Our teacup",
        "On her own",
    ]


def test_suggestions_say_what_they_are(client):
    make_topic(title="Tea topic")
    publish_article(title="Tea article")
    publish_article(title="Tea page", kind="page", topic=None)
    publish_guide(title="Tea guide", chapters=[("One", "Words.")])

    assert dict(suggested(client, "tea")) == {
        "Tea topic": "Topic",
        "Tea article": "",
        "Tea page": "Page",
        "Tea guide": "Guide",
    }


def test_no_more_is_suggested_than_a_glance_takes_in(client):
    for number in range(9):
        publish_article(title=f"Tea {number}")
        make_author(name=f"Tea Leaf {number}")

    assert len(suggested(client, "tea")) == 8


def test_results_say_what_is_no_article(client):
    publish_article(title="Tea article", authors=[make_author(name="Ada")])
    publish_article(title="Tea page", kind="page", topic=None)
    publish_guide(title="Tea guide", chapters=[("One", "Words.")])

    facts = get(client, q="tea").content.decode().split('<p class="card-facts">')[1:]

    assert [fact.split("·")[0].strip() for fact in facts] == ["Guide", "Page", "Ada"]


def test_suggestions_for_nothing_are_none(client):
    assert client.get("/search/suggestions/").json() == {"results": []}


@pytest.mark.parametrize("address", ["/search/", "/search/suggestions/"])
def test_nothing_is_posted(client, address):
    assert client.post(address).status_code == 405
    assert "Set-Cookie" not in client.get(address, {"q": "tea"}).headers


def test_help_stands_above_the_results_where_words_call_for_it(client):
    make_publication(help_lines="Call **112**.")
    publish_article(title="Safe now", slug="safe", topic=make_topic(sensitivity="sensitive"))
    publish_article(title="He hits me with pillows")

    page = get(client, q="he hits me").content.decode()

    assert '<section class="search-help" aria-labelledby="search-help">' in page
    assert "Call <strong>112</strong>." in page
    assert page.index('href="/articles/safe/"') < page.index('class="results"')


def test_no_help_is_forced_on_other_words(client):
    make_publication(help_lines="Call **112**.")

    assert "search-help" not in get(client, q="tea").content.decode()


def test_what_is_looked_for_is_told_to_no_other_page(client):
    assert get(client, q="he hits me")["Referrer-Policy"] == "no-referrer"
    assert get(client, q="tea")["Referrer-Policy"] == "no-referrer"
