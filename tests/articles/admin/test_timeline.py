"""The versions of an article at the desk, as a timeline: days, folds, pages, what is chosen."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from articles.admin import timeline
from articles.models import Article
from articles.publishing.naming import name_version
from articles.publishing.windows import publish, save_revision
from tests.articles.admin.forms import parse
from tests.articles.admin.test_versions import NOW, folder, save, versions, words
from tests.factories import make_article, make_submission, make_user


@pytest.fixture
def article(db):
    """Saved twice; not published."""
    article = make_article()
    save_revision(article)
    save(article, datetime.now(UTC), title="New")
    return article


@pytest.fixture
def busy(db):
    """An article that Ana and Ben saved, that was published, named and submitted; by day."""
    ana, ben = make_user("author", username="ana"), make_user("editor", username="ben")
    article = make_article()
    day = timedelta(days=1)
    for minute in range(4):
        by = (ana, ben)[minute % 2]
        save(article, NOW - 2 * day + timedelta(minutes=minute), by=by, dek=f"{minute}")
    named = save(article, NOW - day, by=ana, dek="Named")
    name_version(named, "As submitted", by=ana)
    make_submission(article)
    with time_machine.travel(NOW - day + timedelta(minutes=5), tick=False):
        publish(named, by=ben)
    save(article, NOW, by=ben, dek="Newest")
    return article


def test_timeline_tells_of_days_and_folds_plain_saves(editor_client, busy):
    with time_machine.travel(NOW, tick=False):
        page = parse(editor_client.get(f"{folder(busy)}/revisions/"))
    days = {
        words(section.css_first("h2")): [
            words(line)
            for line in section.css(
                ".version-alone .version-line, .version-run > details > summary"
            )
        ]
        for section in page.css("section")
    }
    assert days == {
        "Monday, 1 June 2026": ["12:00:00 by ben The draft as it is saved"],
        "Sunday, 31 May 2026": ["12:00:00 As submitted by ana"],
        "Saturday, 30 May 2026": ["4 saves by ana and ben, 12:00–12:03"],
    }
    assert len(page.css(".version-run .version")) == 4


def test_timeline_tells_what_became_of_a_version(editor_client, busy):
    with time_machine.travel(NOW, tick=False):
        page = parse(editor_client.get(f"{folder(busy)}/revisions/"))
    named = busy.revisions.get(name="As submitted")
    facts = words(page.css_first(f"#version-{named.pk} .version-facts"))
    assert "Live since 31 May 2026, 12:05:00" in facts
    assert "Submitted for review: approved" in facts


def test_timeline_tells_what_was_live_and_what_will_be(editor_client, busy):
    newest = busy.revisions.first()
    with time_machine.travel(NOW, tick=False):
        publish(newest, at=NOW + timedelta(days=1), until=NOW + timedelta(days=2))
        page = parse(editor_client.get(f"{folder(busy)}/revisions/")).body
    text = words(page)
    assert "Scheduled from 2 June 2026, 12:00:00 until 3 June 2026, 12:00:00" in text
    assert "Live since 31 May 2026, 12:05:00, until 2 June 2026, 12:00:00" in text
    with time_machine.travel(NOW + timedelta(days=3), tick=False):
        page = parse(editor_client.get(f"{folder(busy)}/revisions/")).body
    assert "Was live 31 May 2026, 12:05:00 – 2 June 2026, 12:00:00" in words(page)


def test_version_of_the_system_says_so(editor_client, article):
    article.revisions.filter(pk=versions(article)[0]).update(is_system=True, note="Price changed")
    page = parse(editor_client.get(f"{folder(article)}/revisions/"))
    facts = words(page.css_first(f"#version-{versions(article)[0]}"))
    assert ["by the system" in facts, "Price changed" in facts] == [True, True]


def test_article_never_saved_has_no_versions(editor_client):
    page = editor_client.get(f"{folder(make_article())}/revisions/")
    assert "Nothing has been saved yet." in page.text


def links(page, pk):
    return {
        words(node): node.attributes["href"] for node in page.css(f"#version-{pk} .row-links a")
    }


def test_version_leads_to_what_it_is_compared_with_most(editor_client, busy):
    pks = versions(busy)
    live = busy.revisions.get(name="As submitted").pk
    page = parse(editor_client.get(f"{folder(busy)}/revisions/"))
    when = "the version of 30 May 2026, 12:01:00"
    assert links(page, pks[1]) == {
        f"Look at {when}": f"{folder(busy)}/revisions/{pks[1]}/",
        f"Compare {when} with the one before": f"{folder(busy)}/compare/{pks[0]}/{pks[1]}/",
        f"Compare {when} with what is live": f"{folder(busy)}/compare/{pks[1]}/{live}/",
        f"Compare {when} with the newest": f"{folder(busy)}/compare/{pks[1]}/{pks[-1]}/",
    }


def chosen(page):
    return {
        node.attributes["name"]: int(node.attributes["value"])
        for node in page.css("input[type=radio][checked]")
    }


def test_timeline_offers_to_compare_the_newest_with_what_is_live(editor_client, busy):
    live = busy.revisions.get(name="As submitted").pk
    page = parse(editor_client.get(f"{folder(busy)}/revisions/"))
    assert chosen(page) == {"old": live, "new": versions(busy)[-1]}


def test_timeline_offers_to_compare_the_newest_with_the_one_before(editor_client, article):
    page = parse(editor_client.get(f"{folder(article)}/revisions/"))
    assert chosen(page) == dict(zip(("old", "new"), versions(article), strict=True))


def test_what_is_chosen_stays_chosen_on_the_next_page(editor_client, busy, monkeypatch):
    monkeypatch.setattr(timeline, "PER_PAGE", 2)
    pks = versions(busy)
    address = f"{folder(busy)}/revisions/?page=2&old={pks[0]}&new={pks[-1]}"
    page = parse(editor_client.get(address))
    assert chosen(page) == {"old": pks[0], "new": pks[-1]}
    assert words(page.css_first("section h2")) == "Chosen on another page"
    assert [node.attributes["value"] for node in page.css("button[name=page]")] == ["1", "3"]


def test_every_version_is_on_some_page(editor_client, busy, monkeypatch):
    monkeypatch.setattr(timeline, "PER_PAGE", 2)
    pages = [
        parse(editor_client.get(f"{folder(busy)}/revisions/?page={number}")) for number in (1, 2, 3)
    ]
    found = {
        int(node.attributes["id"].removeprefix("version-"))
        for page in pages
        for node in page.css(".timeline-day .version")
    }
    assert found == set(versions(busy))


@pytest.mark.parametrize(
    "asked",
    ["page=x&old=y&new=z", "page=99&old=-1&new=4711", "old=1&new=", f"old={'9' * 5000}&new=1"],
    ids=["words", "none", "half", "long"],
)
def test_timeline_asked_for_nonsense_is_shown(editor_client, article, asked):
    assert editor_client.get(f"{folder(article)}/revisions/?{asked}").status_code == 200


def test_author_who_may_only_look_is_offered_no_change(client, article):
    viewer = make_user("author")
    viewer.user_permissions.set([])
    Article.objects.filter(pk=article.pk).update(owner=viewer)
    viewer.groups.get().permissions.remove(
        *viewer.groups.get().permissions.filter(codename="change_article")
    )
    client.force_login(viewer)
    page = parse(client.get(f"{folder(article)}/revisions/"))
    assert (len(page.css(".version")), page.css(".version-naming, #restore")) == (2, [])


def test_version_on_a_later_page_is_named_there(editor_client, busy, monkeypatch):
    monkeypatch.setattr(timeline, "PER_PAGE", 2)
    pk = versions(busy)[0]
    response = editor_client.post(f"{folder(busy)}/revisions/{pk}/name/", {"name": "First"})
    assert response.url == f"{folder(busy)}/revisions/?page=3#version-{pk}"
