"""Scripts are found in a page however it is read, and pages without them pass."""

import zipfile

import pytest

from guides.kits.inspecting import markup_program
from guides.kits.inspecting.markup_program import has_script, look

XHTML = '<html xmlns="http://www.w3.org/1999/xhtml"><body>%s</body></html>'


def archive(tmp_path, *pages):
    path = tmp_path / "kit.zip"
    with zipfile.ZipFile(path, "w") as target:
        for name, content in pages:
            target.writestr(name, content)
    return path


@pytest.mark.parametrize(
    "page",
    [
        '<img src="https://example.org/a.png" alt="javascript: the book"/>',
        "<p>&lt;script&gt; onclick=</p>",
        "<p>once = <br>twice",
        "",
    ],
)
def test_page_without_scripts_passes(page):
    assert has_script((XHTML % page).encode()) is False


@pytest.mark.parametrize(
    "page",
    [
        "<script>x</script>",
        "<SCRIPT SRC=x>",
        '<svg:script xmlns:svg="http://www.w3.org/2000/svg"/>',
        '<p onclick="x">a</p>',
        "<p>a<br><img src=x onerror=x>",
        '<a href="java&#10;script:x">a</a>',
        '<a href=" JavaScript:x">a</a>',
        '<animate values="a;javascript:x"/>',
        '<meta http-equiv="refresh" content="0;url=javascript:x"/>',
        '<iframe srcdoc="a"/>',
        "<style><![CDATA[</style><script>x</script>]]></style>",
    ],
)
def test_script_is_found(page):
    assert has_script((XHTML % page).encode()) is True
    assert has_script((XHTML % page).encode("utf-16")) is True


def test_script_that_stands_in_an_entity_is_found():
    page = '<!DOCTYPE a [<!ENTITY b "&#60;script/>">]><a>&b;</a>'
    assert has_script(page.encode()) is True


def test_page_is_known_by_its_beginning_and_named(tmp_path):
    pages = ("a.txt", "words <script>"), ("b", "\n " + XHTML % "<script/>")
    assert look(archive(tmp_path, pages[0])) == ""
    assert look(archive(tmp_path, *pages)) == (
        "'b' holds scripts. Take them out, or make it a PDF."
    )


def test_pages_are_read_up_to_a_size_and_a_total(tmp_path, monkeypatch):
    path = archive(tmp_path, ("a.html", f"<p>{'a' * 97}"), ("b.html", f"<p>{'b' * 97}"))
    monkeypatch.setattr(markup_program, "MAX_PAGE", 100)
    monkeypatch.setattr(markup_program, "MAX_PAGES", 200)
    assert look(path) == ""
    monkeypatch.setattr(markup_program, "MAX_PAGES", 199)
    assert look(path) == "'b.html' is too long to be looked through. Split it."
    monkeypatch.setattr(markup_program, "MAX_PAGE", 99)
    assert look(path) == "'a.html' is too long to be looked through. Split it."
