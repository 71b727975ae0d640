"""What changed, in words for readers."""

import pytest

from articles.history.words import MAX_NAMED, NOTHING, people_of, tell_changes

TEXT = "Tea is a warm and quiet drink for evenings when nobody wants to talk about the day at all."
OTHER = "Coffee keeps people awake, which is why the last cup of it belongs to the early afternoon."
OLD = {
    "kind": "article",
    "title": "How to make tea",
    "slug": "tea",
    "dek": "Two cups and some time.",
    "introduction": TEXT,
    "search_title": "",
    "search_description": "",
    "topic": 1,
    "authors": [1],
    "reviewer": None,
    "reviewed_on": None,
    "hero": None,
    "tags": [],
    "sections": [
        {"key": "a", "heading": "Water", "body": TEXT},
        {"key": "b", "heading": "Cups", "body": f"{TEXT}\n\n{OTHER}"},
    ],
    "faqs": [
        {"key": "c", "question": "How many?", "answer": TEXT},
        {"key": "d", "question": "How long?", "answer": TEXT},
    ],
    "references": [
        {
            "key": "press",
            "title": "Tea",
            "publisher": "",
            "year": None,
            "url": "",
            "accessed_on": None,
        },
    ],
}
SMALL = "Small things, such as spelling, a link or a few words,"
NAMES = {1: "Ada", 2: "Ben", 3: "Cy"}


def told(**fields):
    return tell_changes(OLD, {**OLD, **fields}, NAMES)


def rows(name, *changes):
    """The rows of a name with those of some places changed; what has no place is added."""
    found = [dict(row) for row in OLD[name]]
    for place, fields in changes:
        if place < len(found):
            found[place] |= fields
        else:
            found.append({**dict.fromkeys(found[0], ""), "key": f"new-{place}", **fields})
    return {name: found}


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"title": "A pot of something warm"}, ["The title was “How to make tea”."]),
        (
            {"title": "How to make tea!"},
            [f"{SMALL} in the title."],
        ),
        ({"dek": ""}, ["Removed: the lines under the title."]),
        ({"introduction": OTHER}, ["Rewritten: the introduction."]),
        ({"introduction": f"{TEXT} {OTHER[:60]}"}, ["Changed in the introduction (13 new words)."]),
        (
            {"introduction": TEXT.replace("warm", "hot")},
            [f"{SMALL} in the introduction."],
        ),
        (rows("sections", (2, {"heading": "Milk", "body": TEXT})), ["New section: “Milk”."]),
        (
            rows("sections", (2, {"heading": "Milk"}), (3, {"heading": "{0}"})),
            ["New sections: “Milk” and “{0}”."],
        ),
        ({"sections": OLD["sections"][:1]}, ["Removed: “Cups”."]),
        (
            rows("sections", (0, {"heading": "What to pour"})),
            ["“Water” is now called “What to pour”."],
        ),
        (
            rows("sections", (0, {"heading": "Waters"})),
            [f"{SMALL} in “Waters”."],
        ),
        (rows("sections", (0, {"body": OTHER})), ["Rewritten: “Water”."]),
        (
            rows("sections", (0, {"body": f"{TEXT} 88 % do."}), (1, {"body": OTHER})),
            ["Changed in “Water” (2 new words) and “Cups” (19 words gone)."],
        ),
        ({"sections": OLD["sections"][::-1]}, ["The sections stand in another order."]),
        (rows("faqs", (2, {"question": "Why?"})), ["New question: “Why?”."]),
        ({"faqs": OLD["faqs"][1:]}, ["No longer asked: “How many?”."]),
        (
            rows("faqs", (0, {"question": "How many cups?"})),
            ["“How many?” is now asked as “How many cups?”."],
        ),
        (rows("faqs", (1, {"answer": OTHER})), ["Answered anew: “How long?”."]),
        (
            rows("faqs", (1, {"answer": f"{TEXT} 4 min."})),
            ["Changed in the answer to “How long?” (2 new words)."],
        ),
        (
            rows("faqs", (1, {"answer": TEXT.replace("warm", "hot")})),
            [f"{SMALL} in the answer to “How long?”."],
        ),
        (
            rows("references", (0, {"year": 2025}), (1, {"title": "B"}), (2, {"title": "C"})),
            ["Sources: two added, one changed."],
        ),
        ({"references": []}, ["Sources: one removed."]),
        (
            rows("references", (0, {"accessed_on": "2026-03-03"})),
            ["Sources: one looked up again."],
        ),
        ({"authors": [1, 2, 3]}, ["Now also by Ben and Cy."]),
        ({"authors": [9]}, ["Now by somebody else.", "Ada is no longer named as author."]),
        ({"reviewer": 2, "reviewed_on": "2026-03-03"}, ["Reviewed by Ben on 3 March 2026."]),
        ({"reviewer": 2}, ["Reviewed by Ben."]),
        ({"reviewed_on": "2026-03-03"}, ["Reviewed on 3 March 2026."]),
        ({"tags": ["x"], "hero": 3, "search_title": "x", "topic": 2, "slug": "x"}, [NOTHING]),
    ],
)  # fmt: skip
def test_change_is_told_in_words(fields, expected):
    assert told(**fields) == expected


def test_no_words_are_counted_where_only_a_link_is_another():
    before, after = (
        OLD | rows("sections", (0, {"body": f"{TEXT} [Pot](go:{name})."})) for name in ("a", "b")
    )

    assert tell_changes(before, after, NAMES) == ["Changed in “Water”."]


def test_review_is_told_again_and_no_more():
    reviewed = OLD | {"reviewer": 2, "reviewed_on": "2026-03-03"}
    again = reviewed | {"reviewed_on": "2026-04-04"}

    assert tell_changes(reviewed, again, NAMES) == ["Reviewed again by Ben on 4 April 2026."]
    assert tell_changes(reviewed, OLD, NAMES) == ["No review is named any more."]


def test_all_is_told_in_the_order_it_is_read():
    fields = rows("sections", (0, {"body": OTHER})) | rows("faqs", (0, {"answer": OTHER}))

    assert told(title="Coffee", introduction=OTHER, references=[], authors=[1, 2], **fields) == [
        "The title was “How to make tea”.",
        "Rewritten: the introduction and “Water”.",
        "Answered anew: “How many?”.",
        "Sources: one removed.",
        "Now also by Ben.",
    ]


def test_of_many_parts_a_few_are_named():
    added = [(place, {"heading": f"Part {place}"}) for place in range(2, 2 + MAX_NAMED + 3)]

    assert told(**rows("sections", *added)) == [
        "New sections: “Part 2”, “Part 3”, “Part 4”, “Part 5”, “Part 6” and 4 more."
    ]


def test_of_very_long_texts_is_told_that_they_changed():
    long = [{"key": key, "heading": key, "body": f"{key} " * 30_000} for key in "ab"]
    spelled = [{**row, "body": f"{row['body']}!"} for row in long]

    assert tell_changes(OLD | {"sections": long}, OLD | {"sections": spelled}, NAMES) == [
        "Changed in “a” and “b”."
    ]


def test_what_was_frozen_without_a_later_field_is_told_too():
    with_quotes = [{**row, "quote": "Tea is warm."} for row in OLD["references"]]

    assert told(references=with_quotes) == ["Sources: one changed."]


def test_doubled_key_hides_no_row():
    doubled = [OLD["sections"][0], {**OLD["sections"][0], "heading": "Twice"}]

    assert told(sections=[*doubled, OLD["sections"][1]]) == ["New section: “Twice”."]


def test_people_are_those_a_form_names():
    assert people_of(OLD | {"authors": [1, 2], "reviewer": 3}) == {1, 2, 3}
    assert people_of(OLD) == {1}
