"""What changed between two revisions, for people: fields and rows, in the article's order."""

import pytest

from articles.publishing.compare import (
    Group,
    Item,
    Part,
    changes,
    compare,
    name_of_row,
    ordinal,
)
from articles.publishing.marking import Passage


def form(**fields):
    """A frozen form with the fields a comparison is about."""
    empty = {"title": "One", "dek": "", "introduction": "", "tags": []}
    return empty | {"sections": [], "faqs": [], "references": []} | fields


def section(key, heading="Heading", body="Body"):
    return {"key": key, "heading": heading, "body": body}


def marked(html, label=""):
    return Part(label, (Passage((html,)),))


def shown(text, label=""):
    return Part(label, (Passage((text,), is_same=True),))


def told(old, new):
    """What changed, by what it is called."""
    return {item.label: item.words for item in changes(compare(old, new))}


def test_same_forms_have_no_changes():
    assert compare(form(), form()) == []


@pytest.mark.parametrize(
    ("fields", "group", "item"),
    [
        pytest.param(
            {"title": "One more"},
            "Opening",
            Item("title", "Title", "changed", (marked("One<ins> more</ins>"),)),
            id="words-added",
        ),
        pytest.param(
            {"title": ""},
            "Opening",
            Item("title", "Title", "changed", (marked("<del>One</del>"),)),
            id="emptied",
        ),
        pytest.param(
            {"tags": ["care", "home"]},
            "About it",
            Item("tags", "Tags", "changed", (marked("<ins>care</ins>, <ins>home</ins>"),)),
            id="list",
        ),
        pytest.param(
            {"search_title": "Found"},
            "About it",
            Item("search_title", "Search title", "changed", (marked("<ins>Found</ins>"),)),
            id="field-the-old-form-lacks",
        ),
        pytest.param(
            {"hero": 3},
            "About it",
            Item("hero", "Hero photo", "changed", (marked("<ins>3</ins>"),)),
            id="number",
        ),
        pytest.param(
            {"closing": "The end."},
            "Closing",
            Item("closing", "Closing", "changed", (marked("<ins>The end.</ins>"),)),
            id="text",
        ),
    ],
)
def test_changed_field_is_named_and_marked(fields, group, item):
    assert compare(form(), form(**fields)) == [Group(group, (item,))]


def test_field_the_old_form_lacks_is_no_change_while_it_is_empty():
    assert compare({"sections": []}, {"sections": [], "hero": None, "closing": ""}) == []


def test_text_that_stayed_is_shown_and_is_no_change():
    groups = compare(form(introduction="Words."), form(introduction="Words."))

    item = Item("introduction", "Introduction", "same", (shown("Words."),))
    assert groups == [Group("Opening", (item,))]
    assert (changes(groups), item.words, item.can_be_put_back) == ([], "Unchanged", False)


def test_groups_stand_as_they_are_read():
    rows = {"sections": [section("a")], "faqs": [{"key": "f", "question": "Q?", "answer": "A."}]}
    rows["references"] = [{"key": "r", "title": "A study"}]

    groups = compare(form(), form(title="Two", tags=["care"], closing="End.", **rows))

    assert [group.label for group in groups] == [
        "Opening",
        "Sections",
        "FAQs",
        "Sources",
        "Closing",
        "About it",
    ]


def test_added_row_shows_its_parts_under_its_title():
    (group,) = compare(form(), form(sections=[section("a", "Why", "Because")]))

    parts = (marked("<ins>Because</ins>"),)
    assert group == Group("Sections", (Item("sections:a", "Section “Why”", "added", parts),))


def test_added_source_names_its_parts():
    row = {"key": "k", "title": "A study", "publisher": "", "year": 2020, "url": "https://x.org/"}

    (group,) = compare(form(), form(references=[row]))

    (item,) = group.items
    assert (item.label, [part.label for part in item.parts]) == (
        "Source “A study”",
        ["Year", "Address"],
    )


def test_removed_row_stands_where_it_was_and_shows_what_is_lost():
    rows = [section("a", "One"), section("b", "Two", "Lost."), section("c", "Three")]

    (group,) = compare(form(sections=rows), form(sections=[rows[0], rows[2]]))

    assert [item.label for item in group.items] == [
        "Section “One”",
        "Section “Two”",
        "Section “Three”",
    ]
    removed = Item("sections:b", "Section “Two”", "removed", (marked("<del>Lost.</del>"),))
    assert (group.items[1], removed.can_be_put_back) == (removed, True)


def test_changed_row_is_found_by_its_key():
    old = form(sections=[section("a", "Why", "Because"), section("b")])
    new = form(sections=[section("a", "Why", "Because so"), section("b")])

    (item,) = changes(compare(old, new))

    parts = (marked("Because<ins> so</ins>"),)
    assert item == Item("sections:a", "Section “Why”", "changed", parts)
    assert (item.words, item.can_be_put_back) == ("Changed", True)


def test_renamed_row_is_not_removed_and_added():
    old, new = form(sections=[section("a", "Why")]), form(sections=[section("a", "How")])

    (item,) = changes(compare(old, new))

    parts = (marked("<del>Why</del><ins>How</ins>", "Heading"),)
    assert item == Item("sections:a", "Section “How”", "changed", parts)


def test_moved_row_says_so_and_marks_nothing():
    rows = [section(key, key) for key in "abcd"]
    old, new = form(sections=rows), form(sections=[rows[0], rows[2], rows[3], rows[1]])

    (item,) = changes(compare(old, new))

    moved = "was 2nd, is now 4th"
    assert item == Item("sections:b", "Section “b”", "same", (shown("Body"),), moved)
    assert (item.words, item.can_be_put_back) == ("Moved: was 2nd, is now 4th", False)


def test_moved_row_that_changed_says_both():
    rows = [section(key, key) for key in "abc"]
    new = [rows[2] | {"body": "Body more"}, rows[0], rows[1]]

    assert told(form(sections=rows), form(sections=new)) == {
        "Section “c”": "Changed. Moved: was 3rd, is now 1st"
    }


def test_rows_after_an_added_one_did_not_move():
    rows = [section("a", "One"), section("c", "Three")]

    words = told(form(sections=rows), form(sections=[section("b", "Two"), *rows]))

    assert words == {"Section “Two”": "Added"}


def test_every_row_of_a_turned_list_but_one_moved():
    rows = [section(key, key) for key in "abc"]

    assert told(form(sections=rows), form(sections=rows[::-1])) == {
        "Section “c”": "Moved: was 3rd, is now 1st",
        "Section “b”": "Moved: others passed by it",
    }


def test_source_is_compared_part_by_part():
    old = form(references=[{"key": "k", "title": "A study", "year": 2020}])
    new = form(references=[{"key": "k", "title": "A study", "year": 2021}])

    (item,) = changes(compare(old, new))

    assert item.parts == (marked("<del>2020</del><ins>2021</ins>", "Year"),)


def test_unchanged_source_is_shown_without_what_is_empty():
    row = {"key": "k", "title": "A study", "publisher": "", "year": 2020}

    (group,) = compare(form(references=[row]), form(references=[row]))

    assert group.items[0].parts == (shown("2020", "Year"),)


def test_space_between_paragraphs_is_told_as_such():
    (item,) = changes(compare(form(introduction="A\n\nB"), form(introduction="A\n\n\n\nB")))

    assert (item.words, [part.is_only_space for part in item.parts]) == ("Changed", [True])


def test_row_without_a_title_is_called_by_its_kind():
    assert name_of_row("chapters", {"key": "a", "title": ""}) == "Chapter"


@pytest.mark.parametrize(
    ("number", "word"),
    [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (21, "21st"), (112, "112th")],
)
def test_place_in_a_list_is_spelled(number, word):
    assert ordinal(number) == word
