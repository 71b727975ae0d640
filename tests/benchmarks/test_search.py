"""How long a search takes on a large site, beside the same on a small one.

`pytest -m benchmark -s tests/benchmarks/test_search.py`; see `conftest.py` for the number.
"""

import random

import pytest

from articles.generating import SEED, Language
from tests.benchmarks.conftest import Question, compare

pytestmark = pytest.mark.benchmark


def questions(number: int) -> dict[str, list[Question]]:
    words = Language(random.Random(SEED)).words
    long = [word for word in words[300:400] if len(word) > 5]
    return {
        "common words": [("find", word) for word in words[:40]],
        "rare words": [("find", word) for word in words[20_000:20_040]],
        "no hit": [("find", f"xq{word}zk") for word in words[:40]],
        "mistyped": [("find", word[:2] + word[3:]) for word in long[:40]],
        "two common": [("find", f"{words[i]} {words[i + 40]}") for i in range(40)],
        "sentences": [("find", " ".join(words[i : i + 9])) for i in range(40)],
        "suggestions": [("suggest", word[:3]) for word in words[:40]],
    }


def test_search_on_a_large_site_beside_a_small_one(sites):
    compare(sites, questions)
