"""How many documents a second are read and held against their texts, and what an export costs.

`pytest -m benchmark -s tests/benchmarks/test_importing_speed.py`
"""

import io
import re
import time
import zipfile
from pathlib import Path
from random import Random

import pytest

from articles.importing.document import Format, Source
from articles.importing.readers import split
from articles.importing.reading import read_source

pytestmark = pytest.mark.benchmark

#: Documents a second of processor time.
TARGET = 20
DOCUMENTS = 40
POSTS, POST = 10_000, 5_000

SENTENCES = (
    "A friend who listens is worth a drawer of letters.",
    "Water the beans before the sun is high, and again when it is gone.",
    "Talk about money while nobody is angry, with a cup of tea between you.",
    "Grandparents remember more than they tell; ask them twice.",
    "Put the seeds in rows, **two fingers** apart, and name each row.",
    "Whoever cooks may choose the music, and whoever washes up may change it.",
    "Write down what you spend for [one month](https://budget.example/month), and look at it once.",
)
QUESTIONS = ("How often do we meet?", "Who waters the beds in July?", "May children vote on it?")


def paragraphs(random: Random, count: int) -> list[str]:
    return [" ".join(random.choices(SENTENCES, k=6)) for _ in range(count)]


def markdown(number: int) -> str:
    """An article of about 9,000 characters: sections, a list, a table, questions, sources."""
    random = Random(number)
    rows = [f"---\ntitle: Neighbours, part {number}\ntags: [garden, family]\n---"]
    for section in range(1, 8):
        rows += [f"## {section}. What we share in month {section}", *paragraphs(random, 3)]
        rows.append("\n".join(f"- {text}" for text in random.sample(SENTENCES, 3)))
    rows.append("| Month | Beds |\n| --- | --- |\n| May | 3 |\n| June | 4 |")
    rows.append("## Frequently asked questions")
    for question in QUESTIONS:
        rows += [f"### {question}", *paragraphs(random, 1)]
    rows.append("## Sources\n\n1. Field, M. (2019). Beds for all. https://beds.example/all")
    return "\n\n".join(rows)


def plain(number: int) -> str:
    """The words alone, as they are copied out of a page."""
    words = re.sub(r"\]\([^)]*\)|^\|.*\n?|^#+ |^- |[*\[]", "", _body(number), flags=re.MULTILINE)
    return f"Neighbours, part {number}\n\n{words}"


def _body(number: int) -> str:
    return markdown(number).split("\n---\n", 1)[1].strip()


def html(number: int) -> str:
    rows = [f"<title>Neighbours, part {number}</title><h1>Neighbours, part {number}</h1>"]
    for block in markdown(number).split("\n\n")[1:]:
        marks, _, words = block.rpartition("# ")
        level = len(marks) + 1
        rows.append(f"<h{level}>{words}</h{level}>" if marks else f"<p>{block}</p>")
    return f"<html><body><article>{''.join(rows)}</article></body></html>"


def docx(number: int) -> bytes:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    lines = (line for line in plain(number).split("\n") if line)
    body = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        )
        archive.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>',
        )
    return buffer.getvalue()


def export(path: Path) -> None:
    """An export of WordPress with as many posts, about 50 MB."""
    words = markdown(1)[: POST - 400]
    with path.open("w", encoding="utf-8") as file:
        file.write(
            '<?xml version="1.0" encoding="UTF-8"?>'
            '<rss xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>Neighbours</title>'
        )
        for number in range(POSTS):
            file.write(
                f"<item><title>Neighbours, part {number}</title>"
                f"<content:encoded><![CDATA[{words}]]></content:encoded>"
                f"<wp:post_id>{number}</wp:post_id><wp:post_name>part-{number}</wp:post_name>"
                "<wp:status>publish</wp:status><wp:post_type>post</wp:post_type></item>\n"
            )
        file.write("</channel></rss>")


def memory() -> int:
    """The most memory this process has held so far, in bytes; Linux counts it in kB."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1_024 for line in lines if line.startswith("VmHWM"))


@pytest.mark.parametrize(
    ("name", "make", "form"),
    [
        ("a.md", markdown, Format.MARKDOWN),
        ("a.html", html, Format.HTML),
        ("a.txt", plain, Format.PLAIN),
        ("a.docx", docx, Format.DOCX),
    ],
    ids=["Markdown", "HTML", "plain text", "Word"],
)
def test_reading_speed(name, make, form):
    made = [make(number) for number in range(DOCUMENTS)]
    files = [text if isinstance(text, bytes) else text.encode() for text in made]

    begin = time.process_time()
    readings = [read_source(source) for data in files for source in split(name, io.BytesIO(data))]
    seconds = time.process_time() - begin

    assert [reading.document.format for reading in readings] == [form] * DOCUMENTS
    size = sum(map(len, files)) // DOCUMENTS
    print(f"\n{name}: {DOCUMENTS / seconds:5.1f} a second of {size:,} bytes, target {TARGET}")


def test_splitting_speed_of_a_large_export(tmp_path):
    path = tmp_path / "export.xml"
    export(path)
    before, begin = memory(), time.process_time()

    with path.open("rb") as file:
        posts = sum(isinstance(found, Source) for found in split("export.xml", file))

    seconds, growth = time.process_time() - begin, memory() - before
    assert posts == POSTS
    print(f"\n{path.stat().st_size / 1e6:.0f} MB, {posts:,} posts: {seconds:.1f} s to split")
    print(f"{growth / 1e6:.0f} MB more memory at most")
