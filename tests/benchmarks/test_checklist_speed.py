"""What the checklist costs besides rendering: for a long article, and for the worst texts we know.

`pytest -m benchmark -s tests/benchmarks/test_checklist_speed.py`
"""

import time

import pytest

from articles.checklist.blocks import blocks_of
from articles.checklist.checking import check
from articles.publishing.pages import render_article
from tests.articles.checklist.looking import write
from tests.articles.rendering.hostile import HOSTILE, fill

pytestmark = [pytest.mark.benchmark, pytest.mark.django_db]

WORSE = {
    "digits": fill("1"),
    "a word twice": fill("the "),
    "capitals": fill("AAA "),
    "placeholders in a quotation": fill("XXX ", before="“"),
    "empty links": fill("[here](x) "),
    "headings that leap": fill("#### a\n"),
    "claims": fill("88% of men. "),
    "half a claim": fill("according to "),
    "rates of nothing": fill("tea rate of a b c d of a b "),
    "studies of nobody": fill("study of a b c 1,200 a b "),
    "people who are no more": fill("men a b c 40% "),
    "numbers in numbers": fill("nine in "),
    "fractions": fill("one-third of all "),
    "words without spaces": fill("of men-"),
    "placeholders twice": fill("[[**name**]] "),
    "research of everything": fill("research from a b c d e f g h "),
    "words that call for help": fill("kill myself "),
    "marks of programs": fill("http://a.b/?utm_source=openai "),
}
PARAGRAPH = "We put the *kettle* on, and [sat down](https://a.test/) by it for a while. " * 6


def measure(text: str) -> tuple[float, float]:
    """Seconds of processor time: with a text that nobody read before, and again."""
    content = write(text)
    render_article(content)
    blocks_of.cache_clear()
    marks = []
    for run in (check, check, render_article):
        begin = time.process_time()
        run(content)
        marks.append(time.process_time() - begin)
    return marks[0] - marks[2], marks[1] - marks[2]


def test_the_speed_of_the_checklist():
    long = f"{PARAGRAPH}\n\n" * 57
    print(f"\n{len(long.split()):,} words: {[round(row * 1000) for row in measure(long)]} ms")

    rows = sorted(
        ((*measure(text), name) for name, text in (HOSTILE | WORSE).items()), reverse=True
    )

    for first, again, name in rows:
        print(f"{first:6.3f} s, {again:6.3f} s again: {name}")
