"""What Obsidian and other notebooks add to Markdown, and kramdown's attributes."""

import re

from articles.importing.readers.markdown.components import link
from articles.importing.readers.markdown.draft import Draft
from articles.rendering.blocks import block_names

LINK = re.compile(
    r"(?P<embed>!?)\[\[(?P<target>[^\[\]|\n]{1,300})(?:\\?\|(?P<words>[^\[\]\n]{0,300}))?\]\]"
)
PICTURE = re.compile(r".+\.(?:png|jpe?g|gif|webp|avif|svg|bmp|heic)\Z", re.IGNORECASE)
MARKED = re.compile(r"(?<!=)==(?![=\s])(?P<words>[^=\n]{1,500}?)(?<!\s)==(?!=)")
BLOCK_ID = re.compile(r"[ \t]\^[a-z0-9-]{1,40}[ \t]*$", re.MULTILINE)

#: kramdown's `{: .lead}`, pandoc's `{#id .class}`, and those behind a link.
ATTRIBUTES = re.compile(
    r"\{:[^{}\n]{0,500}\}|(?<=[)\]*`\x03])\{[ \t]*[\w:.#-]+[ \t]*=[^{}\n]{0,500}\}"
    r"|(?P<heading>^[ \t]{0,3}#{1,6}[ \t][^\n{}]*)\{[#.][^{}\n]{0,300}\}[ \t]*$"
    r"|(?<=[)\]])\{[#.][^{}\n]{0,300}\}",
    re.MULTILINE,
)
#: Docusaurus' `:::tip`, and `!!! note "Title"` and `??? question "Title"` of MkDocs.
ADMONITION = re.compile(
    r"^:::[ \t]*(?P<kind>[a-z]+)(?:\[(?P<label>[^\]\n]*)\]|[ \t]+(?P<title>[^\n]+))?[ \t]*\n"
    r"(?P<inner>(?:(?!:::)[^\n]*\n){0,300}):::[ \t]*$",
    re.MULTILINE,
)
INDENTED = re.compile(
    r"^(?P<mark>!!!|\?\?\?)\+?[ \t]+(?P<kind>[a-z]+)[ \t]*(?:\"(?P<title>[^\"\n]*)\")?[ \t]*\n"
    r"(?P<inner>(?:(?: {4}|\t)[^\n]*(?:\n|\Z)|[ \t]*\n(?= {4}|\t))+)",
    re.MULTILINE,
)
NOTES = "Links between notes, of which only the words are kept: "
SHOWN = 5


def take_wiki_marks(draft: Draft) -> None:
    """Write links between notes as words, pictures as images, marked words as HTML has them."""
    if "[[" in draft.text:
        notes: list[str] = []
        draft.substitute(LINK, lambda match: _link(match, notes))
        if notes:
            names = ", ".join(dict.fromkeys(notes[:SHOWN]))
            draft.doubts.append(NOTES + names + (" …" if len(notes) > SHOWN else "."))
    if "==" in draft.text:
        draft.substitute(MARKED, lambda match: f"<mark>{match['words']}</mark>")
    if "^" in draft.text:
        draft.substitute(BLOCK_ID, lambda match: "")
    if ":::" in draft.text:
        draft.substitute(ADMONITION, _admonition)
    if "!!!" in draft.text or "???" in draft.text:
        draft.substitute(INDENTED, _indented)
    if "{" in draft.text:
        draft.substitute(ATTRIBUTES, lambda match: match["heading"] or "")


def _admonition(match: re.Match[str]) -> str | None:
    """A block that Candor does not have as the callout of a notebook."""
    if match["kind"] in block_names():
        return None
    title = match["label"] or match["title"] or ""
    return _quote(f"[!{match['kind']}] {title}", match["inner"])


def _indented(match: re.Match[str]) -> str:
    fold = "-" if match["mark"] == "???" else ""
    inner = re.sub(r"^(?: {4}|\t)", "", match["inner"], flags=re.MULTILINE)
    return _quote(f"[!{match['kind']}]{fold} {match['title'] or ''}", inner) + "\n"


def _quote(first: str, inner: str) -> str:
    lines = [first, *inner.rstrip("\n").split("\n")]
    return "\n".join(f"> {line}".rstrip() for line in lines)


def _link(match: re.Match[str], notes: list[str]) -> str:
    target, words = match["target"].strip(), (match["words"] or "").strip()
    if match["embed"] and PICTURE.match(target):
        size = re.fullmatch(r"\d+(?:x\d+)?", words)
        return link("" if size else words, target, mark="!")
    notes.append(target)
    return words or re.sub(r"#\^?", " > ", target).strip(" >")
