"""Two edits of one frozen form: fields, lists, rows, and what clashes in them."""

import pytest

from articles.publishing.merge import Clash, Merged, merge, settle, settle_in


def section(key, heading="Heading", body="Body."):
    return {"key": key, "heading": heading, "body": body}


def chapter(key, article=None, title="", body=""):
    return {"key": key, "article": article, "title": title, "body": body}


BASE = {
    "kind": "article",
    "title": "Title",
    "topic": 1,
    "introduction": "Words.",
    "authors": [1, 2],
    "tags": ["b", "d"],
    "sections": [section("one"), section("two")],
}


def of(**fields):
    return BASE | fields


def test_each_others_fields_are_taken():
    assert merge(BASE, of(title="Mine"), of(introduction="Theirs.")) == Merged(
        of(title="Mine", introduction="Theirs."), ()
    )


def test_title_changed_by_both_is_mine_until_one_is_chosen():
    merged = merge(BASE, of(title="Mine"), of(title="Theirs"))
    clash = Clash("", "", "title", "Title", "Mine", "Theirs")
    assert merged == Merged(of(title="Mine"), (clash,))
    assert settle_in(merged.content, clash, "theirs") == of(title="Theirs")


def test_lists_take_what_both_added_and_lose_what_either_removed():
    merged = merge(BASE, of(tags=["a", "b"], authors=[2, 3]), of(tags=["b", "c", "d"], authors=[1]))
    assert merged == Merged(of(tags=["a", "b", "c"], authors=[3]), ())


def test_page_has_no_topic_whoever_gave_it_one():
    assert merge(BASE, of(kind="page", topic=None), of(topic=2)) == Merged(
        of(kind="page", topic=None), ()
    )


def test_sections_are_told_apart_by_their_key_and_not_by_their_place():
    mine = of(sections=[section("two"), section("one", body="Mine.")])
    theirs = of(sections=[section("one"), section("new"), section("two", body="Theirs.")])
    assert merge(BASE, mine, theirs).content["sections"] == [
        section("two", body="Theirs."),
        section("one", body="Mine."),
        section("new"),
    ]


def test_sections_added_by_both_at_one_place_both_stay():
    mine = of(sections=[section("one"), section("mine"), section("two")])
    theirs = of(sections=[section("one"), section("theirs"), section("two")])
    keys = [row["key"] for row in merge(BASE, mine, theirs).content["sections"]]
    assert keys == ["one", "mine", "theirs", "two"]


REMOVED = "Section “Heading” was removed by one and changed by the other"


@pytest.mark.parametrize(
    ("choice", "keys"),
    [("mine", ["one"]), ("theirs", ["one", "two"]), ("both", ["one", "two"])],
)
def test_section_removed_here_and_changed_there_stays_until_it_is_chosen(choice, keys):
    mine = of(sections=[section("one")])
    theirs = of(sections=[section("one"), section("two", body="Theirs.")])
    merged = merge(BASE, mine, theirs)
    clash = Clash("sections", "two", "", REMOVED, "", "Heading\n\nTheirs.")
    assert merged == Merged(theirs, (clash,))
    settled = settle_in(merged.content, clash, choice)
    assert [row["key"] for row in settled["sections"]] == keys


def test_passage_of_a_section_is_settled_where_it_stands():
    mine = of(sections=[section("one", body="Mine."), section("two")])
    theirs = of(sections=[section("one", body="Theirs."), section("two")])
    merged = merge(BASE, mine, theirs)
    [clash] = merged.clashes
    assert clash.label == "Section “Heading”: body"
    assert merged.content["sections"][0]["body"] == "Mine.\n\nTheirs."
    assert settle_in(merged.content, clash, "theirs") == theirs


def test_section_without_a_heading_is_called_section():
    base = of(sections=[section("one", heading="")])
    mine = of(sections=[section("one", heading="", body="Mine.")])
    theirs = of(sections=[section("one", heading="", body="Theirs.")])
    assert [clash.label for clash in merge(base, mine, theirs).clashes] == ["Section: body"]


def test_source_added_by_both_under_one_key_takes_what_only_one_filled_in():
    mine = of(references=[{"key": "study", "title": "Study", "publisher": "", "url": "https://a"}])
    theirs = of(
        references=[{"key": "study", "title": "Study", "publisher": "P", "url": "https://b"}]
    )
    merged = merge(of(references=[]), mine, theirs)
    assert merged.content["references"] == [
        {"key": "study", "title": "Study", "publisher": "P", "url": "https://a"}
    ]
    assert [clash.label for clash in merged.clashes] == ["Reference “Study”: address"]


def test_doubled_key_hides_no_row():
    twice = of(sections=[section("one"), section("one", body="Second.")])
    mine = of(sections=[section("one"), section("one", body="Mine.")])
    theirs = of(sections=[section("one", body="Theirs."), section("one", body="Second.")])
    assert merge(twice, mine, theirs).content["sections"] == [
        section("one", body="Theirs."),
        section("one", body="Mine."),
    ]


GUIDE = {"title": "Guide", "chapters": [chapter("a", title="Own", body="Text.")]}


@pytest.mark.parametrize("is_mine", [True, False])
def test_chapter_made_an_article_here_and_written_there_stays_a_text(is_mine):
    linked = GUIDE | {"chapters": [chapter("a", article=7)]}
    written = GUIDE | {"chapters": [chapter("a", title="Own", body="More text.")]}
    merged = merge(GUIDE, *((linked, written) if is_mine else (written, linked)))
    [clash] = merged.clashes
    assert merged.content == written
    assert settle_in(merged.content, clash, "mine" if is_mine else "theirs") == linked


def test_value_is_settled_by_a_choice():
    clash = Clash("", "", "hero", "Hero photo", 1, None)
    assert [settle(1, clash, choice) for choice in ("mine", "theirs", "both")] == [1, None, 1]


def test_clash_is_the_same_after_a_trip_through_json():
    clash = Clash("sections", "one", "body", "Section: body", "Mine.", "Theirs.")
    assert Clash.from_json(clash.to_json()) == clash


def test_nothing_was_there_at_first():
    assert merge({}, BASE, BASE) == Merged(BASE, ())


def source(**fields):
    return of(references=[{"key": "study", "title": "Study"} | fields])


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "merged"),
    [
        ({}, {"quote": "A"}, {}, {"quote": "A"}),
        ({}, {}, {"quote": "A"}, {"quote": "A"}),
        ({"quote": "A"}, {}, {"quote": "A"}, {}),
        ({"quote": "A"}, {"quote": "A", "title": "T"}, {}, {"title": "T"}),
        ({"quote": ""}, {}, {"quote": "", "title": "T"}, {"title": "T"}),
        ({}, {"title": "T"}, {"quote": "A"}, {"title": "T", "quote": "A"}),
    ],
)
def test_passage_that_one_form_lacks_is_empty_there(base, mine, theirs, merged):
    assert merge(source(**base), source(**mine), source(**theirs)) == Merged(source(**merged), ())


@pytest.mark.parametrize("choice", ["mine", "theirs"])
def test_passage_that_one_removed_and_the_other_changed_is_settled(choice):
    merged = merge(source(quote="A"), source(), source(quote="B"))
    label = "Reference “Study”: quoted passage"
    assert merged == Merged(source(), (Clash("references", "study", "quote", label, "", "B"),))
    chosen = {} if choice == "mine" else {"quote": "B"}
    assert settle_in(merged.content, merged.clashes[0], choice) == source(**chosen)
