"""How much work a reader does, told in calls: they are the same on any machine."""

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any


def count_calls(run: Callable[[], object]) -> int:
    """How many functions of Python and of C are called while `run` runs."""
    count = 0

    def note(_frame: FrameType, event: str, _function: Any) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        run()
    finally:
        sys.setprofile(before)
    return count


def growth(run: Callable[[int], object], size: int) -> float:
    """How many times the calls for half the size those for the whole size are."""
    half = count_calls(lambda: run(size // 2))
    return count_calls(lambda: run(size)) / half
