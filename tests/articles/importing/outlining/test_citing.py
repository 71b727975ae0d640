"""A source is told apart in the forms in which writers give it."""

import pytest

from articles.importing.outline import Reference
from articles.importing.outlining.citing import read_source


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "[Dirt Weekly (2020) — Water slowly](https://dirt.example/water)",
            ("Water slowly", "Dirt Weekly", 2020, "https://dirt.example/water"),
        ),
        (
            (
                "Fern, B., & Moss, A. (2018). Air in soil. *Journal of Dirt*, 12(3), 45–67. "
                "https://doi.org/10.1000/182"
            ),
            ("Air in soil", "Journal of Dirt", 2018, "https://doi.org/10.1000/182"),
        ),
        (
            "Moss, Ada. “Stones and Rain.” Stone Review, 2017.",
            ("Stones and Rain", "Stone Review", 2017, ""),
        ),
        (
            "Fern, B., The Quiet Garden (London: Leaf Press, 1999), 45.",
            ("The Quiet Garden", "Leaf Press", 1999, ""),
        ),
        (
            "[A quiet garden](https://leaf.example) – Leaf Times, 2021",
            ("A quiet garden", "Leaf Times", 2021, "https://leaf.example"),
        ),
        ("Leaf Times — How a garden sleeps", ("How a garden sleeps", "Leaf Times", None, "")),
        ("How a garden sleeps — Leaf Times", ("How a garden sleeps", "Leaf Times", None, "")),
        ("https://leaf.example/a", ("https://leaf.example/a", "", None, "https://leaf.example/a")),
        ("My grandmother", ("My grandmother", "", None, "")),
        ("Fern, a talk. doi:10.1000/77", ("Fern, a talk", "", None, "https://doi.org/10.1000/77")),
        (
            f"[Rain](https://rain.example) {'and more ' * 30}",
            ("Rain", "", None, "https://rain.example"),
        ),
    ],
    ids=[
        "publisher-year",
        "apa",
        "mla",
        "chicago",
        "linked-title",
        "publisher-first",
        "publisher-last",
        "bare",
        "words",
        "doi",
        "long-remark",
    ],
)
def test_read_source_tells_what_it_can(text, expected):
    source = read_source(text, set())
    assert (source.title, source.publisher, source.year, source.url) == expected


def test_read_source_keeps_the_whole_entry():
    assert read_source("*Leaf Times*, 2021, page 4", set()) == Reference(
        text="Leaf Times, 2021, page 4",
        key="leaf-times-2021-page",
        title="Leaf Times, 2021, page 4",
        year=2021,
    )


@pytest.mark.parametrize(
    ("text", "taken", "key"),
    [
        ("Dirt Weekly (2020) — Water", set(), "dirt-weekly-2020"),
        ("Dirt Weekly (2020) — Water", {"dirt-weekly-2020"}, "dirt-weekly-2020-2"),
        ("土の本", {"source"}, "source-2"),
        ("1984", set(), "1984-2"),
        ("土", {"source", *(f"source-{n}" for n in range(2, 31))}, "source-31"),
    ],
)
def test_read_source_gives_a_key_of_its_own(text, taken, key):
    assert read_source(text, taken).key == key
