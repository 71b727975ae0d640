"""Texts of about 100 kB made to be slow: each repeats what some parser is known to choke on."""

from collections.abc import Callable
from itertools import accumulate, count, cycle, takewhile

SIZE = 99_000

#: 100 kB as people write them; what the benchmark compares with.
PROSE = ("Rest *well*, eat [enough](https://example.org/a), and see a friend.\n\n" * 2000)[:SIZE]


def fill(unit: str, *, before: str = "", after: str = "") -> str:
    """`unit` repeated until the field is nearly full (in bytes)."""
    room = SIZE - len((before + after).encode())
    return before + unit * (room // len(unit.encode())) + after


def each(make: Callable[[int], str]) -> str:
    """`make(0)`, `make(1)` … until the field is nearly full."""
    sizes = accumulate(len(make(number).encode()) for number in count())
    return "".join(make(number) for number, _ in enumerate(takewhile(lambda n: n < SIZE, sizes)))


def deepening(mark: str) -> str:
    """One line a level, each a level deeper, until the field is nearly full."""
    lengths = takewhile(lambda n: n * n * len(mark) / 2 < SIZE, count(1))
    return "\n".join(mark * n + "x" for n in lengths)


def table(columns: int, rows: int, cell: str = "x") -> str:
    head = "|" + "h|" * columns + "\n|" + "-|" * columns + "\n"
    return head + ("|" + f"{cell}|" * columns + "\n") * rows


FORMATTING = ("b", "i", "u", "s", "em", "tt", "big", "code", "font", "small", "strong")

HOSTILE: dict[str, str] = {
    # Inline marks
    "question marks": fill("?", after="x"),
    "opening brackets": fill("["),
    "opening brackets, nearly too many": "[" * 3_990,
    "opening brackets after text": "a[" * 3_990,
    "bracket pairs": "[]" * 3_990,
    "nested bracket pairs": "[" * 3_990 + "]" * 3_990,
    "image openings": "![" * 3_990,
    "nested images": "![" * 1_990 + "](a)" * 1_990,
    "link openings": "[a](" * 3_990,
    "link openings with angle": "[a](<b" * 3_990,
    "link openings with title": "[a](b 'c" * 3_990,
    "link destinations of parentheses": "[a](" + "(" * 90_000,
    "nested links": "[" * 1_990 + "](b)" * 1_990,
    "reference pairs": "[x][y]" * 1_990,
    "defined reference pairs": "[x]: /y\n\n" + "[x][x]" * 1_990,
    "undefined citations": "[^k]" * 3_990,
    "star openings": fill("*a "),
    "star openings, nearly too many": "*a " * 19_900,
    "stars both ways": "*a_ " * 9_950,
    "double and single stars": "**a*b" * 6_600,
    "star pairs": "*a*" * 9_950,
    "nested emphasis": "*a **b " * 6_000,
    "stars of growing length": each(lambda n: "*" * (n % 190) + "a "),
    "emphasis in emphasis": "*a " * 4_900 + "b*" * 4_900,
    "strong in emphasis": "*a **b " * 1_600 + "c** d*" * 1_600,
    "one run of stars": "*" * 19_900,
    "one run of underscores": "a" + "_" * 19_900 + "b",
    "tildes": "~~a" * 9_900,
    "tilde pairs": "~~a~~ " * 4_900,
    "backticks of growing length": each(lambda n: "`" * (n % 190) + "a")[:90_000],
    "backticks of growing length, nearly too many": "".join("e" + "`" * n for n in range(198)),
    "single backticks": "`a" * 19_900,
    "backticks and newlines": "`\n" * 3_900,
    "escaped characters": "\\*" * 9_900,
    "backslashes": "\\" * 19_900,
    "hard breaks": "a\\\n" * 3_990,
    "hard breaks of spaces": "a    \n" * 3_990,
    "spaces in a line": "a" + " " * 90_000 + "b",
    "spaces before newlines": (" " * 24 + "\n") * 3_900,
    "entities": fill("&amp;"),
    "entities, nearly too many": "&amp;" * 19_800,
    "ampersands": "&" * 19_900,
    "numeric entities": "&#0;&#x110000;" * 6_000,
    "unknown entities": "&aaaaaaaaaa" * 8_900,
    # Raw HTML
    "less-than signs": fill("<"),
    "less-than signs, nearly too many": "<" * 19_900,
    "less-than signs and letters": "<a " * 19_900,
    "unfinished attributes": "<a b='" * 16_000,
    "unfinished attribute list": "<a" + " b" * 48_000,
    "unfinished comments": "a <!-- " * 9_900,
    "unfinished declarations": "a <!A " * 9_900,
    "unfinished instructions": "a <?x " * 9_900,
    "unfinished CDATA": "a <![CDATA[ " * 8_200,
    "comments": "<!-- a --> " * 4_900,
    "open div": "<div>" * 9_900,
    "open div, line by line": "<div>\n" * 3_990,
    "open div, then paragraphs": "<div>" * 8_000 + "<p>a" * 1_900,
    "open div, then closed": "<div>" * 4_950 + "</div>" * 4_950,
    "open span": "a" + "<span>b" * 9_900,
    "open bold": "a" + "<b>" * 9_900,
    "open bold and text": "a" + "<b>c " * 9_900,
    "open bold, numbered, then paragraphs": "a"
    + "".join(f"<b id={n}>" for n in range(5_000))
    + "<p>x" * 4_900,
    "open bold, numbered, then Markdown paragraphs": "a"
    + "".join(f"<b id={n}>" for n in range(3_500))
    + "\n\nx" * 1_900,
    "open bold, numbered, quoted": "a"
    + "".join(f"<b id='>{n}' t=\"\n\">" for n in range(2_500))
    + "\n\nx" * 700,
    "open formatting of all kinds": "a"
    + "".join(f"<{name} x={n}>" for n, name in zip(range(4_900), cycle(FORMATTING)))
    + "<p>x" * 4_900,
    "open formatting in paragraphs": "a"
    + "".join(f"<p><{name}>" for _, name in zip(range(4_900), cycle(FORMATTING))),
    "open formatting in Markdown paragraphs": "\n\n".join(
        f"a<{name}>" for _, name in zip(range(1_900), cycle(FORMATTING))
    ),
    "unfinished formatting in a block": "<div\n" + "<b " * 19_800,
    "misnested formatting": "a" + "<b><i><p></b></i>" * 1_900,
    "misnested links": "a" + "<a href=/b><p>" * 4_900,
    "links in table cells": "a" + "<table><td><a href=/b>" * 3_200,
    "closing tags of nothing": "a" + "</p>" * 9_900,
    "closing tags in deep div": "a" + "<div>" * 4_000 + "</b>" * 5_900,
    "nested tables": "<table><tr><td>" * 3_300,
    "text in nested tables": "<table>x" * 9_900,
    "nested lists of HTML": "<ul><li>" * 4_900,
    "nested headings": "a" + "<h2><b>" * 4_900,
    "nested blocks of HTML": '<div data-block="note">' * 4_300,
    "nested blocks of HTML, closed": '<div data-block="note">x' * 2_900 + "</div>" * 2_900,
    "many attributes": "<a" + "".join(f" a{n}=1" for n in range(12_000)) + ">x</a>",
    "long attribute": '<a href="' + "a" * 95_000 + '">x</a>',
    "empty links": '<a href="">x</a>' * 4_900,
    "ids": "a" + '<a id="fn-1">x</a>' * 4_900,
    "selects and templates": "a" + "<select><template>" * 4_900,
    "foreign content": "a" + "<svg><math><desc>" * 3_300,
    "unclosed script": "<script>" + "a</scrip" * 12_000,
    # Blocks
    "quotation marks": fill("> "),
    "quotation marks, nearly too many": "> " * 19_900,
    "quotations, line by line": "> a\n" * 3_990,
    "quotations, deeper and deeper": deepening(">"),
    "nested quotations, line by line": (">" * 4 + "a\n") * 3_990,
    "lazy quotations": "> > > > a\n" + "b\n" * 3_980,
    "nested lists": "".join("  " * n + "- a\n" for n in range(310)),
    "nested lists in a line": "- " * 49_000,
    "nested numbers in a line": "1. " * 33_000,
    "lists, line by line": "- a\n" * 3_990,
    "lists of empty items": "-\n" * 3_990,
    "lists and quotations": "- > " * 19_900,
    "lists, ten deep": "".join("  " * (n % 10) + "- a\n" for n in range(3_900)),
    "lists, nine deep in every line": ("- " * 9 + "a\n") * 3_990,
    "numbers, nine deep in every line": ("1. " * 9 + "a\n") * 3_500,
    "lists to the limit": ("- " * 9 + "a\n") * 1_100,
    "quotations in lists": ("- > - > - > a\n" * 3_900)[:SIZE],
    "headings": "# a\n" * 3_990,
    "headings, all different": "".join(f"# a{n}\n" for n in range(3_990)),
    "headings of every level": "".join("#" * (n % 6 + 1) + " a\n" for n in range(3_990)),
    "underlined headings": "a\n=\n" * 1_990,
    "long underlined heading": "a\n" * 3_900 + "===",
    "rules": "***\n" * 3_990,
    "fences": "```\n" * 3_990,
    "unclosed fences in lists": "- ```\n" * 3_990,
    "indented code": "    a\n\n" * 1_990,
    "reference definitions": "".join(f"[{n}]: /x\n" for n in range(3_990)),
    "reference definitions, unfinished": "[a]: /b '" + "c\n" * 3_980,
    "reference definitions, unclosed titles": "[a]: /b 'c\n" * 3_900,
    "reference definitions with long labels": f"[{'a' * 990}]: /x\n" * 95,
    "footnote definitions": "".join(f"[^{n}]: a\n" for n in range(3_990)),
    "footnotes": "".join(f"[^{n}]" for n in range(1_900))
    + "\n\n"
    + "".join(f"[^{n}]: a\n\n" for n in range(1_900)),
    "one footnote, named often": "[^a]" * 3_900 + "\n\n[^a]: b",
    "footnote labels, unclosed": "[^a]: b\n\n" + "[^" * 3_900,
    "footnotes that name themselves": "[^a]\n\n" + "[^a]: [^a]\n" * 1_900,
    "nested footnote definitions": "[^a]" + "\n\n" + "[^a]: " * 3_900,
    # Our own
    "callouts": "::: note\n" * 3_990,
    "callouts, closed": "::: note\na\n:::\n" * 1_330,
    "callouts, nested": "".join(":" * n + " note\n" for n in range(400, 3, -1)),
    "callouts, all of one line end": "::: note\n\n" * 1_990,
    "unknown blocks": "::: x\n" * 3_990,
    "product cards, nearly too many": "::: offer lamp\n:::\n" * 990,
    "callouts, nearly too many": "::: note a\n\nb\n:::\n" * 990,
    "product cards": "::: offer lamp\n:::\n" * 1_990,
    "product cards, unclosed": "::: offer lamp\n" * 3_990,
    "one run of colons": ":" * 98_000,
    "products": "[a](go:lamp)" * 3_990,
    "articles": "[a](article:sleep)" * 3_990,
    "bare addresses": "http://a " * 11_000,
    "bare addresses, line by line": "http://a.example/b\n" * 3_990,
    "long bare address": "http://" + "a" * 98_000,
    "long bare address of dots": "http://" + "a." * 49_000,
    "long bare address of parentheses": "http://a.b/" + "(" * 98_000,
    "long bare address of slashes": "http://" + "/" * 98_000,
    "bare addresses, nearly too many": "http://a.b " * 3_990,
    "protocol-relative addresses": "//a.b " * 16_000,
    "protocol-relative addresses, nearly too many": "//a.b " * 3_990,
    "schemes alone": "a" * 50_000 + " http:// " * 3_990,
    "schemes and letters": "a" * 50_000 + "a://" * 3_990,
    "long host": "[a](http://" + "a." * 48_000 + "example)",
    "bare addresses, joined": "http://" * 14_000,
    "colons and slashes": "://" * 33_000,
    "letters, colons and slashes": "a" * 60_000 + "://" * 12_000,
    "mail addresses": "a@b.example " * 8_000,
    "mailto": "mailto:a@b.example " * 5_000,
    "at signs": "a@" * 49_000,
    "autolinks": "<http://a.example>" * 5_000,
    "unclosed autolinks": "<http://a.example" * 5_800,
    "images": "![a](/b.png)\n\n" * 1_990,
    "images, nearly too many": "![a](/b.png)\n\n" * 990,
    "images in a paragraph, nearly too many": "![a](/b.png)" * 990,
    "images in a paragraph": "![a](/b.png)" * 3_990,
    "foreign images": "![a](https://b.example/c.png)" * 3_400,
    "images under their other name": "a" + '<image src="/b">' * 6_000,
    "images of HTML": "a" + '<img src="/b">' * 7_000,
    # Tables
    "pipes": fill("|"),
    "pipes, nearly too many": "|" * 19_900,
    "tall table": table(2, 3_990),
    "wide table": table(4_900, 1),
    "square table": table(68, 140),
    "table of missing cells": "|" + "a|" * 250 + "\n|" + "-|" * 250 + "\n" + "|a\n" * 3_900,
    "tables": "|a|\n|-|\n\n" * 1_330,
    "table rows, nearly too many": table(9, 1_200),
    "table of missing cells, nearly too many": "|a" * 90 + "\n" + "|-" * 90 + "\n" + "a\n" * 125,
    "table rules and spaces": "a|b\n-|-\n" * 1_990 + " " * 80_000 + "x",
    "table rules, apart, and spaces": "a|b\n-|-\n\n" * 1_300 + " " * 80_000 + "x",
    "spaces and bars": "\n".join([" " * 400 + "|" * 80 + "x"] * 200),
    "table rules": "|a|\n" + "|-|\n" * 3_900,
    "table of emphasis": table(4, 900, "*a*"),
    "table of links": table(4, 900, "[a](b)"),
    # Characters
    "one word": "a" * SIZE,
    "one long line": fill("word "),
    "newlines": "\n" * 3_990,
    "paragraphs": "a\n\n" * 1_990,
    "lines": "a\n" * 3_990,
    "tabs": "\t" * SIZE,
    "list of tabs": "-\t" * 49_000,
    "carriage returns": "a\r" * 3_990,
    "NUL": "\0" * SIZE,
    "combining characters": fill("\u0301", before="a"),
    "private-use characters": fill("\ue000"),
    "right-to-left marks": fill("\u202e\u200f"),
    "zero-width characters": fill("\u200b\ufeff"),
    "emoji": fill("👩‍👩‍👧"),
    "lone surrogates": "\ud800" * (SIZE // 3),
    "Unicode spaces": fill("\u2003*a"),
    "Unicode punctuation": fill("“*”"),
    "line separators": fill("\u2028"),
    "apostrophes": "'" * SIZE,
    "quotation marks of ASCII": '"' * SIZE,
}
