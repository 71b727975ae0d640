from urllib.robotparser import RobotFileParser

import pytest

from articles.discovery.crawlers import AI_CRAWLERS, write_robots
from articles.models import Publication

ARTICLE, SEARCH = "http://testserver/articles/calm/", "http://testserver/search/?q=calm"


def rules(**fields) -> RobotFileParser:
    parser = RobotFileParser()
    parser.parse(write_robots(Publication(**fields)).splitlines())
    return parser


@pytest.mark.parametrize("choice", ["allow", "forbid"])
def test_search_engines_read_everything_public(choice):
    robots = rules(ai_crawlers=choice)

    assert robots.can_fetch("Googlebot", ARTICLE)
    # It says itself that it is not to be indexed.
    assert robots.can_fetch("Googlebot", SEARCH)
    assert not robots.can_fetch("Googlebot", "http://testserver/go/lamp/")
    assert robots.site_maps() == ["http://testserver/sitemap.xml"]


@pytest.mark.parametrize("name", AI_CRAWLERS)
def test_crawlers_for_ai_are_asked_to_stay_away_where_they_are_forbidden(name):
    assert not rules(ai_crawlers="forbid").can_fetch(name, ARTICLE)
    assert rules(ai_crawlers="allow").can_fetch(name, ARTICLE)
    assert not rules(ai_crawlers="allow").can_fetch(name, "http://testserver/admin/")


def test_crawlers_are_named_once_and_in_order():
    assert sorted(set(AI_CRAWLERS), key=str.lower) == list(AI_CRAWLERS)
