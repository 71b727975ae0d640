"""Feeds, sitemaps and dates that are none."""

from datetime import UTC, datetime

import pytest
from django.utils.datastructures import CaseInsensitiveMapping

from config.auditing.answers import Answer, quote, squash, text_of
from config.auditing.reading import moment, moment_of_mail, read_feed, read_sitemap


def answer(kind, body):
    return Answer("/x", 200, CaseInsensitiveMapping({"Content-Type": kind}), body)


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/rss+xml", b"<rss"),
        ("application/atom+xml", b""),
        ("application/feed+json", b"{"),
        ("application/feed+json", b"[]"),
        ("application/feed+json", b'{"items": ["x"]}'),
    ],
)
def test_feed_that_cannot_be_read_has_no_entries(kind, body):
    assert read_feed(answer(kind, body)) == []


def test_sitemap_that_cannot_be_read_has_no_addresses():
    assert list(read_sitemap(answer("application/xml", b"<"))) == []


@pytest.mark.parametrize("text", ["", "2026-03-03", "2026-03-03T10:00:00", "soon", None])
def test_date_without_a_zone_is_none(text):
    assert moment(text) is None


def test_date_is_read_to_the_second_whatever_its_zone():
    at = datetime(2026, 3, 3, 9, tzinfo=UTC)

    assert moment("2026-03-03T10:00:00.7+01:00") == at
    assert moment_of_mail("Tue, 03 Mar 2026 10:00:00 +0100") == at
    assert moment_of_mail("soon") is None
    assert moment_of_mail("Tue, 03 Mar 2026 10:00:00 -0000") is None


def test_evidence_is_one_line_and_short():
    assert quote("a\n b") == "“a b”"
    assert quote("x" * 90) == f"“{'x' * 79}…”"


def test_words_are_compared_without_what_stands_between_them():
    assert squash("One – two, “three”!") == "onetwothree"
    assert text_of(None) == ""


def test_address_that_is_none_has_no_view():
    assert Answer("mail:letter").view == ""
