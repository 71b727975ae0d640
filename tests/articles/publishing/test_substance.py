"""What moves the date that a text is shown as updated, and what does not."""

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from articles.publishing.content import ArticleContent, FaqContent, ReferenceContent, SectionContent
from articles.publishing.content import to_json as frozen
from articles.publishing.substance import is_substantial
from guides.publishing import ChapterContent, GuideContent

BODY = "Boil the water first. [Tea](go:tin) wants four minutes, and never stirs itself. " * 4
ARTICLE = {
    "title": "How to brew tea",
    "dek": "A pot for two.",
    "introduction": "Tea is patience. Nobody hurries a leaf.",
    "sections": [
        {"key": "s1", "heading": "The water", "body": BODY},
        {"key": "s2", "heading": "The leaves", "body": "Whole ones, rinsed once."},
    ],
    "faqs": [{"key": "f1", "question": "Is milk allowed?", "answer": "After, never before."}],
    "references": [{"key": "r1", "title": "A study of pots", "publisher": "Kew", "url": ""}],
}
GUIDE = {
    "title": "A course in tea",
    "introduction": "Read in order.",
    "closing": "Well done.",
    "chapters": [
        {"key": "c1", "article": 7, "title": "", "body": ""},
        {"key": "c2", "article": None, "title": "Pots", "body": "Clay or glass."},
    ],
}


def with_body(body, before=ARTICLE):
    first, *others = before["sections"]
    return {**before, "sections": [{**first, "body": body}, *others]}


SMALL = {
    "nothing": ARTICLE,
    "a typo": with_body(BODY.replace("minutes", "minuets", 1)),
    "a letter less": with_body(BODY.replace("never", "neer", 1)),
    "an apostrophe": with_body(BODY.replace("itself", "it’self", 1)),
    "punctuation and spaces": with_body(BODY.replace(". ", "!\n\n")),
    "capitals": with_body(BODY.upper().replace("GO:TIN", "go:tin")),
    "markup": with_body(BODY.replace("water", "**water**").replace("never", "*never*")),
    "a citation": with_body(BODY.replace("first.", "first.[^r1]")),
    "a list with numbers": with_body("1. " + BODY),
    "the address of a link": with_body(f"[Kew](https://kew.org/1) {BODY}")
    | {"introduction": ARTICLE["introduction"]},
    "a few words": with_body(BODY.replace("first", "at once and slowly", 1)),
    "a typo in the title": {**ARTICLE, "title": "How to berw tea"},
    "joined words in a heading": {**ARTICLE, "title": "How to brewtea"},
    "order": {**ARTICLE, "sections": ARTICLE["sections"][::-1]},
    "tags and photo": {**ARTICLE, "tags": ["tea"], "hero": 5, "reviewer": 3},
}
LARGE = {
    "a new section": {
        **ARTICLE,
        "sections": [*ARTICLE["sections"], {"key": "s3", "heading": "", "body": ""}],
    },
    "a section less": {**ARTICLE, "sections": ARTICLE["sections"][:1]},
    "a new question": {
        **ARTICLE,
        "faqs": [*ARTICLE["faqs"], {"key": "f2", "question": "Sugar?", "answer": "No."}],
    },
    "a question less": {**ARTICLE, "faqs": []},
    "a source less": {**ARTICLE, "references": []},
    "a product link less": with_body(BODY.replace("[Tea](go:tin)", "Tea", 1)),
    "a product card": with_body(f"{BODY}\n\n::: offer tin\n:::\n"),
    "a number": with_body(BODY.replace("first", "at 95 degrees", 1)),
    "another number": with_body("Wait 40 days. " + BODY) | {"dek": "A pot for 2."},
    "another title": {**ARTICLE, "title": "How to make coffee"},
    "another heading": {
        **ARTICLE,
        "sections": [{**ARTICLE["sections"][0], "heading": "Fire"}, ARTICLE["sections"][1]],
    },
    "more than a few words": with_body(BODY + "Warm the cup before you pour anything into it."),
}


@pytest.mark.parametrize("after", SMALL.values(), ids=SMALL)
def test_correction_is_no_substance(after):
    assert not is_substantial(ARTICLE, after)


@pytest.mark.parametrize("after", LARGE.values(), ids=LARGE)
def test_substance_is_seen_both_ways(after):
    assert (is_substantial(ARTICLE, after), is_substantial(after, ARTICLE)) == (True, True)


def test_share_of_a_long_text_decides_between_few_and_many():
    words = [f"w{chr(97 + i % 26)}{chr(97 + i // 26)}" for i in range(600)]
    long, other = (
        with_body(" ".join(words)),
        lambda n: with_body(" ".join([*words[n:], *["another"] * n])),
    )

    assert [is_substantial(long, other(n)) for n in (6, 11, 14, 26, 60)] == [
        False,
        False,
        True,
        True,
        True,
    ]


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"introduction": "Read in ordre."}, False),
        ({"chapters": GUIDE["chapters"][::-1]}, False),
        ({"chapters": GUIDE["chapters"][:1]}, True),
        ({"chapters": [{**GUIDE["chapters"][0], "article": 8}, GUIDE["chapters"][1]]}, True),
        ({"closing": "Now brew a pot for somebody else and tell them why."}, True),
    ],
)
def test_guide_is_measured_alike(changed, expected):
    assert is_substantial(GUIDE, GUIDE | changed) == expected


def test_frozen_forms_have_what_is_measured():
    article = ArticleContent(
        kind="article",
        title="Tea",
        slug="tea",
        sections=(SectionContent("s", "Water", "Boil."),),
        faqs=(FaqContent("f", "Why?", "So."),),
        references=(ReferenceContent("r", "A study"),),
    )
    guide = GuideContent(title="Tea", slug="tea", chapters=(ChapterContent("c", title="Pots"),))

    assert not is_substantial(frozen(article), frozen(article))
    assert not is_substantial(frozen(guide), frozen(guide))


TEXTS = st.text(st.sampled_from("abcdefghij  \n"), max_size=200)
CONTENTS = st.builds(
    lambda title, bodies: {
        **ARTICLE,
        "title": title,
        "sections": [
            {"key": str(place), "heading": f"Part {chr(97 + place)}", "body": body}
            for place, body in enumerate(bodies)
        ],
    },
    TEXTS,
    st.lists(TEXTS, min_size=1, max_size=4),
)


@given(CONTENTS, st.data())
@settings(max_examples=80, deadline=None)
def test_a_typo_never_moves_the_date(before, data):
    body = before["sections"][0]["body"]
    places = [place for place, letter in enumerate(body) if letter.isalpha()]
    assume(places)
    place = data.draw(st.sampled_from(places))
    typo = data.draw(st.sampled_from(["", "q", body[place] * 2, body[place].upper()]))

    assert not is_substantial(before, with_body(body[:place] + typo + body[place + 1 :], before))


@given(CONTENTS, TEXTS)
@settings(max_examples=50, deadline=None)
def test_a_new_section_always_moves_the_date(before, body):
    after = {
        **before,
        "sections": [*before["sections"], {"key": "new", "heading": "New", "body": body}],
    }

    assert is_substantial(before, after)
