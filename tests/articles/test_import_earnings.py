import pytest
from django.core.management import CommandError, call_command

from articles.models import Earning
from tests.articles.earnings.files import csv_file
from tests.factories import make_article, make_merchant, make_network

pytestmark = pytest.mark.django_db

ROWS = ("a1-faq-1,1234.50,2026-11-23,N1", "x,2,2026-11-24,N2", ",1,2026-11-24,N3", "Total,1237.5,,")
TOLD = """\
Line 5 gives a total of 1,237.50 EUR, which is the sum of the rows above it.
Not matched: line 3, 2026-11-24, 2.00 EUR “x”. Its sub-id is not made like ours.
Not matched: line 4, 2026-11-24, 1.00 EUR. It has no sub-id.
1 matched, 2 not matched.
1,237.50 EUR: 1,234.50 matched, 3.00 not matched.
"""


@pytest.fixture
def network():
    network = make_network(name="Awin")
    make_merchant(network=network, sub_id="tid={article}-{placement}")
    make_article(pk=1)
    return network


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "november.csv"
    path.write_bytes(csv_file(*ROWS))
    return path


def test_file_is_imported(network, file, capsys):
    call_command("import_earnings", "awin", str(file))
    assert capsys.readouterr().out == f"{TOLD}Imported 3 rows.\n"
    assert Earning.objects.count() == 3


def test_dry_run_imports_nothing(network, file, capsys):
    call_command("import_earnings", "Awin", str(file), "--dry-run")
    assert capsys.readouterr().out == f"{TOLD}Nothing was imported.\n"
    assert Earning.objects.count() == 0


def test_corrections_are_told(network, file, capsys):
    call_command("import_earnings", "Awin", str(file))
    capsys.readouterr()
    file.write_bytes(csv_file("a1-faq-1,1234.50,2026-11-23,N1", "x,1.5,2026-11-24,N2"))
    call_command("import_earnings", "Awin", str(file), "--dry-run")
    words = "An earlier report counted it otherwise: the difference is a correction."
    assert capsys.readouterr().out == (
        "2 numbers stand in earlier reports too. This network’s reports replace: each sale counts "
        "what this file says of it.\n"
        "Counted before: line 2, 2026-11-23, 1,234.50 EUR “a1-faq-1”. "
        "An earlier report counted it.\n"
        f"Counted before: line 3, 2026-11-24, 2.00 EUR “x”. {words}\n"
        "Correction: line 3, 2026-11-24, -0.50 EUR “x”. "
        "Corrects line 3 of “november.csv”: 2.00 before, 1.50 now.\n"
        "1 correction, 2 counted before.\n"
        "1,236.00 EUR: 0.00 matched, 0.00 not matched, -0.50 corrections, "
        "1,236.50 counted before.\n"
        "Nothing was imported.\n"
    )


def test_line_that_cannot_be_read_is_told(network, file, capsys):
    file.write_bytes(csv_file("a1-faq-1,ten,2026-11-23,N1"))
    with pytest.raises(CommandError, match="Nothing is imported while a line cannot be read"):
        call_command("import_earnings", "Awin", str(file))
    told = capsys.readouterr()
    assert (told.out, told.err) == (
        "No rows.\n",
        "Line 2: “ten” is no amount.\n",
    )


def test_same_file_is_refused(network, file):
    call_command("import_earnings", "Awin", str(file))
    with pytest.raises(CommandError, match="This file was imported on"):
        call_command("import_earnings", "Awin", str(file))


def test_unknown_network_is_told_with_those_there_are(network, file):
    with pytest.raises(CommandError) as error:
        call_command("import_earnings", "Nobody", str(file))
    assert str(error.value) == "No network is called “Nobody”. There are: Awin."


def test_file_that_is_not_there_is_told(network, tmp_path):
    with pytest.raises(CommandError, match=r"cannot be read: No such file or directory"):
        call_command("import_earnings", "Awin", str(tmp_path / "gone.csv"))
