"""What the worst texts we know cost, beside plain prose of the same length.

`pytest -m benchmark -s tests/benchmarks/test_rendering_speed.py`
"""

import time

import pytest

from articles.rendering.library import Page
from articles.rendering.limits import TextTooLarge
from articles.rendering.markdown import render
from articles.rendering.memo import Memo
from tests.articles.rendering.hostile import HOSTILE, PROSE

pytestmark = pytest.mark.benchmark


def measure(text: str) -> tuple[float, str]:
    """Seconds of processor time, and what came of it."""
    begin = time.process_time()
    try:
        result = f"{len(render(text, Page())):,} characters"
    except TextTooLarge as refusal:
        result = f"refused: {refusal}"
    return time.process_time() - begin, result


def test_rendering_speed_of_hostile_texts():
    render(PROSE, Page())
    prose = min(measure(PROSE)[0] for _ in range(3))

    rows = sorted(((*measure(text), name) for name, text in HOSTILE.items()), reverse=True)

    print(f"\n{prose:6.3f} s   1.0  plain prose of {len(PROSE):,} characters")
    for seconds, result, name in rows:
        print(f"{seconds:6.3f} s {seconds / prose:5.1f}  {name}: {result}")


def test_rendering_speed_of_a_page_of_which_one_text_changed():
    texts = [f"{PROSE[:2_000]}\n\nText {number}." for number in range(70)]
    memo = Memo()

    def measure_page(changed: str) -> float:
        page, begin = Page(), time.process_time()
        for text in [*texts, changed]:
            memo.render(text, page)
        return time.process_time() - begin

    first = measure_page("As it was.")
    again = min(measure_page(f"Changed {number} times.") for number in range(5))

    print(f"\n{first:6.3f} s a page of 70 texts, {again:6.4f} s again with one changed")
    print(f"ratio {again / first:.4f}")
