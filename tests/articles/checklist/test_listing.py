"""The checklist as people see it."""

from dataclasses import replace

import pytest

from articles.checklist.finding import Finding, Level, Rule
from articles.checklist.listing import name_place, open_findings
from articles.publishing.content import ArticleContent, FaqContent, ReferenceContent, SectionContent

CONTENT = ArticleContent(
    "article",
    "Tea",
    "tea",
    sections=(SectionContent("s", "Why", "Words."),),
    faqs=(FaqContent("f", "How?", "So."),),
    references=(ReferenceContent("study", "A study"),),
)
ADVICE = Finding(Rule("one", "One", "Here"), "introduction", "it", "Why not.")
ERROR = replace(ADVICE, rule=Rule("two", "Two", "Here", Level.ERROR))


@pytest.mark.parametrize(
    ("place", "name"),
    [
        ("introduction", "Introduction"),
        ("search_description", "Search description"),
        ("hero", "Hero photo"),
        ("sections:s", "Section “Why”"),
        ("faqs:f", "FAQ “How?”"),
        ("references:study", "Source “A study”"),
        ("sections:gone", "Section"),
        ("chapters:1", "Chapter"),
    ],
)
def test_place_is_called_as_people_call_it(place, name):
    assert name_place(CONTENT, place) == name


@pytest.mark.parametrize(
    ("findings", "words"),
    [
        ([], "nothing to mend"),
        ([ERROR], "1 to mend"),
        ([ADVICE, replace(ADVICE, passage="that")], "2 to consider"),
        ([ERROR, ADVICE], "1 to mend, 1 to consider"),
    ],
)
def test_list_says_how_much_there_is(findings, words):
    assert open_findings(findings, [], CONTENT).words == words


def test_what_is_found_twice_is_listed_once():
    listed = open_findings([ADVICE, ADVICE], [], CONTENT)
    assert [entry.finding for entry in listed.open] == [ADVICE]


def test_much_advice_is_folded():
    findings = [replace(ADVICE, passage=str(number)) for number in range(9)]
    listed = open_findings(findings, [], CONTENT)
    assert (len(listed.first_advice), len(listed.more_advice)) == (6, 3)


def test_keys_find_their_entries():
    findings = [ADVICE, ERROR, replace(ADVICE, place="title"), replace(ADVICE, passage="")]
    listed = open_findings(findings, [], CONTENT)
    assert [listed.find(entry.key) for entry in listed.open] == list(listed.open)
    assert (listed.find("unknown"), listed.find_dismissal("1")) == (None, None)
