"""Files in whole and in parts (RFC 9110, 14)."""

from datetime import UTC, datetime

import pytest
from django.core.files.base import ContentFile
from django.test import RequestFactory

from guides.kits.serving import begins_a_download, send_file

NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)
DATA = bytes(range(256)) * 300


FILE = ContentFile(DATA, name="a.pdf")
LINK = "code"


def ask(asked=None, method="get", address="192.0.2.7", **headers):
    headers |= {"Range": asked} if asked else {}
    return getattr(RequestFactory(), method)("/", headers=headers, REMOTE_ADDR=address)


def send(asked=None, method="get", name="a.pdf", **headers):
    file = ContentFile(DATA, name=name)
    request = ask(asked, method, **headers)
    return send_file(request, file, name="Ten “questions”.pdf", kind="application/pdf")


def begun(*asked, **who):
    """Which of these begin a download, one after the other."""
    return [begins_a_download(ask(part, **who), FILE, LINK) for part in asked]


def test_whole_file_is_sent_as_an_attachment():
    response = send()
    assert response.status_code == 200
    assert b"".join(response.streaming_content) == DATA
    assert (response["Content-Length"], response["Accept-Ranges"]) == (str(len(DATA)), "bytes")
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == (
        "attachment; filename*=utf-8''Ten%20%E2%80%9Cquestions%E2%80%9D.pdf"
    )


@pytest.mark.parametrize(
    ("asked", "start", "end"),
    [
        ("bytes=0-0", 0, 1),
        ("bytes=10-", 10, len(DATA)),
        ("bytes=70000-999999999", 70_000, len(DATA)),
        ("bytes=-300", len(DATA) - 300, len(DATA)),
        ("bytes=-999999999", 0, len(DATA)),
        ("bytes=5-70004", 5, 70_005),
    ],
)
def test_part_is_sent(asked, start, end):
    response = send(asked)
    assert response.status_code == 206
    assert b"".join(response.streaming_content) == DATA[start:end]
    assert response["Content-Range"] == f"bytes {start}-{end - 1}/{len(DATA)}"
    assert response["Content-Length"] == str(end - start)


@pytest.mark.parametrize("asked", ["bytes=76800-", "bytes=5-4", "bytes=-", "bytes=-0"])
def test_part_beyond_the_file_is_refused(asked):
    response = send(asked)
    assert (response.status_code, response["Content-Range"]) == (416, f"bytes */{len(DATA)}")


@pytest.mark.parametrize("asked", ["bytes=0-1,5-6", "lines=1-2", "bytes=a-b", "bytes=1" * 999])
def test_what_is_no_single_part_is_answered_with_the_whole(asked):
    response = send(asked)
    assert (response.status_code, b"".join(response.streaming_content)) == (200, DATA)


def test_head_is_told_of_the_whole():
    response = send("bytes=0-3", "head")
    assert (response.status_code, response["Content-Length"]) == (200, str(len(DATA)))
    assert "Content-Range" not in response


def test_part_of_another_file_than_was_begun_is_the_whole():
    tag = send()["ETag"]
    assert tag == send("bytes=5-")["ETag"] != send(name="b.pdf")["ETag"]
    found = [send("bytes=5-", **{"If-Range": said}).status_code for said in (tag, '"other"', "")]
    assert found == [206, 200, 200]


# What counts


def test_whole_file_begins_a_download_each_time():
    assert begun(None, None) == [True, True]


@pytest.mark.parametrize("asked", ["bytes=0-", "bytes=00-", "bytes=1-", "bytes=-5", "bytes=0-0,1-"])
def test_first_part_begins_a_download_wherever_it_starts(asked):
    assert begun(asked) == [True]


def test_parts_that_follow_belong_to_it_until_they_are_the_whole_file():
    half = len(DATA) // 2
    parts = ["bytes=0-", f"bytes={half}-", f"bytes=0-{half - 1}", "bytes=5-5", "bytes=6-6"]
    assert begun(*parts) == [True, False, False, True, False]


def test_parts_of_somebody_else_or_of_another_link_do_not_belong_to_it():
    begun(None)
    assert begun("bytes=5-", address="192.0.2.8") == [True]
    assert begins_a_download(ask("bytes=5-"), FILE, "other")
    assert not begins_a_download(ask("bytes=5-"), FILE, LINK)


def test_download_goes_on_for_an_hour(time_machine):
    time_machine.move_to(NOON, tick=False)
    begun(None)
    time_machine.shift(3_599)
    assert begun("bytes=9-9") == [False]
    time_machine.shift(3_600)
    assert begun("bytes=9-9") == [True]


@pytest.mark.parametrize(("asked", "method"), [(None, "head"), ("bytes=99999999-", "get")])
def test_nothing_begins_where_nothing_is_sent(asked, method):
    assert begun(asked, method=method) == [False]
