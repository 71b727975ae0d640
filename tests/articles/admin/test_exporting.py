"""The whole site as one file, from the desk."""

import io
import zipfile

import pytest

from tests.articles.exporting.sites import files_of
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner_client(client):
    client.force_login(make_user("editor", is_superuser=True))
    return client


def test_archive_holds_the_site(owner_client, time_machine):
    time_machine.move_to("2026-11-28 12:00", tick=False)
    make_article(slug="tea", introduction="Boil the water.")
    response = owner_client.post("/admin/export/archive/")
    data = b"".join(response.streaming_content)
    assert response["Content-Disposition"] == 'attachment; filename="site-2026-11-28.zip"'
    assert "\nBoil the water.\n" in files_of(data)["articles/tea.md"]
    assert zipfile.ZipFile(io.BytesIO(data)).testzip() is None


def test_archive_that_fails_is_not_sent(owner_client, monkeypatch):
    def fail(target):
        raise OSError("The disk is full.")

    monkeypatch.setattr("articles.admin.exporting.export_site", fail)
    with pytest.raises(OSError, match="The disk is full"):
        owner_client.post("/admin/export/archive/")


def test_archive_is_not_made_by_following_a_link(owner_client):
    assert owner_client.get("/admin/export/archive/").status_code == 405


def test_desk_leads_an_owner_to_the_export(owner_client):
    page = owner_client.get("/admin/").content.decode()
    assert '<a href="/admin/export/">Export</a>' in page


def test_desk_leads_an_editor_to_no_export(editor_client):
    assert "/admin/export/" not in editor_client.get("/admin/").content.decode()


def test_page_says_what_is_in_it_and_has_the_button(owner_client):
    page = owner_client.get("/admin/export/").content.decode()
    assert '<form method="post" action="/admin/export/archive/">' in page
