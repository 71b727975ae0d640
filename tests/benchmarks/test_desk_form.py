"""The form of a long article: how soon it can be written in, how big it is, what typing costs.

Run with `python -m pytest -m benchmark -s tests/benchmarks/test_desk_form.py`.
"""

import statistics
import time

import pytest

from articles.publishing.windows import save_revision
from tests.browser.conftest import (  # noqa: F401 (fixtures)
    MISSING,
    browser,
    chromium,
    live_server,
    requests_under_way,
    standing_rows,
)
from tests.factories import make_article, make_user

pytestmark = [
    pytest.mark.benchmark,
    pytest.mark.skipif(bool(MISSING), reason="Chromium is not installed"),
]

ROUNDS = 5
BODY = "Say what you saw, what you felt, and ask for one thing.\n\n" * 6

MEASURE = """
    const [page] = performance.getEntriesByType("navigation");
    const [ready] = performance.getEntriesByName("desk:ready");
    return {
      server: page.responseEnd - page.requestStart,
      "can be written in": ready.startTime,
      loaded: page.loadEventEnd,
      kilobytes: page.encodedBodySize / 1000,
    };
"""
#: Milliseconds from a key until the browser has drawn what it did.
TYPE = """
    const [done] = arguments;
    const field = document.querySelector("[name=sections-20-body]");
    field.focus();
    const started = performance.now();
    document.execCommand("insertText", false, "x");
    requestAnimationFrame(() => setTimeout(() => done(performance.now() - started)));
"""


@pytest.fixture
def article(standing_rows):  # noqa: F811
    article = make_article(
        sections=[(f"Part {number}", BODY) for number in range(40)],
        faqs=[(f"Why {number}?", BODY) for number in range(30)],
    )
    save_revision(article)
    return article


def test_form_of_forty_sections_and_thirty_questions(browser, article):  # noqa: F811
    browser.sign_in(make_user("editor"))
    rounds = []
    for _ in range(ROUNDS):
        browser.open(f"/admin/articles/article/{article.pk}/change/")
        found = browser.wait(lambda: browser.run(MEASURE))
        keys = [browser.driver.execute_async_script(TYPE) for _ in range(5)]
        rounds.append(found | {"a key": statistics.median(keys)})
        time.sleep(1)
    print()
    for name in rounds[0]:
        values = sorted(row[name] for row in rounds)
        unit = "kB" if name == "kilobytes" else "ms"
        print(f"{name:>18}: median {statistics.median(values):.0f} {unit}, worst {values[-1]:.0f}")
