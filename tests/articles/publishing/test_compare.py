"""What changed between two revisions, for people."""

from time import perf_counter

import pytest

from articles.publishing.compare import Change, compare, mark_words


def form(**fields):
    """A frozen form with the fields a comparison is about."""
    return {"title": "One", "dek": "", "tags": [], "sections": [], "references": []} | fields


def section(key, heading="Heading", body="Body"):
    return {"key": key, "heading": heading, "body": body}


def test_same_forms_have_no_changes():
    assert compare(form(), form()) == []


@pytest.mark.parametrize(
    ("fields", "change"),
    [
        pytest.param(
            {"title": "One more"},
            Change("Title", "One<ins> more</ins>"),
            id="words-added",
        ),
        pytest.param(
            {"title": ""},
            Change("Title", "<del>One</del>"),
            id="emptied",
        ),
        pytest.param(
            {"tags": ["care", "home"]},
            Change("Tags", "<ins>care, home</ins>"),
            id="list",
        ),
        pytest.param(
            {"search_title": "Found"},
            Change("Search title", "<ins>Found</ins>"),
            id="field-the-old-form-lacks",
        ),
        pytest.param({"hero": 3}, Change("Hero photo", "<ins>3</ins>"), id="number"),
    ],
)
def test_changed_field_is_named_and_marked(fields, change):
    assert compare(form(), form(**fields)) == [change]


def test_field_emptied_of_a_row_is_marked():
    assert compare(form(hero=3), form(hero=None)) == [Change("Hero photo", "<del>3</del>")]


def test_only_the_words_that_changed_are_marked():
    old, new = "Say sorry, then wait a day.", "Say sorry, and wait two days."

    assert mark_words(old, new) == (
        "Say sorry, <del>then</del><ins>and</ins> wait "
        "<del>a</del><ins>two</ins> <del>day</del><ins>days</ins>."
    )


def test_texts_are_escaped():
    marked = mark_words("<b>a</b> & c", "<b>a</b> & <script>c</script>")

    assert "<script" not in marked
    assert "<b>" not in marked
    assert "&lt;b&gt;a&lt;/b&gt; &amp; " in marked


def test_added_row_shows_its_parts():
    changes = compare(form(), form(sections=[section("a", "Why", "Because")]))

    assert changes == [
        Change("Section “Why”: heading", "<ins>Why</ins>"),
        Change("Section “Why”: body", "<ins>Because</ins>"),
    ]


def test_removed_row_shows_what_is_lost():
    changes = compare(form(sections=[section("a", "Why", "Because")]), form())

    assert changes == [Change("Section “Why” removed", "<del>Why\nBecause</del>")]


def test_changed_row_is_found_by_its_key():
    old = form(sections=[section("a", "Why", "Because"), section("b")])
    new = form(sections=[section("a", "Why", "Because so"), section("b")])

    assert compare(old, new) == [Change("Section “Why”: body", "Because<ins> so</ins>")]


def test_renamed_row_is_not_removed_and_added():
    old, new = form(sections=[section("a", "Why")]), form(sections=[section("a", "How")])

    change = Change("Section “How”: heading", "<del>Why</del><ins>How</ins>")
    assert compare(old, new) == [change]


def test_moved_rows_are_one_change():
    rows = [section("a", "One"), section("b", "Two"), section("c", "Three")]

    changes = compare(form(sections=rows), form(sections=[rows[2], rows[0], rows[1]]))

    assert [change.label for change in changes] == ["Order of sections"]
    assert "Three" in changes[0].html


def test_added_row_alone_is_no_change_of_order():
    rows = [section("a", "One"), section("c", "Three")]

    changes = compare(form(sections=rows), form(sections=[rows[0], section("b", "Two"), rows[1]]))

    assert {change.label.partition(":")[0] for change in changes} == {"Section “Two”"}


def test_reference_is_compared_part_by_part():
    old = form(references=[{"key": "k", "title": "A study", "year": 2020}])
    new = form(references=[{"key": "k", "title": "A study", "year": 2021}])

    change = Change("Reference “A study”: year", "<del>2020</del><ins>2021</ins>")
    assert compare(old, new) == [change]


def test_long_text_is_compared_by_lines():
    lines = [f"line {number}\n" for number in range(2_000)]

    marked = mark_words("".join(lines), "".join([*lines[:-1], "another end\n"]))

    assert marked.endswith("line 1998\n<del>line 1999\n</del><ins>another end\n</ins>")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("a b " * 25_000, "b a " * 25_000, id="one-line"),
        pytest.param("a\n" * 50_000, "b\n" * 50_000, id="many-lines"),
        pytest.param("a\nb\n" * 25_000, "b\na\nc\n" * 16_000, id="lines-that-recur"),
        pytest.param(
            "".join(f"{n}\n" for n in range(14_000)),
            "".join(f"{n}\n" for n in range(14_000, 0, -1)),
            id="lines-reversed",
        ),
        pytest.param(
            "".join(f"{n * 7919 % 101}\n" for n in range(30_000)),
            "".join(f"{n * n % 103}\n" for n in range(30_000)),
            id="lines-at-random",
        ),
        pytest.param("(" * 2_900, ")(" * 1_450, id="marks-only"),
        pytest.param(
            " ".join(str(n) for n in range(1_400)),
            " ".join(str(n) for n in range(1_400, 0, -1)),
            id="words-reversed",
        ),
    ],
)
def test_largest_fields_are_compared_in_bounded_time(old, new):
    start = perf_counter()

    marked = mark_words(old, new)

    assert perf_counter() - start < 3
    assert len(marked) < 5 * (len(old) + len(new))
