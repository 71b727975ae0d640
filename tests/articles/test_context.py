"""What every page is told of the publication: its topics, and the pages of policy as they are."""

from datetime import UTC, datetime, timedelta

import pytest

from articles.bin import throw_away
from articles.context import load_publication
from articles.models.trust import PolicyLink
from articles.publishing.windows import publish, save_revision, withdraw
from tests.factories import make_article, make_policy, make_publication, make_topic, publish_article

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def publication():
    return make_publication()


def links():
    return [(link.title, link.slug) for link in load_publication().policies]


def test_publication_costs_one_query_with_all_its_topics_and_policies(django_assert_num_queries):
    for number in range(3):
        make_topic(title=f"Topic {number}")
    for role in ("about", "editorial", "earning", "corrections", "privacy", "contact"):
        make_policy(role)

    with django_assert_num_queries(1):
        publication = load_publication()

    assert [topic.title for topic in publication.navigation] == ["Topic 0", "Topic 1", "Topic 2"]
    assert len(publication.policies) == 6


def test_live_policies_come_in_a_fixed_order():
    make_policy("contact", slug="write-to-us")
    make_policy("about", slug="who-we-are")
    make_policy("privacy", slug="draft", is_live=False)
    publish_article(kind="page", slug="imprint")  # it has no role

    assert load_publication().policies == (
        PolicyLink("about", "About", "who-we-are"),
        PolicyLink("contact", "Contact", "write-to-us"),
    )


def test_policy_is_linked_where_it_is_at_this_second(time_machine):
    time_machine.move_to(NOON, tick=False)
    page = make_policy("about", slug="about")
    page.slug = "who-we-are"
    page.save()
    publish(save_revision(page), at=NOON + HOUR, until=NOON + 2 * HOUR)
    seen = {}
    for minutes in (0, 59, 60, 119, 120):
        time_machine.move_to(NOON + timedelta(minutes=minutes), tick=False)
        seen[minutes] = [slug for _, slug in links()]

    assert seen == {0: ["about"], 59: ["about"], 60: ["who-we-are"], 119: ["who-we-are"], 120: []}


@pytest.mark.parametrize("end", [withdraw, lambda page: throw_away(page, by=None)])
def test_policy_that_is_taken_down_is_linked_no_more(end):
    page = make_policy("about")

    end(page)

    assert links() == []


def test_article_that_has_become_no_page_is_not_linked_as_one():
    page = make_policy("about", slug="about")
    page.kind, page.topic = "article", make_topic()
    page.save()
    page.authors.set(make_article().authors.all())
    publish(save_revision(page))

    assert links() == []


@pytest.mark.parametrize(("address", "status"), [("/", 200), ("/nowhere/", 404), ("/old/", 410)])
def test_foot_of_every_page_links_to_what_is_live_and_nothing_else(client, address, status):
    withdraw(publish_article(kind="page", slug="old").article)
    make_policy("about", slug="who-we-are")
    make_policy("privacy", is_live=False)

    response = client.get(address)

    foot = response.content.decode().partition('<nav aria-label="About this site">')[2]
    assert response.status_code == status
    assert foot.partition("</nav>")[0].split() == [
        *("<ul>", "<li><a", 'href="/who-we-are/">About</a></li>'),
        *("<li><a", 'href="/feeds/">Follow', "by", "feed</a></li>", "</ul>"),
    ]
