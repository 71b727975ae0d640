"""Lines that say who wrote an article and when."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.importing.outlining.titles.bylines import (
    Byline,
    read_bare_name,
    read_byline,
    read_credited_name,
    read_date,
)

SPRING = datetime(2024, 3, 3, tzinfo=UTC)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("By Jane Green", Byline("Jane Green")),
        ("By Jane Green, MSc, gardener in Leeds", Byline("Jane Green", "MSc, gardener in Leeds")),
        ("by Jane Green (gardener)", Byline("Jane Green", "gardener")),
        ("Written by Dr. Ana de la Cruz", Byline("Dr. Ana de la Cruz")),
        ("Author: The Slow Garden", Byline("The Slow Garden")),
        ("**By Jane Green**", Byline("Jane Green")),
        ("Von Karin Grün", Byline("Karin Grün")),
        ("Par Hélène Vert", Byline("Hélène Vert")),
        ("Por Juan y Marta Verde", Byline("Juan y Marta Verde")),
        ("作者：王小明", Byline("王小明")),
        ("By Jane Green, March 3, 2024", Byline("Jane Green", at=SPRING)),
        ("By Jane Green on March 3, 2024", Byline("Jane Green", at=SPRING)),
        ("By Jane Green | March 3, 2024 | 5 min read", Byline("Jane Green", at=SPRING)),
        ("Jane Green · 3 March 2024", Byline("Jane Green", at=SPRING)),
        ("Published on March 3, 2024 by Jane Green", Byline("Jane Green", at=SPRING)),
        ("Last updated: 2024-03-03", Byline(at=SPRING)),
        ("March 3, 2024", Byline(at=SPRING)),
        ("7 min read", Byline()),
        ("Reading time: 7 minutes", Byline()),
        ("Lesezeit: 7 Minuten", Byline()),
        ("Medically reviewed by Dr. Ann Green", Byline(is_review=True)),
        ("By Jane Green | Reviewed by Ann Green", Byline("Jane Green", is_review=True)),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_read_byline_reads_what_pages_print(line, expected):
    assert read_byline(line) == expected


@pytest.mark.parametrize(
    "line",
    [
        "By Monday",
        "By the end of May the peas are up.",
        "Por qué crecen los guisantes",
        "Peas and beans",
        "Jane Green",
        "Published with love",
        "By Jane Green on the fence",
        "Peas | March 3, 2024 | and more",
        "Garden | Family",
        "• 春 • 夏",
        "word " * 40,
        "",
    ],
)
def test_read_byline_passes_over_other_lines(line):
    assert read_byline(line) is None


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Jane Green, LMFT, therapist in Leeds", Byline("Jane Green", "LMFT, therapist in Leeds")),
        ("Jane Green, garden writer", Byline("Jane Green", "garden writer")),
        ("Jane Green, Ph.D.", None),
        ("Jane Green, who loves peas", None),
        ("Peas, MSc", None),
        ("Jane Green", None),
        ("sown early, MSc", None),
    ],
)
def test_read_credited_name_wants_a_person_and_a_credential(line, expected):
    assert read_credited_name(line) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Jane Green", Byline("Jane Green")),
        ("Peas", None),
        ("Jane Green, MSc", None),
        ("peas and beans", None),
    ],
)
def test_read_bare_name_wants_two_or_three_words(line, expected):
    assert read_bare_name(line) == expected


@pytest.mark.parametrize(
    "text",
    [
        *("2024-03-03", "2024-03-03T10:00:00Z", "2024/3/3", "2024年3月3日", "March 3, 2024"),
        *("Mar 3rd 2024", "Sunday, March 3, 2024", "3 March 2024", "3. März 2024"),
        *("le 3 mars 2024", "3 de marzo de 2024", "3 Mart 2024", "March 3, 2024 at 10:15 am"),
    ],
)
def test_read_date_reads_days_of_many_kinds(text):
    assert read_date(text) == SPRING


@pytest.mark.parametrize(
    "text", ["", "March 2024", "3/4/2024", "32 March 2024", "3 Peas 2024", "Sow by March 3, 2024"]
)
def test_read_date_leaves_what_is_not_sure(text):
    assert read_date(text) is None


@given(st.text(max_size=120))
def test_bylines_are_read_of_any_line(line):
    read = read_byline(line)
    assert read is None or read.author in line
