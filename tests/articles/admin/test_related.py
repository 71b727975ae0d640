"""Read next at the desk: pinned with one press, in order, found by title."""

import pytest

from articles.bin import throw_away
from articles.discovery.related import pin
from articles.models import Event, Related
from articles.publishing.windows import withdraw
from tests.articles.admin.forms import parse
from tests.factories import make_article, make_topic, publish_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def article():
    return publish_article(title="Tea").article


@pytest.fixture
def others():
    return [publish_article(title=f"Other {number}").article for number in range(4)]


def next_to(article):
    return f"/admin/articles/article/{article.pk}/next/"


def press(client, article, button, other, **how):
    return client.post(next_to(article), {button: getattr(other, "pk", other)}, **how)


def pinned(article):
    return [row.other for row in article.related.filter(is_pinned=True)]


def rows(page, part):
    """The titles in a part of the page, with what is said of them."""
    found = page.css(f"section[aria-labelledby={part}] .next-row .next-title")
    return [" ".join(node.text().split()) for node in found]


def focused(response):
    nodes = parse(response).css("[autofocus]")
    return [(node.tag, node.attributes.get("name"), node.attributes.get("value")) for node in nodes]


def test_one_press_pins_and_the_log_says_so(editor_client, article, others):
    one, two, *_ = others
    press(editor_client, article, "pin", one)

    response = press(editor_client, article, "pin", two, follow=True)

    assert pinned(article) == [one, two]
    assert Event.objects.first().detail == "Other 0; Other 1"
    assert rows(parse(response), "pinned") == [
        "Other 0 Readers see it now",
        "Other 1 Readers see it now",
    ]
    assert focused(response) == [("button", "unpin", str(two.pk))]


@pytest.mark.parametrize(
    ("button", "at", "order", "then"),
    [
        ("up", 2, [0, 2, 1], "up"),
        ("up", 1, [1, 0, 2], "unpin"),
        ("up", 0, [0, 1, 2], "unpin"),
        ("down", 0, [1, 0, 2], "down"),
        ("down", 2, [0, 1, 2], "unpin"),
    ],
)
def test_pins_change_places_and_the_focus_stays(
    client, editor_client, article, others, button, at, order, then
):
    pin(article, [other.pk for other in others[:3]])

    response = press(editor_client, article, button, others[at], follow=True)

    assert pinned(article) == [others[number] for number in order]
    assert focused(response) == [("button", then, str(others[at].pk))]
    page = parse(client.get("/articles/" + article.slug + "/"))
    cards = [node.text().strip() for node in page.css(".related h3")]
    assert cards == [f"Other {number}" for number in order]


def test_unpinned_article_is_gone_from_the_page(editor_client, article, others):
    pin(article, [others[0].pk, others[1].pk])

    response = press(editor_client, article, "unpin", others[0], follow=True)

    assert pinned(article) == [others[1]]
    assert Related.objects.count() == 1
    assert focused(response) == [("h2", None, None)]


@pytest.mark.parametrize("button", ["up", "down", "unpin"])
def test_what_somebody_else_unpinned_meanwhile_changes_nothing(
    editor_client, article, others, button
):
    pin(article, [others[0].pk])

    press(editor_client, article, button, others[1])

    assert pinned(article) == [others[0]]


def test_what_is_pinned_already_keeps_its_place(editor_client, article, others):
    pin(article, [other.pk for other in others[:3]])

    press(editor_client, article, "pin", others[0])

    assert pinned(article) == others[:3]


def what_is_no_other_live_article(article):
    page = publish_article(kind="page", topic=None).article
    return [article, page, make_article(), 10**12, "x"]


def test_only_another_live_article_is_pinned_and_it_is_told(editor_client, article):
    for other in what_is_no_other_live_article(article):
        response = press(editor_client, article, "pin", other)
        page = parse(response)

        assert page.css_first("title").text().startswith("Error: Read next")
        error = page.css_first("#content-main .errorlist").text().strip()
        assert error == "Only another article that is live can be pinned here."
        assert focused(response) == [("ul", None, None)]
    assert pinned(article) == []


def test_no_more_are_pinned_than_are_shown(editor_client, article, others):
    pin(article, [other.pk for other in others[:3]])

    response = press(editor_client, article, "pin", others[3])

    assert "3 are pinned, and no more are shown. Unpin one first." in response.text
    assert pinned(article) == others[:3]
    page = editor_client.get(f"{next_to(article)}?q=other")
    assert parse(page).css("button[name=pin]") == []


def test_what_is_like_it_is_told_with_what_readers_see(editor_client):
    topic = make_topic()
    article, like, gone, _ = (
        publish_article(title=title, topic=topic).article
        for title in ("Tea", "Like", "Gone", "Newest")
    )
    Related.objects.create(article=article, other=like, likeness=0.4)
    Related.objects.create(article=article, other=gone, likeness=0.9)
    withdraw(gone)

    page = parse(editor_client.get(next_to(article)))

    assert rows(page, "alike") == [
        "Like Readers see it now",
        "Newest Readers see it now Newest of its topic",
    ]


def test_pinned_article_that_is_not_live_is_told(editor_client, article, others):
    pin(article, [others[0].pk])
    withdraw(others[0])

    page = parse(editor_client.get(next_to(article)))

    assert rows(page, "pinned") == ["Other 0 Not live: passed over"]


def test_pins_change_though_one_of_them_was_thrown_away(editor_client, article, others):
    one, two, *_ = others
    pin(article, [one.pk, two.pk])
    throw_away(one)

    assert press(editor_client, article, "up", two).status_code == 302
    assert pinned(article) == [two, one]


def test_draft_has_nothing_that_readers_see(editor_client, others):
    article = make_article()
    pin(article, [others[0].pk])

    assert rows(parse(editor_client.get(next_to(article))), "pinned") == ["Other 0"]


def test_search_finds_live_articles_by_title_the_beginning_first(editor_client):
    article = publish_article(title="When we talk").article
    for title in ("Say when", "When plans fall apart", "Tea"):
        publish_article(title=title, dek="When?")
    publish_article(title="When it pays", kind="page", topic=None)
    make_article(title="When it is a draft")

    page = parse(editor_client.get(f"{next_to(article)}?q=WHEN"))

    assert rows(page, "another") == ["When plans fall apart", "Say when"]
    assert page.css_first("[data-next-said]").text() == "2 articles."
    nothing = parse(editor_client.get(f"{next_to(article)}?q=nothing"))
    assert "No other live article" in nothing.css_first("[data-next-said]").text()


def test_way_back_is_whole(editor_client, article):
    page = parse(editor_client.get(next_to(article)))

    crumbs = " ".join(page.css_first(".breadcrumbs").text().split())
    assert crumbs == "Home › Articles › Tea › Read next"


def test_page_costs_the_same_with_more_rows(
    editor_client, article, others, django_assert_max_num_queries
):
    def cost():
        with django_assert_max_num_queries(25) as queries:
            editor_client.get(f"{next_to(article)}?q=other")
        return len(queries)

    pin(article, [others[0].pk])
    Related.objects.create(article=article, other=others[3], likeness=0.4)
    before = cost()
    pin(article, [other.pk for other in others[:3]])

    assert cost() == before
