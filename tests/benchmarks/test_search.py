"""How long a search takes on a large site, beside the same on a small one.

`pytest -m benchmark -s tests/benchmarks/test_search.py`; `ARTICLES=100000` for the number of the
large site (10,000 otherwise; a hundred thousand need some ten minutes and 6 GB to be made).
"""

import os
import random
import statistics
import subprocess
import sys
import time
from pathlib import Path

import pytest

from articles.generating import SEED, Language

ROOT = Path(__file__).parents[2]
SMALL, LARGE = 100, int(os.environ.get("ARTICLES", "10000"))
ROUNDS = 3
#: Asks everything given on a line each, and prints how many milliseconds it took.
ASK = """
import os, sys, time, django
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
django.setup()
from articles.search.finding import find, suggest
for line in sys.stdin:
    verb, _, text = line.strip().partition(" ")
    began = time.perf_counter()
    {"find": find, "suggest": suggest}[verb](text)
    print((time.perf_counter() - began) * 1000)
"""

pytestmark = pytest.mark.benchmark


def questions() -> dict[str, list[str]]:
    words = Language(random.Random(SEED)).words
    return {
        "common words": [f"find {word}" for word in words[:40]],
        "rare words": [f"find {word}" for word in words[20_000:20_040]],
        "no hit": [f"find xq{word}zk" for word in words[:40]],
        "mistyped": [f"find {word[:2]}{word[3:]}" for word in words[300:400] if len(word) > 5][:40],
        "two common": [f"find {words[i]} {words[i + 40]}" for i in range(40)],
        "sentences": [f"find {' '.join(words[i : i + 9])}" for i in range(40)],
        "suggestions": [f"suggest {word[:3]}" for word in words[:40]],
    }


def run(folder: Path, *command: str, given: str = "") -> str:
    own = {"DATABASE_URL", "DJANGO_SETTINGS_MODULE"}
    environment = {name: value for name, value in os.environ.items() if name not in own}
    environment["VAR_DIR"] = str(folder)
    python = [sys.executable, *command]
    done = subprocess.run(
        python, cwd=ROOT, env=environment, input=given, capture_output=True, text=True, check=True
    )
    return done.stdout


def measure(folder: Path, number: int) -> dict[str, list[float]]:
    run(folder, "manage.py", "migrate", "--verbosity=0")
    run(folder, "manage.py", "generate_articles", str(number))
    found: dict[str, list[float]] = {}
    for name, asked in questions().items():
        lines = "\n".join(asked * ROUNDS)
        times = [float(line) for line in run(folder, "-c", ASK, given=lines).split()]
        found[name] = sorted(times[len(asked) :])  # the first round warms up
    return found


def test_search_on_a_large_site_beside_a_small_one(tmp_path):
    began = time.monotonic()
    small, large = (measure(tmp_path / str(number), number) for number in (SMALL, LARGE))
    print(
        f"\n{LARGE:,} articles beside {SMALL} (made and asked in {time.monotonic() - began:.0f} s)"
    )
    for name, times in large.items():
        before = small[name]
        print(
            f"{name:13} median {statistics.median(times):6.1f} ms, "
            f"p95 {times[int(len(times) * 0.95)]:6.1f} ms; with {SMALL}: "
            f"{statistics.median(before):5.1f} and {before[int(len(before) * 0.95)]:5.1f} ms"
        )
