import io
import json

import pytest
from django.core.management import CommandError, call_command

from tests.factories import make_merchant, make_photo, make_product, publish_article, publish_guide

pytestmark = pytest.mark.django_db

TOO_LONG = "This text has 100,001 bytes; a field holds 100,000. Split it into several sections."


@pytest.fixture
def run(monkeypatch, capsys):
    """Run the command on these bytes: `run(b"*a*")` → (standard output, standard error)."""

    def run(given: bytes, *options: str) -> tuple[str, str]:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(given)))
        call_command("render_markdown", *options)
        return tuple(capsys.readouterr())

    return run


@pytest.fixture
def run_lines(run):
    """Run with `--jsonl` on these texts: → (texts, lines of standard error)."""

    def run_lines(*texts: str) -> tuple[list[str], list[str]]:
        given = "".join(json.dumps(text) + "\n" for text in texts).encode()
        out, err = run(given, "--jsonl")
        return [json.loads(line) for line in out.splitlines()], err.splitlines()

    return run_lines


def test_command_prints_html_of_a_section(run):
    assert run("# Café\n\nSome *words*.".encode()) == (
        '<h3 id="cafe">Café</h3>\n<p>Some <em>words</em>.</p>\n',
        "",
    )


def test_command_prints_nothing_for_nothing(run):
    assert run(b"") == ("", "")


def test_command_looks_up_what_the_text_names(run):
    merchant = make_merchant(hosts="shop.example.com")
    make_product(slug="lamp", merchant=merchant)
    article = publish_article(slug="sleep")
    guide = publish_guide(slug="calm", chapters=[("One", "Words.")])

    out, err = run(b"[a](go:lamp) https://shop.example.com [b](article:sleep#naps) [c](guide:calm)")

    assert err == ""
    assert out == (
        '<p><a href="/go/lamp/" rel="sponsored nofollow">a</a> '
        '<a href="https://shop.example.com" rel="sponsored nofollow">https://shop.example.com</a> '
        f'<a href="{article.get_absolute_url()}#naps">b</a> '
        f'<a href="{guide.get_absolute_url()}">c</a></p>\n'
    )


def test_command_shows_photos_of_the_library(run):
    photo = make_photo(alt="A bench")

    out, err = run(f"![]({photo.file.url})".encode())

    assert f'<img src="{photo.file.url}" alt="A bench" width="1200" height="800"' in out
    assert err == ""


def test_command_reports_problems_a_line_each(run):
    out, err = run(b"[a](go:chair) [b](#) [^c]")

    assert out == "<p>a b [^c]</p>\n"
    assert err.splitlines() == [
        "There is no product of this name: “go:chair”",
        "This link leads nowhere yet: “#”",
        "There is no source of this key: “[^c]”",
    ]


@pytest.mark.parametrize(
    ("given", "html"),
    [
        (b"a \xff\xfe b", "<p>a \ufffd\ufffd b</p>\n"),
        (b"a \xed\xa0\x80 b", "<p>a \ufffd\ufffd\ufffd b</p>\n"),
        (b"a \x00 b", "<p>a \ufffd b</p>\n"),
        (b"\xef\xbb\xbf# a", '<h3 id="a">a</h3>\n'),
        (b"a\r\nb\rc", "<p>a\nb\nc</p>\n"),
    ],
    ids=["no UTF-8", "surrogate in UTF-8", "NUL", "byte order mark", "line ends"],
)
def test_command_reads_any_bytes(given, html, run):
    assert run(given) == (html, "")


def test_command_prints_to_a_stream_in_memory(run, monkeypatch):
    monkeypatch.setattr("sys.stdout", stream := io.StringIO())

    run("é".encode())

    assert stream.getvalue() == "<p>é</p>\n"


def test_command_refuses_what_is_too_large(run):
    with pytest.raises(CommandError) as refusal:
        run(b"a" * 100_001)

    assert (str(refusal.value), refusal.value.returncode) == (TOO_LONG, 1)


def test_lines_are_rendered_in_order(run_lines):
    texts = ["*a*", "", "# b\n\nc", "# b", "é 👩‍👩‍👧 \u2028"]

    assert run_lines(*texts) == (
        [
            "<p><em>a</em></p>\n",
            "",
            '<h3 id="b">b</h3>\n<p>c</p>\n',
            '<h3 id="b">b</h3>\n',
            "<p>é 👩‍👩‍👧</p>\n",
        ],
        [],
    )


def test_lines_are_ascii_on_output(run):
    assert run(b'"\xc3\xa9\\u2028"', "--jsonl") == ('"<p>\\u00e9</p>\\n"\n', "")


def test_problems_name_their_line(run_lines):
    assert run_lines("a", "[b](#)", "c\n\n[d](go:e)") == (
        ["<p>a</p>\n", "<p>b</p>\n", "<p>c</p>\n<p>d</p>\n"],
        [
            "Line 2: This link leads nowhere yet: “#”",
            "Line 3: There is no product of this name: “go:e”",
        ],
    )


def test_refused_text_gives_an_empty_line(run_lines):
    assert run_lines("a" * 100_001, "b", ">" * 50) == (
        ["", "<p>b</p>\n", ""],
        [
            f"Line 1: {TOO_LONG}",
            "Line 3: This text is nested too deeply: lists, quotations or HTML in one another.",
        ],
    )


NO_STRING = {
    "empty": b"",
    "bare": b"a",
    "number": b"1",
    "null": b"null",
    "list": b'["a"]',
    "unclosed": b'"a',
    "two": b'"a" "b"',
    "tab": b'"a\tb"',
    "bytes": b"\xff",
    "NUL": b"\x00",
    "deep": b"[" * 99_999,
}


@pytest.mark.parametrize("line", NO_STRING.values(), ids=NO_STRING)
def test_line_that_is_no_string_gives_an_empty_line(line, run):
    assert run(b'"x"\n' + line + b'\n"y"', "--jsonl") == (
        '"<p>x</p>\\n"\n""\n"<p>y</p>\\n"\n',
        "Line 2: This is not a JSON string.\n",
    )


@pytest.mark.parametrize(
    ("line", "html"),
    [
        (b'"\\ud800 a"', "<p>\ufffd a</p>\n"),
        (b'"\\ud83d\\ude00"', "<p>\U0001f600</p>\n"),
        (b'"\\u0000 a"', "<p>\ufffd a</p>\n"),
        (b'"\xff a"', "<p>\ufffd a</p>\n"),
        (b'"a\\r\\nb"\r', "<p>a\nb</p>\n"),
    ],
    ids=["lone surrogate", "pair", "NUL", "no UTF-8", "line end"],
)
def test_line_of_odd_characters_is_rendered(line, html, run):
    out, err = run(line + b"\n", "--jsonl")

    assert (json.loads(out), err) == (html, "")


def test_lines_know_nothing_of_one_another(run_lines):
    text = "# a\n\nb[^n]\n\n[^n]: c"

    (first, second), _ = run_lines(text, text)

    assert first == second


def test_lines_that_name_nothing_cost_one_query(run_lines, django_assert_num_queries):
    make_merchant(hosts="shop.example.com")

    with django_assert_num_queries(1):
        out, _ = run_lines(*["a https://shop.example.com [b](/c)"] * 50)

    assert len(out) == 50
    assert all('rel="sponsored nofollow"' in html for html in out)
