"""What machines read of each page: one connected graph that tells what readers see."""

import json
import re

import pytest
from selectolax.lexbor import LexborHTMLParser

from articles.discovery.structured_data import print_graph
from articles.models import Author, Revision
from articles.publishing.dependents import follow
from articles.search.documents import text_of
from tests.factories import (
    make_article,
    make_author,
    make_kit,
    make_photo,
    make_policy,
    make_publication,
    make_topic,
    publish_article,
    publish_guide,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def site():
    """A page of every kind."""
    make_publication(tagline="In plain words", social_profiles="https://social.example/us\n\nx")
    ada = make_author(
        name="Ada",
        slug="ada",
        credentials="MSc",
        bio="She *listens*.",
        photo=make_photo(),
        links="https://ada.example\nnot an address",
    )
    ben = make_author(name="Ben", slug="ben")
    article = make_article(
        slug="repair",
        title="Repair </script> & care",
        dek="How to make up",
        topic=make_topic(title="Conflict", slug="conflict"),
        authors=[ada, make_author(name="Cy", slug="cy")],
        reviewer=ben,
        reviewed_on="2026-02-01",
        hero=make_photo(alt="A bench", width=1600, height=1200),
        faqs=[("Why <now>?", "Because it is *late*.\n\n- One\n- Two")],
        references=[
            {"key": "a", "title": "A study", "url": "https://example.org/", "publisher": "Press"},
            {"key": "b", "title": "Unlinked"},
        ],
        tags=["calm"],
    )
    publish_article(article)
    publish_article(kind="page", slug="about", title="About")
    publish_guide(slug="course", title="A course", chapters=[article, ("Own", "Words.")])
    make_kit(slug="questions", title="Questions")


def graph_of(client, address):
    """The nodes of a page's only graph."""
    html = LexborHTMLParser(client.get(address).text)
    (script,) = html.css('script[type="application/ld+json"]')
    data = json.loads(script.text())
    assert data["@context"] == "https://schema.org"
    return data["@graph"]


def node(graph, kind):
    """The one node of a type."""
    (found,) = [one for one in graph if kind in one["@type"]]
    return found


def test_website_names_its_search_and_publisher(client, site):
    graph = graph_of(client, "/")

    action = node(graph, "WebSite")["potentialAction"]
    publisher = node(graph, "Organization")
    assert action["target"]["urlTemplate"] == "http://testserver/search/?q={search_term_string}"
    assert (publisher["name"], publisher["sameAs"]) == (
        "The Test Gazette",
        ["https://social.example/us"],
    )
    assert publisher["logo"]["url"].startswith("http://testserver/static/img/touch-icon")


def test_publisher_names_the_policies_that_are_live(client, site):
    make_policy("editorial", slug="how-we-work")
    make_policy("privacy", slug="your-data")

    found = node(graph_of(client, "/"), "Organization")

    assert found["publishingPrinciples"] == "http://testserver/how-we-work/"
    assert "correctionsPolicy" not in found


def test_publisher_has_the_logo_of_the_publication(client, site):
    logo = make_photo()
    make_publication(logo=logo)

    found = node(graph_of(client, "/about/"), "Organization")["logo"]["url"]

    assert found == f"http://testserver{logo.file.url}"


def test_article_tells_who_wrote_it_and_what_it_cites(client, site):
    graph = graph_of(client, "/articles/repair/")

    article = node(graph, "Article")
    people = {one["@id"]: one["name"] for one in graph if one["@type"] == "Person"}
    assert article["headline"] == "Repair </script> & care"
    assert [people[one["@id"]] for one in article["author"]] == ["Ada", "Cy"]
    assert (article["articleSection"], article["keywords"]) == ("Conflict", ["calm"])
    assert article["wordCount"] == Revision.objects.get(slug="repair").words
    assert article["citation"] == [
        {
            "@type": "CreativeWork",
            "name": "A study",
            "url": "https://example.org/",
            "publisher": {"@type": "Organization", "name": "Press"},
        }
    ]
    assert article["mainEntityOfPage"] == {"@id": "http://testserver/articles/repair/#page"}


def test_article_has_its_hero_in_three_ratios(client, site):
    images = node(graph_of(client, "/articles/repair/"), "Article")["image"]

    sizes = [(one["url"].rpartition("/")[2], one["width"], one["height"]) for one in images]
    assert sizes == [("1x1.jpg", 1200, 1200), ("4x3.jpg", 1200, 900), ("16x9.jpg", 1200, 675)]


def test_article_without_a_hero_has_the_image_that_is_drawn(client):
    publish_article(slug="bare")

    images = node(graph_of(client, "/articles/bare/"), "Article")["image"]

    sizes = [(image["width"], image["height"]) for image in images]
    assert sizes == [(1200, 1200), (1200, 900), (1200, 675)]


def test_review_is_told_where_its_date_is_seen(client, site):
    dee = make_author(slug="dee")
    publish_article(slug="undated", reviewer=dee)
    publish_article(slug="unnamed", reviewed_on="2026-02-02")
    publish_article(slug="notes", kind="page", reviewer=dee, reviewed_on="2026-02-03")

    addresses = [*(f"/articles/{slug}/" for slug in ("repair", "undated", "unnamed")), "/notes/"]
    pages = [node(graph_of(client, address), "WebPage") for address in addresses]

    assert [(one.get("reviewedBy"), one.get("lastReviewed")) for one in pages] == [
        ({"@id": "http://testserver/authors/ben/#person"}, "2026-02-01"),
        (None, None),
        (None, "2026-02-02"),
        ({"@id": "http://testserver/authors/dee/#person"}, "2026-02-03"),
    ]


def test_questions_are_word_for_word_on_the_page(client, site):
    (question,) = node(graph_of(client, "/articles/repair/"), "FAQPage")["mainEntity"]

    faq = LexborHTMLParser(client.get("/articles/repair/").text).css_first(".faq")
    assert question["name"] == text_of(faq.css_first("summary")) == "Why <now>?"
    answer = text_of(faq.css_first(".answer"))
    assert question["acceptedAnswer"]["text"] == answer == "Because it is late. One Two"


def test_page_without_questions_is_no_faq_page(client):
    publish_article(slug="bare")

    assert node(graph_of(client, "/articles/bare/"), "WebPage")["@type"] == "WebPage"


def test_chapter_that_is_an_article_is_the_article(client, site):
    graph = graph_of(client, "/guides/course/repair/")

    article = node(graph, "Article")
    assert article["@id"] == "http://testserver/articles/repair/#article"
    assert article["isPartOf"] == [
        {"@id": "http://testserver/articles/repair/#page"},
        {"@id": "http://testserver/guides/course/#guide"},
    ]


def test_guide_lists_its_chapters_in_order(client, site):
    items = node(graph_of(client, "/guides/course/"), "CollectionPage")["mainEntity"]

    rows = [(one["position"], one["url"]) for one in items["itemListElement"]]
    assert rows == [
        (1, "http://testserver/guides/course/repair/"),
        (2, "http://testserver/guides/course/own/"),
    ]


def test_list_names_what_it_shows(client, site):
    items = node(graph_of(client, "/topics/conflict/"), "CollectionPage")["mainEntity"]

    assert items["itemListElement"] == [
        {
            "@type": "ListItem",
            "position": 1,
            "name": "Repair </script> & care",
            "url": "http://testserver/articles/repair/",
        }
    ]


def test_profile_is_of_a_person(client, site):
    graph = graph_of(client, "/authors/ada/")

    page, person = node(graph, "ProfilePage"), node(graph, "Person")
    assert page["mainEntity"] == {"@id": person["@id"]}
    assert page["dateCreated"] <= page["dateModified"]
    assert (person["name"], person["description"], person["sameAs"]) == (
        "Ada",
        "She listens.",
        ["https://ada.example"],
    )


def test_profile_of_who_wrote_nothing_yet_has_no_date(client, site):
    assert "dateCreated" not in node(graph_of(client, "/authors/ben/"), "ProfilePage")


def test_older_versions_without_facts_have_a_smaller_graph(client, site):
    Revision.objects.update(facts={})

    graph = graph_of(client, "/articles/repair/")

    assert [one["@type"] for one in graph] == [
        *("WebSite", "Organization", "WebPage", "Article", "BreadcrumbList")
    ]
    assert {"author", "citation", "keywords"} & node(graph, "Article").keys() == set()


def test_graph_follows_what_was_baked_in(client, site):
    graph_of(client, "/articles/repair/")
    author = Author.objects.get(slug="ada")
    author.credentials = "PhD"
    author.save()
    follow(author)

    graph = graph_of(client, "/articles/repair/")

    told = [one.get("description") for one in graph if one.get("name") == "Ada"]
    assert told == ["PhD"]


def test_nothing_in_a_graph_ends_its_script(client, site):
    text = client.get("/articles/repair/").text

    (script,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text)
    assert set("<>&") & set(script) == set()


def test_print_graph_leaves_out_what_is_empty():
    text = print_graph({"a": "", "b": [{"c": None}, {"d": [1]}], "e": {"f": []}, "g": 0}, None)

    assert json.loads(text)["@graph"] == [{"b": [{"d": [1]}]}]
