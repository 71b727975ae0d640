"""What becomes of quoted passages as their pages answer, day after day."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from articles.health.addresses import hash_of, take_stock
from articles.health.checking import check, check_all, due
from articles.health.quotes import GONE, MAX_PAGE, ONCE
from articles.models import CheckedAddress, CheckedQuote
from tests.articles.health.web import respond, says, sends
from tests.factories import publish_article

pytestmark = pytest.mark.django_db

PAGE = "http://paper.test/study"
PASSAGE = "Men who talk […] sleep better."
START = datetime(2026, 3, 1, 9, tzinfo=UTC)
TEXT = "<p>What the study says of the men who took part in it, and of others.</p>" * 9
HAS = says(body=f"{TEXT}<p>Men who <b>talk</b> every day sleep\nbetter</p>".encode())
LACKS = says(body=f"{TEXT}<p>Men who talk sleep</p>".encode())
WALL = says(403)
WAITS = (
    "Not found in the beginning of the page; the rest was not read",
    "The page shows hardly any text without its scripts",
    "Found in the page's scripts only, not in its text",
    "The page is no text that is read here, such as a PDF",
    "The page itself did not come: The server refuses programs, or everybody (403)",
)


def make_quote(text=PASSAGE, url=PAGE, **fields):
    address, _ = CheckedAddress.objects.get_or_create(url=url, url_hash=hash_of(url))
    return address.quotes.create(text=text, text_hash=hash_of(text), **fields)


def live_through(internet, *answers):
    """Check a source at (hours, site) after the start; returns the passage as it then stands."""
    quote = make_quote()
    for hours, site in answers:
        internet.sites["paper.test"] = site
        with time_machine.travel(START + timedelta(hours=hours), tick=False):
            check(CheckedAddress.objects.get(), web=internet.web())
    quote.refresh_from_db()
    return quote


@pytest.mark.parametrize(
    ("answers", "verdict", "reason", "since", "failed"),
    [
        ([(0, HAS)], "found", "", 0, None),
        ([(0, LACKS)], "inconclusive", ONCE, 0, 0),
        ([(0, LACKS), (22, LACKS)], "inconclusive", ONCE, 0, 0),
        ([(0, LACKS), (24, LACKS)], "gone", GONE, 24, 0),
        ([(0, LACKS), (12, WALL), (24, LACKS)], "gone", GONE, 24, 0),
        ([(0, LACKS), (12, HAS), (24, LACKS)], "inconclusive", ONCE, 24, 24),
        ([(0, LACKS), (24, LACKS), (48, HAS)], "found", "", 48, None),
        ([(0, LACKS), (24, LACKS), (48, WALL)], "inconclusive", WAITS[4], 48, 0),
        ([(0, HAS), (24, HAS)], "found", "", 0, None),
    ],
)
def test_verdict_follows_answers(internet, answers, verdict, reason, since, failed):
    quote = live_through(internet, *answers)
    assert (quote.verdict, quote.reason) == (verdict, reason)
    assert quote.since == START + timedelta(hours=since)
    assert quote.failed_at == (None if failed is None else START + timedelta(hours=failed))
    assert quote.checked_at == START + timedelta(hours=answers[-1][0])


UNCLEAR = {
    "cut off": (sends(respond(200, TEXT.encode(), Content_Length="9999")), WAITS[0]),
    "longer than is read": (says(body=TEXT.encode() + b" " * MAX_PAGE), WAITS[0]),
    "scripts": (says(body=b"<div id=root></div><script src=app.js></script>"), WAITS[1]),
    "in a script": (says(body=f"{TEXT}<script>{PASSAGE}</script>".encode()), WAITS[2]),
    "PDF": (says(body=b"%PDF-1.7", Content_Type="application/pdf"), WAITS[3]),
    "picture": (says(body=b"GIF", Content_Type="image/gif"), WAITS[3]),
    "wall": (WALL, WAITS[4]),
}  # fmt: skip


@pytest.mark.parametrize(("site", "reason"), UNCLEAR.values(), ids=UNCLEAR)
def test_what_cannot_be_told_is_never_gone(internet, site, reason):
    quote = live_through(internet, (0, site), (24, site))
    assert (quote.verdict, quote.reason, quote.failed_at) == ("inconclusive", reason, None)


def test_passage_is_found_beyond_what_tells_a_wall(internet):
    body = TEXT.encode() * 200 + b"<p>Men who talk, and listen, sleep better.</p>"
    assert len(body) > 64_000
    quote = live_through(internet, (0, says(body=body)))
    assert quote.verdict == "found"
    assert [request.method for request in internet.requests] == ["GET"]


def test_each_passage_has_a_verdict_of_its_own(internet):
    internet.sites["paper.test"] = HAS
    make_quote("not there"), make_quote(), make_quote("…")
    check(CheckedAddress.objects.get(), web=internet.web())
    assert list(CheckedQuote.objects.values_list("verdict", "reason")) == [
        ("inconclusive", ONCE),
        ("found", ""),
        ("inconclusive", "The passage has no words to look for"),
    ]


def test_check_with_passages_costs_three_queries(internet, django_assert_num_queries):
    internet.sites["paper.test"] = HAS
    for number in range(5):
        make_quote(f"passage {number}")
    address = CheckedAddress.objects.get()
    with django_assert_num_queries(3):
        check(address, web=internet.web())


def test_round_looks_for_passages(internet, django_assert_num_queries):
    internet.sites["paper.test"] = HAS
    publish_article(references=[{"key": "a", "title": "A study", "url": PAGE, "quote": PASSAGE}])
    take_stock()
    # Taking stock with a passage, what is to be checked and quoted, and four in a transaction.
    with django_assert_num_queries(12 + 2 + (4 + 2)):
        list(check_all(web=internet.web()))
    assert CheckedQuote.objects.values_list("verdict").get() == ("found",)


def test_new_passage_is_looked_for_at_once_and_a_missed_one_daily():
    def make(number, hours, **fields):
        quote = make_quote(url=f"http://{number}.test/", **fields)
        then = START - timedelta(hours=hours)
        rows = CheckedAddress.objects.filter(pk=quote.address_id)
        rows.update(verdict="ok", checked_at=START - timedelta(hours=hours))
        return then

    day = START - timedelta(days=1)
    make(1, 24)
    make(2, 24, verdict="inconclusive", failed_at=day, checked_at=day)
    make(3, 24, verdict="found", checked_at=day)
    make(4, 24, verdict="inconclusive", checked_at=day)
    assert sorted(due(START).values_list("url", flat=True)) == ["http://1.test/", "http://2.test/"]


def quoting(quote, **fields):
    reference = {"key": "a", "title": "A study", "url": f"{PAGE}#top", "quote": quote}
    return publish_article(references=[reference], **fields)


def test_stock_is_taken_of_what_live_pages_quote():
    first, second = quoting("One"), quoting("One")
    quoting("")
    take_stock()
    take_stock()
    quote = CheckedQuote.objects.get()
    codes = [f"a{row.article_id}" for row in (first, second)]
    assert (quote.address.url, quote.text, quote.places) == (PAGE, "One", codes)


def test_passage_that_nobody_quotes_is_forgotten():
    article = quoting("One").article
    take_stock()
    CheckedQuote.objects.update(verdict="gone")
    article.references.update(quote="Two")
    publish_article(article)
    take_stock()
    assert list(CheckedQuote.objects.values_list("text", "verdict")) == [("Two", "unchecked")]


def test_what_was_found_of_a_passage_is_kept():
    quoting("One")
    take_stock()
    CheckedQuote.objects.update(verdict="gone", reason=GONE)
    quoting("One")
    take_stock()
    quote = CheckedQuote.objects.get()
    assert (quote.verdict, quote.reason, len(quote.places)) == ("gone", GONE, 2)
