"""The whole site as files, at the command line."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from articles.models import Article
from tests.articles.exporting.sites import clear_site
from tests.factories import make_article, make_photo, make_user


def run(*arguments):
    """What a command says, and why it failed."""
    out = io.StringIO()
    try:
        call_command(*arguments, stdout=out)
    except CommandError as error:
        return out.getvalue(), str(error)
    return out.getvalue(), ""


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["site", "site.zip"])
def test_site_leaves_and_comes_back(tmp_path, name):
    make_article(slug="tea", owner=make_user(username="mara"), kind="page")
    path = str(tmp_path / name)
    assert run("export_site", path) == (f"29 files in {path}.\n", "")
    clear_site()
    assert run("import_site", path) == (
        (
            "1 articles.publication\n1 articles.article\n1 articles.section\n"
            "Accounts made, which nobody can sign in with: mara\n"
        ),
        "",
    )
    assert Article.objects.get().owner.username == "mara"


@pytest.mark.django_db
def test_export_site_tells_of_photos_that_were_lost(tmp_path):
    photo, name = make_photo(), make_photo().file.name
    photo.file.storage.delete(name)
    said, _ = run("export_site", str(tmp_path / "site"))
    assert said.splitlines()[1:] == [f"Photos whose file is not in the storage: {name}"]


@pytest.mark.django_db
def test_import_site_without_people_says_nothing_of_accounts(tmp_path):
    path = str(tmp_path / "site")
    run("export_site", path)
    assert run("import_site", path) == ("1 articles.publication\n", "")


@pytest.mark.django_db
def test_import_site_that_is_refused_says_why(tmp_path):
    path = str(tmp_path / "nothing")
    message = f"Nothing was imported. There is no {path}."
    assert run("import_site", path) == ("", message)


@pytest.mark.django_db
def test_export_site_that_is_refused_says_why(tmp_path):
    (tmp_path / "letter").write_text("Dear you")
    message = f"{tmp_path} holds other files. Name a new or an empty folder."
    assert run("export_site", str(tmp_path)) == ("", message)


@pytest.mark.django_db
def test_export_site_to_where_nothing_can_be_written_says_why(tmp_path):
    path = str(tmp_path / ("x" * 300))
    assert run("export_site", path) == ("", f"{path} cannot be written: File name too long.")


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_export_site_leaves_no_transaction_open(tmp_path):
    make_article(slug="tea", kind="page")
    run("export_site", str(tmp_path / "site"))
    assert connection.in_atomic_block is False
    with connection.cursor() as cursor:
        cursor.execute("BEGIN")
        cursor.execute("ROLLBACK")
    assert (tmp_path / "site" / "pages" / "tea.md").is_file()
