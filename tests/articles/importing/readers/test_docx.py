"""Word files in: made here of literal XML, as Word, LibreOffice and Google Docs write it."""

import io
import zipfile
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.importing.document import Format, Kind, LeftOut, Meta, Source, Unreadable
from articles.importing.readers import docx as reader
from articles.importing.readers.docx import read
from articles.importing.readers.docx.numbering import read_numbering
from articles.importing.readers.docx.symbols import sign_of
from tests.articles.importing.work import growth

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DRAWN = "http://schemas.openxmlformats.org/drawingml/2006"
NAMES = " ".join(
    [
        'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"',
        f'xmlns:r="{OFFICE}"',
        f'xmlns:wp="{DRAWN}/wordprocessingDrawing" xmlns:a="{DRAWN}/main"',
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"',
        'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"',
        'xmlns:v="urn:schemas-microsoft-com:vml"',
    ]
)
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def links(*rows: tuple[str, str, str]) -> str:
    """Relationships by id, kind and target; a target with a scheme is outside of the file."""
    outside = ' TargetMode="External"'
    written = "".join(
        f'<Relationship Id="{key}" Type="{OFFICE}/{kind}" Target="{target}"'
        f"{outside if ':' in target else ''}/>"
        for key, kind, target in rows
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{written}</Relationships>'


def packed(files: dict[str, str | bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for path, content in files.items():
            archive.writestr(path, content)
    return data.getvalue()


def word(body: str, **parts: str | bytes) -> Source:
    """A Word file; parts are named `styles`, `numbering`, …, or `rels` for its links."""
    files: dict[str, str | bytes] = {
        "_rels/.rels": links(("a", "officeDocument", "word/document.xml")),
        "word/document.xml": f"<w:document {NAMES}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": links(*parts.pop("rels", ())),
        "word/media/a.png": b"hi",
    }
    if core := parts.pop("core", ""):
        files["docProps/core.xml"] = (
            f'<c:coreProperties xmlns:c="{PACKAGE}/metadata/core-properties" '
            f'xmlns:d="http://purl.org/dc/elements/1.1/">{core}</c:coreProperties>'
        )
    for name, content in parts.items():
        files[f"word/{name}.xml"] = f"<w:{name} {NAMES}>{content}</w:{name}>"
    return Source("bean.docx", "bean.docx", Format.DOCX, packed(files))


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def line(*runs: str, style: str = "", properties: str = "") -> str:
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{''.join(runs)}</w:p>"


def text(words: str, style: str = "", properties: str = "") -> str:
    return line(run(words), style=style, properties=properties)


def style(key: str, name: str, inner: str = "", kind: str = "paragraph") -> str:
    return f'<w:style w:type="{kind}" w:styleId="{key}"><w:name w:val="{name}"/>{inner}</w:style>'


def item(words: str, level: int | str = 0, number: str = "1") -> str:
    properties = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    return text(words, properties=properties)


def table(*rows: tuple[str, ...]) -> str:
    written = "".join(
        "<w:tr>" + "".join(f"<w:tc>{cell}</w:tc>" for cell in row) + "</w:tr>" for row in rows
    )
    return f"<w:tbl>{written}</w:tbl>"


def drawing(key: str, attribute: str = "embed", alt: str = "A bean") -> str:
    return (
        f'<w:r><w:drawing><wp:inline><wp:docPr descr="{alt}"/>'
        f'<a:blip r:{attribute}="{key}"/></wp:inline></w:drawing></w:r>'
    )


def written(source: Source) -> list[str]:
    return [
        "#" * block.level + " " + block.text if block.kind == Kind.HEADING else block.text
        for block in read(source).blocks
    ]


BASED = '<w:basedOn w:val="h"/>'
STYLES = "".join(
    [
        style("berschrift1", "Kapitel", '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>'),
        style("mine", "My own", '<w:basedOn w:val="berschrift1"/>'),
        style("circle", "Circle", '<w:basedOn w:val="circle"/>'),
        style("r2", "Rubrik 2"),
        style("r9", "heading 9"),
        style("body", "Body", '<w:pPr><w:outlineLvl w:val="9"/></w:pPr>'),
        style("t", "Title"),
        style("u", "Subtitle"),
        style("q", "Quote"),
        style("c", "HTML Preformatted"),
        style("toc", "toc 1"),
        style("lead", "Lead", "<w:rPr><w:b/></w:rPr>"),
        style("s", "Strong", "<w:rPr><w:b/></w:rPr>", kind="character"),
    ]
)


@pytest.mark.parametrize(
    ("paragraph", "block"),
    [
        (text("a", "berschrift1"), "# a"),
        (text("a", "mine"), "# a"),
        (text("a", "r2"), "## a"),
        (text("a", "r9"), "###### a"),
        (text("a", properties='<w:outlineLvl w:val="2"/>'), "### a"),
        (text("a", "body"), "a"),
        (text("a", "circle"), "a"),
        (text("a", "unknown"), "a"),
        (text("a", "q"), "> a"),
        (text("a", "lead"), "**a**"),
        (line(run("a", '<w:rStyle w:val="s"/>'), run("b")), "**a**b"),
        (line(run("a", '<w:rStyle w:val="s"/><w:b w:val="0"/>')), "a"),
        (line(run("a", "<w:i/><w:strike/>"), run("b", '<w:i w:val="false"/>')), "*~~a~~*b"),
        (line(run("a"), run("b", "<w:b/>"), run(" c", "<w:b/>")), "a**b c**"),
        (line(run("Whole", "<w:b/>")), "**Whole**"),
    ],
)
def test_style_says_what_a_paragraph_is(paragraph, block):
    assert written(word(paragraph, styles=STYLES)) == [block]


def test_quotations_and_code_go_on_over_paragraphs():
    body = text("a", "q") + text("b", "q") + text("c") + text("d", "c") + text(" e", "c")
    assert written(word(body, styles=STYLES)) == ["> a\n>\n> b", "c", "```\nd\n e\n```"]


def test_code_without_words_is_none():
    assert written(word(text(" ", "c"), styles=STYLES)) == []


def test_title_and_subtitle_are_said_of_the_document():
    body = text("Beans", "t") + text("How they grow", "u") + text("a", "u") + text("b", "t")
    document = read(word(body, styles=STYLES))
    assert (document.meta.title, document.meta.description) == ("Beans", "How they grow")
    assert [block.text for block in document.blocks] == ["Beans", "a", "b"]
    assert document.words == "Beans\nHow they grow\na\nb"


FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{}</w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>{}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
RELS = (
    ("web", "hyperlink", "https://a.example/?b=1"),
    ("in", "hyperlink", "b.xml"),
    ("pic", "image", "media/a.png"),
    ("far", "image", "https://p.example/a b.png"),
    ("disk", "image", "file:///c:/a.png"),
    ("gone", "image", "media/b.png"),
)


@pytest.mark.parametrize(
    ("inner", "block"),
    [
        (f'<w:hyperlink r:id="web">{run("a")}</w:hyperlink>', "[a](https://a.example/?b=1)"),
        (f'<w:hyperlink r:id="in">{run("a")}</w:hyperlink>', "a"),
        (f'<w:hyperlink r:id="no">{run("a")}</w:hyperlink>', "a"),
        (FIELD.format('HYPERLINK "https://b.example/"', run("a")), "[a](https://b.example/)"),
        (FIELD.format("HYPERLINK https://b.example/ \\o", run("a")), "[a](https://b.example/)"),
        (FIELD.format('HYPERLINK \\l "x"', run("a")), "a"),
        (FIELD.format("PAGE", run("7")), "7"),
        ('<w:r><w:fldChar w:fldCharType="end"/><w:instrText>a</w:instrText></w:r>' + run("b"), "b"),
        (f'<w:fldSimple w:instr="HYPERLINK https://b.example/">{run("a")}</w:fldSimple>',
         "[a](https://b.example/)"),
        (f'<w:fldSimple w:instr="HYPERLINK \\l x">{run("a")}</w:fldSimple>', "a"),
        (f'<w:fldSimple w:instr="AUTHOR">{run("a")}</w:fldSimple>', "a"),
        (f"<w:del>{run('a')}</w:del><w:ins>{run('b')}</w:ins>", "b"),
        (f"<w:moveFrom>{run('a')}</w:moveFrom><w:moveTo>{run('b')}</w:moveTo>", "b"),
        (f"<w:smartTag>{run('a')}</w:smartTag><w:sdt><w:sdtContent>{run('b')}</w:sdtContent></w:sdt>",
         "ab"),
        (('<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:br w:type="page"/><w:cr/>'
         "<w:t>d</w:t><w:noBreakHyphen/></w:r>"), "a b\\\nc\\\nd‑"),
        ("<m:oMathPara><m:oMath><m:r><m:t>x+y</m:t></m:r></m:oMath></m:oMathPara>", "x+y"),
        (("<w:r><w:ruby><w:rt><w:r><w:t>b</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>a</w:t></w:r>"
         "</w:rubyBase></w:ruby></w:r>"), "a"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0E0"/></w:r>', "→"),
        (drawing("pic") + drawing("pic", alt=""), "![A bean](picture:1)![](picture:1)"),
        (drawing("far", "link"), "![A bean](https://p.example/ab.png)"),
        ('<w:r><w:pict><v:shape><v:imagedata r:id="pic"/></v:shape></w:pict></w:r>',
         "![](picture:1)"),
    ],
)  # fmt: skip
def test_what_stands_in_a_paragraph_is_kept(inner, block):
    assert written(word(line(inner), rels=RELS)) == [block]


def test_pictures_come_along_or_are_named():
    document = read(word(line(drawing("pic"), drawing("far", "link")), rels=RELS))
    assert document.pictures == {"picture:1": b"hi"}
    assert document.remote_pictures == ("https://p.example/ab.png",)


@pytest.mark.parametrize("key", ["gone", "disk", "unknown"])
def test_picture_that_is_not_in_the_file_is_doubted(key):
    document = read(word(line(drawing(key), drawing(key)), rels=RELS))
    assert (document.blocks, document.pictures) == ((), {})
    assert document.doubts == ("A picture of it is not in the file.",)


def test_pictures_beyond_the_cap_are_doubted(monkeypatch):
    monkeypatch.setattr(reader.limits, "MAX_PICTURES", 0)
    assert read(word(line(drawing("pic")), rels=RELS)).doubts != ()


def test_deleted_end_of_a_paragraph_joins_two():
    body = text("a ", properties="<w:rPr><w:del/></w:rPr>") + text("b")
    assert written(word(body)) == ["a b"]


def test_hidden_words_contents_and_comments_are_left_out_by_name():
    contents = '<w:docPartObj><w:docPartGallery w:val="{}"/></w:docPartObj>'
    body = (
        line(run("a"), run("b", "<w:vanish/>"))
        + text("c", "toc")
        + f"<w:sdt><w:sdtPr>{contents.format('Table of Contents')}</w:sdtPr>"
        f"<w:sdtContent>{text('d')}</w:sdtContent></w:sdt>"
        + f"<w:sdt><w:sdtPr>{contents.format('Cover')}</w:sdtPr>"
        f"<w:sdtContent>{text('e')}</w:sdtContent></w:sdt>"
    )
    comments = f'<w:comment w:id="0">{text("f")}</w:comment>'
    document = read(word(body, styles=STYLES, comments=comments))
    why = "A table of contents; Candor makes its own."
    assert [block.text for block in document.blocks] == ["a", "e"]
    assert document.left_out == (
        LeftOut("d", why),
        LeftOut("b", "Hidden from readers."),
        LeftOut("c", why),
        LeftOut("f", "A comment on the text.", is_text=False),
    )


def test_text_boxes_follow_their_paragraph_once():
    box = f"<w:txbxContent>{text('b')}{table((text('c'), text('d')))}</w:txbxContent>"
    body = line(
        run("a"),
        f"<w:r><mc:AlternateContent><mc:Choice><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>",
    )
    document = read(word(body + "<mc:AlternateContent/><w:txbxContent/>"))
    assert [block.text for block in document.blocks] == ["a", "b", "| c | d |\n| --- | --- |"]
    assert document.words == "b\nc\nd\na"


def test_text_box_of_old_programs_alone_is_kept():
    fallback = (
        f"<mc:Fallback><w:pict><w:txbxContent>{text('b')}</w:txbxContent></w:pict></mc:Fallback>"
    )
    body = line(f"<w:r><mc:AlternateContent>{fallback}</mc:AlternateContent></w:r>")
    assert (written(word(body)), read(word(body)).words) == (["b"], "b")


NUMBERING = (
    '<w:abstractNum w:abstractNumId="0">'
    '<w:lvl w:ilvl="0"><w:start w:val="2"/><w:numFmt w:val="decimal"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/></w:lvl><w:lvl w:ilvl="2"/>'
    '<w:lvl w:ilvl="3"><w:numFmt w:val="none"/></w:lvl><w:lvl w:ilvl="x"/></w:abstractNum>'
    '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="list"/></w:abstractNum>'
    '<w:abstractNum w:abstractNumId="2"><w:numStyleLink w:val="loop"/></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="2"/></w:num>'
    '<w:num w:numId="4"><w:abstractNumId w:val="9"/></w:num>'
    '<w:num w:numId="5"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="1">'
    '<w:startOverride w:val="7"/><w:lvl w:ilvl="1">'
    '<w:numFmt w:val="decimal"/></w:lvl></w:lvlOverride>'
    '<w:lvlOverride w:ilvl="8"/></w:num>'
)
LISTS = "".join(
    [
        style(
            "list", "List", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>', "numbering"
        ),
        style(
            "loop", "Loop", '<w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr>', "numbering"
        ),
        style("li", "Item", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'),
    ]
)


@pytest.mark.parametrize(
    ("body", "blocks"),
    [
        (item("a") + item("b", 1) + item("c"), ["2. a\n   - b\n3. c"]),
        (item("a") + text("b") + item("c"), ["2. a", "b", "3. c"]),
        (item("a") + item("b", 2) + item("c") + item("d", 2), ["2. a\n   1. b\n3. c\n   1. d"]),
        (item("a", 3) + item("b", 7) + item("c", 0, "77"), ["a", "b", "c"]),
        (item("a", "x", "2"), ["2. a"]),
        (item("a", 0, "3") + item("b", 0, "4"), ["a", "b"]),
        (item("a", 1, "5"), ["7. a"]),
        (text("a", "li"), ["2. a"]),
        (table((item("a"), text("b"))), ["| 2. a | b |\n| --- | --- |"]),
    ],
    ids=["nested", "goes on", "counted", "none", "link", "loop", "override", "style", "cell"],
)
def test_lists_keep_levels_and_numbers(body, blocks):
    assert written(word(body, numbering=NUMBERING, styles=LISTS)) == blocks


def test_file_without_lists_has_none():
    assert read_numbering(None, None).levels == {}
    assert written(word(item("a"), numbering=NUMBERING)) == ["2. a"]


SPAN = '<w:tcPr><w:gridSpan w:val="{}"/></w:tcPr>'


@pytest.mark.parametrize(
    ("body", "blocks"),
    [
        (table((text("a"), text("b")), (text("c"), text("d"))),
         ["| a | b |\n| --- | --- |\n| c | d |"]),
        (table((SPAN.format(2) + text("a"), text("b"))), ["| a | | b |\n| --- | --- | --- |"]),
        (table((SPAN.format("x") + text("a"), text("b"))), ["| a | b |\n| --- | --- |"]),
        (table((text("a"),), (text("b"),)), ["a", "b"]),
        (table((text("a", "r2"), text("b"))), ["## a", "b"]),
        (table((text("a"), table((text("b"), text("c"))))), ["| a | b c |\n| --- | --- |"]),
        (table((text("a"), text("b"))).replace("</w:tbl>", "<w:tr><w:trPr><w:del/></w:trPr>"
         f"<w:tc>{text('c')}</w:tc></w:tr></w:tbl>"), ["| a | b |\n| --- | --- |"]),
        (text("a", "q") + table((text("b", "q"), text("c", "c"))),
         ["> a", "| b | c |\n| --- | --- |"]),
        ("<w:tbl/>", []),
    ],
    ids=["plain", "span", "odd span", "layout", "heading", "nested", "deleted", "quote", "empty"],
)  # fmt: skip
def test_tables_stay_tables_unless_they_set_out_the_page(body, blocks):
    assert written(word(body, styles=STYLES)) == blocks


def test_notes_become_footnotes_in_the_order_of_their_marks():
    note = '<w:footnote w:id="{}">{}</w:footnote>'
    footnotes = (
        '<w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>'
        + note.format(2, line("<w:r><w:footnoteRef/></w:r>", run(" One.")) + text("More."))
        + note.format(3, text("Not cited."))
    )
    endnotes = '<w:endnote w:id="2">' + text("Two.") + "</w:endnote>"
    mark = '<w:r><w:{}Reference w:id="{}"/></w:r>'
    body = line(
        run("a"), mark.format("endnote", 2), mark.format("footnote", 2), run(" b"),
        mark.format("endnote", 2), mark.format("footnote", 9),
    )  # fmt: skip
    source = word(body, footnotes=footnotes, endnotes=endnotes)
    assert written(source) == ["a[^1][^2] b[^1]", "[^1]: Two.", "[^2]: One.\n\n    More."]
    assert read(source).words == "a b\nTwo.\nOne.\nMore."


@pytest.mark.parametrize(
    ("core", "meta", "doubts"),
    [
        (("<d:title>Beans</d:title><d:creator>Ada Green</d:creator><c:keywords>a; b,a</c:keywords>"
         "<d:description>How</d:description>"),
         Meta(title="Beans", author="Ada Green", tags=("a", "b"), description="How"), ()),
        (("<d:title>Microsoft Word - a.doc</d:title><d:creator>Microsoft Office User</d:creator>"
         "<d:subject>What</d:subject>"), Meta(description="What"), ()),
        ("<d:creator>agreen2</d:creator>", Meta(),
         ("The file names agreen2 as its author, which looks like a login.",)),
        ("<d:creator/>", Meta(), ()),
    ],
    ids=["person", "debris", "login", "nothing"],
)  # fmt: skip
def test_properties_are_believed_if_a_person_set_them(core, meta, doubts):
    document = read(word(text("a"), core=core))
    assert (document.meta, document.doubts) == (meta, doubts)


@pytest.mark.parametrize(
    ("inner", "doubt"),
    [
        (
            '<w:r><w:sym w:font="Bookdings" w:char="41"/></w:r>',
            "A sign of a font of its own is lost.",
        ),
        ('<w:altChunk r:id="x"/>', "It holds another document within it, which is not read."),
    ],
)
def test_what_is_lost_is_doubted(inner, doubt):
    assert read(word(line(inner))).doubts == (doubt,)


@pytest.mark.parametrize(
    ("font", "code", "sign"),
    [
        ("Wingdings", "F0FC", "✓"),
        ("symbol", "B7", "•"),
        ("Arial", "2192", "→"),
        ("Wingdings", "F001", ""),
        ("Arial", "D800", ""),
        ("Arial", "x", ""),
    ],
)
def test_sign_of_a_font_is_its_character(font, code, sign):
    assert sign_of(font, code) == sign


STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"


def test_strict_form_is_read_without_a_list_of_parts():
    xml = f'<w:document xmlns:w="{STRICT}"><w:body>{text("a")}</w:body></w:document>'
    source = Source("a", "a", Format.DOCX, packed({"word/document.xml": xml}))
    assert written(source) == ["a"]


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BOMB = '<!DOCTYPE a [<!ENTITY b "c"><!ENTITY d "&b;&b;">]><a>&d;</a>'
DEEP = "<w:sdt><w:sdtContent>" * 200 + "</w:sdtContent></w:sdt>" * 200


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (OLE + b"x" + "EncryptedPackage".encode("utf-16-le"), "is protected by a password"),
        (OLE + b"WordDocument", r"is an old Word file \(\.doc\)"),
        (b"hello", "is not a Word document"),
        (word("").data[:300], "is a damaged ZIP"),
        (
            word("").data.replace(b"<w:body>", b"<w:bodi>"),
            "is a damaged Word document: word/document.xml cannot be unpacked",
        ),
        (
            packed({"a": "b"}),
            r"is a damaged Word document, or none: it holds no text \(word/document\.xml\)",
        ),
        (
            packed({"word/document.xml": "b"}),
            "is a damaged Word document: its part word/document.xml is no XML",
        ),
        (packed({"word/document.xml": "<a/>"}), "is a damaged Word document: it holds no text"),
        (packed({"word/document.xml": BOMB}), "has a DOCTYPE"),
        (word(DEEP).data, "is nested too deeply"),
        (word("<w:p/>" * 80_000).data, "is too long for one article"),
        (word(text("a"), styles=" " * 21_000_000).data, "is larger than 20 MB"),
    ],
    ids=[
        *(
            "password",
            "doc",
            "text",
            "cut",
            "changed",
            "empty",
            "no xml",
            "no body",
            "entities",
            "deep",
        ),
        *("long", "bomb"),
    ],
)
def test_hostile_file_is_refused_by_name(data, message):
    with pytest.raises(Unreadable, match=rf"bean.docx.*{message}"):
        read(Source("bean.docx", "bean.docx", Format.DOCX, data))


def test_text_beyond_an_article_is_refused(monkeypatch):
    monkeypatch.setattr(reader.PageRewriter, "max_text", 3)
    with pytest.raises(Unreadable, match="has more text than an article"):
        read(word(text("word")))


@pytest.mark.parametrize(
    ("write", "count"),
    [
        (lambda count: line('<w:r><w:fldChar w:fldCharType="begin"/></w:r>' * count), 10_000),
        (lambda count: line(run("a") * count), 8_000),
        (
            lambda count: (
                line(f"<w:r><w:pict><w:txbxContent>{text('a')}</w:txbxContent></w:pict></w:r>")
                * count
            ),
            1_000,
        ),
    ],
    ids=["fields", "runs", "boxes"],
)
def test_hostile_file_takes_twice_the_work_for_twice_the_elements(write, count):
    grown = growth(lambda count: read(word(write(count))), count)
    assert grown <= 2.2  # in quadratic time it would be 4


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data):
    with pytest.raises(Unreadable):
        read(Source("a", "a", Format.DOCX, b"PK\x03\x04" + data))


PIECES = (
    "<w:p>|</w:p>|<w:r>|</w:r>|<w:t>a</w:t>|<w:tbl>|</w:tbl>|<w:tr>|</w:tr>|<w:tc>|</w:tc>|<w:pPr/>"
)


@settings(deadline=None)
@given(st.lists(st.sampled_from(PIECES.split("|")), max_size=12))
def test_any_order_of_elements_is_read_or_refused(pieces):
    with suppress(Unreadable):
        assert read(word("".join(pieces))).format == Format.DOCX
