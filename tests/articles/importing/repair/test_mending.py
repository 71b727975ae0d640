import pytest

from articles.importing.document import Repair
from articles.importing.repair import mend

SENTENCE = "“It’s late” — so we’ll call tomorrow… 🌱"


@pytest.mark.parametrize("codec", ["cp1252", "cp1254", "mac_roman", "cp1250", "cp437"])
def test_mend_undoes_a_code_page(codec):
    words = "“It’s time” — good … café"
    broken = words.encode().decode(codec, "replace")

    assert "\ufffd" in broken or mend(broken)[0] == words


def test_mend_notes_a_change_once_with_its_first_line_and_number():
    text, repairs = mend("First\nWe donâ€™t.\nYou donâ€™t.")

    assert text == "First\nWe don’t.\nYou don’t."
    assert repairs == [Repair("mojibake", "â€™", "’", 2, 2)]


def test_mend_keeps_right_text():
    assert mend(SENTENCE) == (SENTENCE, [])
