"""The key file of IndexNow."""

import pytest

KEY = "0123456789abcdef"


def test_key_file_holds_the_key_without_a_query(client, site):
    response = client.get(f"/{KEY}.txt")
    assert (response.status_code, response.text) == (200, KEY)
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response["Cache-Control"] == "public, max-age=86400"


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["another-key", KEY.upper(), KEY[:-1], f"{KEY}0"])
def test_no_other_name_is_found(client, site, name):
    assert client.get(f"/{name}.txt").status_code == 404


@pytest.mark.django_db
def test_there_is_no_key_file_without_a_key(client, site):
    site.INDEXNOW_KEY = ""
    assert [client.get(f"/{name}.txt").status_code for name in (KEY, "-")] == [404, 404]


@pytest.mark.django_db
def test_other_files_of_text_stay(client, site):
    assert [client.get(f"/{name}.txt").status_code for name in ("robots", "llms")] == [200, 200]


def test_key_file_is_only_read(client, site):
    assert client.post(f"/{KEY}.txt").status_code == 405
