"""The server's log tells what failed, and not by which reader's link."""

import logging

import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("/kits/confirm/s3cret/", "Gone: /kits/confirm/…/"),
        ("/kits/download/s3cret/", "Gone: /kits/download/…/"),
        ("/kits/file/s3cret/", "Gone: /kits/file/…/"),
        ("/preview/s3cret/comment/", "Method Not Allowed (GET): /preview/…/comment/"),
        ("/kits/file/s3cret%00/", "Not Found: /kits/file/…/"),
        ("/kits/evening/", "Not Found: /kits/evening/"),
    ],
)
def test_code_of_a_reader_is_not_in_the_log(client, caplog, address, told):
    client.get(address)
    assert caplog.messages == [told]


def test_code_that_a_mail_program_posts_wrongly_is_not_in_the_log(client, caplog):
    client.put("/letters/leave/s3cret/")
    assert [record.name for record in caplog.records] == ["django.request"]
    assert "s3cret" not in caplog.text


def test_line_with_named_facts_stays(caplog):
    logging.getLogger("django.request").warning("%(count)s left", {"count": 2})
    assert caplog.messages == ["2 left"]
