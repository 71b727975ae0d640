"""Advice that is set aside holds for one passage as it stands."""

from dataclasses import replace

import pytest

from articles.checklist.dismissing import NotDismissable, dismiss, take_back
from articles.checklist.finding import Finding, Level, Rule
from articles.checklist.listing import open_findings
from articles.models import Dismissal, Event
from articles.publishing.content import ArticleContent, SectionContent
from tests.articles.checklist.looking import findings, write
from tests.factories import make_article

pytestmark = pytest.mark.django_db

RULE = Rule("link-words", "Links that say nothing", "WCAG 2.2, 2.4.4")
HERE = Finding(RULE, "introduction", "[here](https://kettles.test/)", "It says nothing.")
CONTENT = ArticleContent("article", "Tea", "tea", sections=(SectionContent("k", "Why", "Words."),))


def stand(article, *findings):
    """What is open and what is set aside, as passages, and what was of passages that are gone."""
    listed = open_findings(findings, article.dismissals.all(), CONTENT)
    return (
        [entry.finding.passage for entry in listed.open],
        [entry.finding.passage for entry in listed.dismissed],
        [row.dismissal.passage for row in listed.gone],
    )


def test_advice_is_set_aside_and_logged(editor):
    article = make_article()
    row, is_new = dismiss(article, HERE, reason="It is quoted", by=editor)
    assert (row.reason, row.created_by, is_new) == ("It is quoted", editor, True)
    assert stand(article, HERE) == ([], [HERE.passage], [])
    event = Event.objects.get(object_id=article.pk)
    assert (event.verb, event.by, event.detail) == (
        "set aside advice on",
        editor,
        "Links that say nothing: no problem here: It is quoted",
    )


@pytest.mark.parametrize(
    ("change", "is_open"),
    [
        ({"place": "sections:k"}, False),
        ({"reason": "Other words of the same rule."}, False),
        ({"passage": "[here](https://other.test/)"}, True),
        ({"rule": replace(RULE, slug="link-bare")}, True),
        ({"about": "600 words and more"}, True),
    ],
    ids=["moved", "said otherwise", "changed", "another rule", "about more"],
)
def test_it_holds_until_the_passage_changes(change, is_open):
    article = make_article()
    dismiss(article, HERE, reason="It is quoted", by=None)
    finding = replace(HERE, **change)
    expected = ([finding.passage], [], [HERE.passage]) if is_open else ([], [finding.passage], [])
    assert stand(article, finding) == expected


@pytest.mark.parametrize(("sentences", "is_open"), [(161, False), (190, True)])
def test_a_long_section_is_advised_again_once_it_is_much_longer(sentences, is_open):
    article = make_article()
    (finding,) = findings("section-long", write("Hot tea is wet. " * 160, heading="Tea"))
    dismiss(article, finding, reason="One list", by=None)
    later = findings("section-long", write("Hot tea is wet. " * sentences, heading="Tea"))
    assert stand(article, *later)[0] == ["Tea"] * is_open


def test_line_breaks_of_a_browser_are_no_change():
    article = make_article()
    dismiss(article, replace(HERE, passage="One\r\ntwo"), reason="Verse", by=None)
    assert stand(article, replace(HERE, passage="One\ntwo")) == ([], ["One\ntwo"], [])


def test_what_is_missing_is_set_aside_at_its_place_alone():
    article = make_article()
    empty = replace(HERE, passage="", place="search_title")
    dismiss(article, empty, reason="The title will do", by=None)
    assert stand(article, empty, replace(empty, place="search_description")) == ([""], [""], [])


def test_two_people_set_aside_the_same_once(author, editor):
    article = make_article()
    rows = [dismiss(article, HERE, reason=who.username, by=who) for who in (author, editor)]
    assert [(row.reason, is_new) for row, is_new in rows] == [("author", True), ("author", False)]
    assert Event.objects.filter(verb="set aside advice on").count() == 1


def test_error_cannot_be_set_aside(editor):
    error = replace(HERE, rule=replace(RULE, level=Level.ERROR))
    with pytest.raises(NotDismissable):
        dismiss(make_article(), error, reason="I do not mind", by=editor)
    assert not Dismissal.objects.exists()


def test_error_stays_open_whatever_was_set_aside_before():
    article = make_article()
    dismiss(article, HERE, reason="It is quoted", by=None)
    error = replace(HERE, rule=replace(RULE, level=Level.ERROR))
    assert stand(article, error) == ([HERE.passage], [], [])


def test_taken_back_it_is_advised_again_and_logged_once(editor):
    article = make_article()
    row, _ = dismiss(article, HERE, reason="It is quoted", by=None)
    for _ in range(2):
        take_back(row, by=editor)
    assert stand(article, HERE) == ([HERE.passage], [], [])
    event = Event.objects.get(verb="took up advice again on")
    assert event.detail == "It was set aside: It is quoted"
