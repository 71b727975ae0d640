"""Merchants and product links as files, at the command line."""

import io

import pytest
from django.core.management import CommandError, call_command

from articles.models import AffiliateLink, Merchant
from tests.factories import make_merchant, make_product

pytestmark = pytest.mark.django_db


def run(*arguments):
    """What a command says, and why it failed."""
    out = io.StringIO()
    try:
        call_command(*arguments, stdout=out)
    except CommandError as error:
        return out.getvalue(), str(error)
    return out.getvalue(), ""


def write(folder, text):
    file = folder / "rows.csv"
    file.write_bytes(text.encode())
    return str(file)


def test_export_goes_to_standard_output():
    make_product(slug="cards")
    said, _ = run("export_links", "links")
    head, row, *rest = said.split("\r\n")
    assert (head[:10], row[:6], rest) == ("\ufeffslug,name", "cards,", [""])


def test_exported_file_is_imported_again(tmp_path):
    make_product(slug="cards", notes="One\nTwo")
    file = tmp_path / "links.csv"
    run("export_links", "links", str(file))
    AffiliateLink.objects.update(notes="")
    said, error = run("import_links", "links", str(file))
    assert (said, error) == (
        (
            "Row 2 'cards': changed\n  notes: '' → 'One\\nTwo'\n"
            "0 new, 1 changed, 0 unchanged, 0 error\n"
        ),
        "",
    )
    assert AffiliateLink.objects.get().notes == "One\nTwo"


def test_dry_run_saves_nothing(tmp_path):
    file = write(tmp_path, "name,hosts\nShop,shop.example.com\n")
    said, _ = run("import_links", "merchants", file, "--dry-run")
    assert said.endswith("1 new, 0 changed, 0 unchanged, 0 error\n")
    assert Merchant.objects.count() == 0


@pytest.mark.parametrize("option", [[], ["--dry-run"]], ids=["import", "dry run"])
def test_errors_are_told_and_nothing_saved(tmp_path, option):
    make_merchant(name="Old")
    file = write(tmp_path, "name,hosts\nShop,shop.example.com\nOld,https://x\n")
    said, error = run("import_links", "merchants", file, *option)
    assert said.splitlines()[3:] == [
        "Row 3 'Old': error",
        "  hosts: Give host names only, one a line, such as shop.example.com.",
        "1 new, 0 changed, 0 unchanged, 1 error",
    ]
    assert error == "Nothing was imported: mend the errors first."
    assert Merchant.objects.count() == 1


def test_file_that_is_no_table_is_told(tmp_path):
    file = write(tmp_path, "name\n")
    assert run("import_links", "merchants", file)[1] == f"{file}: It has no row below its head."


@pytest.mark.parametrize("command", ["import_links", "export_links"])
def test_file_that_cannot_be_opened_is_told(tmp_path, command):
    verb = {"import_links": "read", "export_links": "written"}[command]
    file = tmp_path / "nowhere" / "rows.csv"
    error = f"{file} cannot be {verb}: No such file or directory."
    assert run(command, "links", str(file)) == ("", error)
