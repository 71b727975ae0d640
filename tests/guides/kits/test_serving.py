"""Files in whole and in parts (RFC 9110, 14)."""

import pytest
from django.core.files.base import ContentFile
from django.test import RequestFactory

from guides.kits.serving import begins_a_download, send_file

DATA = bytes(range(256)) * 300


def ask(asked=None, method="get"):
    headers = {"Range": asked} if asked else {}
    return getattr(RequestFactory(), method)("/", headers=headers)


def send(asked=None):
    file = ContentFile(DATA, name="a.pdf")
    return send_file(ask(asked), file, name="Ten “questions”.pdf", kind="application/pdf")


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


@pytest.mark.parametrize(
    ("asked", "method", "begins"),
    [
        (None, "get", True),
        ("bytes=0-", "get", True),
        ("bytes=-5", "get", True),
        ("bytes=5-", "get", False),
        (None, "head", False),
    ],
)
def test_download_begins_with_the_first_byte(asked, method, begins):
    assert begins_a_download(ask(asked, method)) is begins
