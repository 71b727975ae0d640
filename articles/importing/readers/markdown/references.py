"""Links by reference, written out: an article is cut into sections, each a text of its own."""

import re

from articles.importing.readers.markdown.components import link
from articles.importing.readers.markdown.draft import Draft

DEFINITION = re.compile(
    r"^ {0,3}\[(?P<label>[^\]\[\n^][^\]\[\n]{0,200})\]:[ \t]*(?:<(?P<angle>[^<>\n]*)>|(?P<url>\S+))"
    r"(?:[ \t]+(?:\"[^\"\n]*\"|'[^'\n]*'|\([^()\n]*\)))?[ \t]*$",
    re.MULTILINE,
)
IMAGE = re.compile(r"!\[(?P<text>[^\[\]]{0,1000})\](?:\[(?P<label>[^\[\]\n]{0,200})\])?(?![(:])")
LINK = re.compile(
    r"(?<![\\!\]])\[(?P<text>(?:[^\[\]!]|!\[[^\[\]]{0,1000}\]\([^()\n]{0,2000}\)|!(?!\[)){1,2000})\]"
    r"(?:\[(?P<label>[^\[\]\n]{0,200})\])?(?![(:])"
)
UNUSED = "An address that no link refers to."


def inline_references(draft: Draft) -> None:
    """Write `[text][label]` as `[text](address)`."""
    addresses: dict[str, str] = {}
    for found in DEFINITION.finditer(draft.text):
        addresses.setdefault(_name(found["label"]), found["angle"] or found["url"] or "")
    if not addresses:
        return
    used: set[str] = set()

    def replace(match: re.Match[str], mark: str) -> str | None:
        label = _name(match["label"] or match["text"])
        if label not in addresses:
            return None
        used.add(label)
        return link(match["text"], addresses[label], mark=mark)

    draft.substitute(IMAGE, lambda match: replace(match, "!"))
    draft.substitute(LINK, lambda match: replace(match, ""))
    draft.substitute(DEFINITION, lambda match: _definition(draft, match, used))


def _definition(draft: Draft, match: re.Match[str], used: set[str]) -> str:
    if _name(match["label"]) not in used:
        draft.leave_out(match[0], UNUSED)
    return ""


def _name(label: str) -> str:
    return " ".join(label.split()).casefold()
