"""manage.py check_links: what it says, and how it ends."""

from contextlib import closing
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from articles.health.addresses import take_stock
from articles.models import CheckedAddress, CheckedQuote
from tests.articles.health.web import FakeWeb, says
from tests.factories import make_product, publish_article

pytestmark = pytest.mark.django_db

# Behind the fence, so that nobody is asked.
URL = "http://127.0.0.2/lamp"


def run(*arguments, **options):
    out = StringIO()
    call_command("check_links", *arguments, stdout=out, **options)
    return out.getvalue().splitlines()


def test_command_says_how_links_stand():
    make_product(destination=URL)
    assert run() == ["1 checked. 0 work, 0 broken, 1 cannot be told, 0 not checked yet."]
    assert run() == ["0 checked. 0 work, 0 broken, 1 cannot be told, 0 not checked yet."]


def test_all_are_checked_when_asked():
    make_product(destination=URL)
    run()
    assert run("--all")[0].startswith("1 checked.")


def test_limit_leaves_the_rest():
    make_product(destination=URL)
    make_product(destination=f"{URL}s")
    assert run("--limit", "1") == [
        "1 checked. 0 work, 0 broken, 1 cannot be told, 1 not checked yet."
    ]


def test_limit_that_cannot_be_is_refused():
    with pytest.raises(CommandError, match="from 1 on"):
        run("--limit", "0")


@pytest.fixture
def gone():
    """An internet without the shop, whose page was not found a day ago either."""
    make_product(destination="http://shop.test/lamp")
    take_stock()
    CheckedAddress.objects.update(failed_at=timezone.now() - timedelta(days=1))
    with closing(FakeWeb()) as internet:
        yield internet.web()


def test_command_names_what_is_newly_broken(gone):
    summary = "0 work, 1 broken, 0 cannot be told, 0 not checked yet."
    assert run(web=gone) == [
        "Broken: http://shop.test/lamp (There is no such host: shop.test)",
        f"1 checked. {summary}",
    ]
    assert run("--all", web=gone) == [f"1 checked. {summary}"]


def test_command_fails_for_what_is_broken_only_when_asked(gone):
    run(web=gone)
    with pytest.raises(CommandError, match="There are broken links") as caught:
        run("--fail", web=gone)
    assert caught.value.returncode == 1


def test_command_that_finds_nothing_broken_does_not_fail():
    assert run("--fail")[0].startswith("0 checked.")


def test_command_names_and_counts_passages_that_are_gone():
    source = {"key": "a", "title": "A study", "url": "http://paper.test/", "quote": "Sleep " * 20}
    publish_article(references=[source])
    text = b"<p>Of sleep nothing is said any more, and of much else a great deal.</p>" * 9
    with closing(FakeWeb()) as internet:
        internet.sites["paper.test"] = says(body=text)
        run(web=internet.web())
        CheckedQuote.objects.update(failed_at=timezone.now() - timedelta(days=2))
        said = run("--all", web=internet.web())
        with pytest.raises(CommandError, match="quoted passages that are gone") as caught:
            run("--fail", web=internet.web())
    words = f"{('Sleep ' * 20)[:79]}…"
    working = "1 work, 0 broken, 0 cannot be told, 0 not checked yet."
    quoted = "0 found, 1 gone, 0 cannot be told, 0 not looked for yet."
    assert said == [
        f"Quoted passage gone: http://paper.test/ (“{words}”)",
        f"1 checked. {working} Quoted passages: {quoted}",
    ]
    assert caught.value.returncode == 1
