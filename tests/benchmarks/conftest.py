"""Two generated sites, a small one and a large one, each with a process that answers for it.

`ARTICLES=100000` gives the number of the large one, 10,000 otherwise; a hundred thousand need
some ten minutes and 6 GB to be made. Both are gone when the benchmarks are done.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
SMALL, LARGE = 100, int(os.environ.get("ARTICLES", "10000"))
#: So many rounds of questions, of so many at least; the first round warms up.
ROUNDS, LEAST = 3, 20
ANSWER = "from tests.benchmarks.asking import answer; answer()"

#: A verb of `asking`, and what it is about.
Question = tuple[str, Any]
#: The questions by name that are put to a site of so many articles.
Questions = Callable[[int], Mapping[str, Sequence[Question]]]


@dataclass(frozen=True)
class Cost:
    """Milliseconds until an answer, those of them at the processor, queries, and its size."""

    wall: float
    cpu: float
    queries: int
    size: int


class Site:
    """A site of `number` generated articles in a folder of its own, which answers questions."""

    def __init__(self, number: int, folder: str) -> None:
        self.number = number
        own = {"DATABASE_URL", "DJANGO_SETTINGS_MODULE", "SITE_URL"}
        self._environment = {name: text for name, text in os.environ.items() if name not in own}
        self._environment["VAR_DIR"] = folder
        self._answering: Any = None

    def make(self) -> None:
        for command in (
            ["migrate", "--verbosity=0"],
            ["collectstatic", "--no-input", "--verbosity=0"],
            ["generate_articles", str(self.number)],
        ):
            with self._manage(*command) as process:
                process.communicate()
            assert process.returncode == 0

    @contextmanager
    def serving(self) -> Iterator[None]:
        with self._manage("shell", "--no-imports", "--command", ANSWER) as self._answering:
            yield
            self._answering.stdin.close()

    def ask(self, verb: str, about: Any = None) -> Cost:
        print(json.dumps([verb, about]), file=self._answering.stdin, flush=True)
        return Cost(*json.loads(self._answering.stdout.readline()))

    def _manage(self, *command: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "manage.py", *command],
            cwd=ROOT,
            env=self._environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )


@pytest.fixture(scope="session")
def sites() -> Iterator[list[Site]]:
    """The small site and the large one."""
    began = time.monotonic()
    made = []
    with ExitStack() as stack:
        for number in (SMALL, LARGE):
            folder = tempfile.TemporaryDirectory(prefix="candor-benchmark-")
            made.append(Site(number, stack.enter_context(folder)))
            made[-1].make()
            stack.enter_context(made[-1].serving())
        print(f"\n{LARGE:,} articles and {SMALL} were made in {time.monotonic() - began:.0f} s.")
        yield made


def compare(sites: Sequence[Site], questions: Questions) -> None:
    """Put all questions to both sites in turns, and print what they cost."""
    numbers = [f"{site.number:,}" for site in reversed(sites)]
    print(f"\n{'ms':24}{'':>12}{numbers[0]:>8}{'':14}{numbers[1]:>8}{'':6}ratio of the medians")
    columns = [*("median", "p95", "CPU") * 2, "all", "CPU", "size", "queries"]
    print(" " * 24 + "".join(f"{column:>9}" for column in columns))
    few, many = (questions(site.number) for site in sites)
    for name in many:
        before, after = _measure(sites, (few[name], many[name]))
        ratios = "".join(_spell_ratio(before, after, column) for column in ("wall", "cpu", "size"))
        queries = max(cost.queries for cost in after)
        print(f"{name:24}{_spell(after)}{_spell(before)}{ratios}{queries:9}")


def _measure(
    sites: Sequence[Site], asked: Sequence[Sequence[Question]]
) -> tuple[list[Cost], list[Cost]]:
    """What the questions cost each site, which take turns: both see the same of other work."""
    found: tuple[list[Cost], list[Cost]] = ([], [])
    for number in range(ROUNDS):
        for place in range(max(LEAST, *map(len, asked))):
            for site, questions, costs in zip(sites, asked, found, strict=True):
                cost = site.ask(*questions[place % len(questions)])
                if number > 0:
                    costs.append(cost)
    return found


def _spell(costs: Sequence[Cost]) -> str:
    times = sorted(cost.wall for cost in costs)
    late = times[int(len(times) * 0.95)]
    return f"{median(times):9.1f}{late:9.1f}{median(cost.cpu for cost in costs):9.1f}"


def _spell_ratio(before: Sequence[Cost], after: Sequence[Cost], column: str) -> str:
    few, many = (median(getattr(cost, column) for cost in costs) for costs in (before, after))
    return f"{many / few:9.2f}" if few else f"{'':9}"
