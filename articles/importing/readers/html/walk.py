"""The walk over the tree of a page: what pastes have, with pictures, toggles and embeds."""

import re
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from urllib.parse import urljoin

from selectolax.lexbor import LexborNode

from articles.editing.pasting.nodes import Attributes, read_attributes
from articles.editing.pasting.rewriter import RENAMED, Rewriter
from articles.editing.pasting.runs import Look, Run, clean_address, markdown_of, picture, quote
from articles.editing.pasting.writer import Open
from articles.importing.document import LeftOut
from articles.importing.pictures import is_tracker

MAX_TEXT = 5_000_000  # characters
MAX_PARTS = 60_000
MAX_LOOKS = 150
MAX_EMBED = 2_000

#: Where pages that load pictures late keep the address until then.
LATE = ("data-src", "data-lazy-src", "data-original", "data-orig-file", "data-full-url")
NAMED = re.compile(rf"(</?){RENAMED}")
SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
#: Elements that hold code: what is in them is not for people.
CODE = frozenset({
    "canvas", "head", "input", "link", "meta", "noscript", "script", "style", "svg", "template",
    "title",
})  # fmt: skip
COUNTING = "A picture that only counts who opens the page."
#: What reviewers noted beside a text; never shown to its readers.
COMMENT = "A comment on the text."
#: What is set as a button, by the name of its class.
BUTTON = re.compile(r"(?<![^\s_-])(?:btn|button|cta)(?![^\s_-])", re.IGNORECASE)
LINK = f"{RENAMED}a"
EMBEDS = ("iframe", "embed", "object", "video", "audio")
#: Frames of programs that measure or advertise.
MEASURING = re.compile(r"googletagmanager|doubleclick|/recaptcha/|facebook\.com/plugins|about:")


@dataclass
class Notes:
    """What an editor should know of a page, as it is collected."""

    left_out: list[LeftOut] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    pictures: set[str] = field(default_factory=set)
    remote_pictures: dict[str, None] = field(default_factory=dict)
    buttons: list[tuple[str, str]] = field(default_factory=list)

    def leave_out(self, text: str, why: str, *, is_text: bool = True) -> None:
        words = " ".join(text.split())
        if any(map(str.isalnum, words)):
            self.left_out.append(LeftOut(words, why, is_text))

    def count_lost_pictures(self, lost: int) -> None:
        if lost:
            self.doubts.append(f"Pictures within the text that cannot be read: {lost}.")


class PageRewriter(Rewriter):
    """Writes the article of one page; make a new one for the next."""

    max_text = MAX_TEXT
    max_parts = MAX_PARTS
    max_looks = MAX_LOOKS

    def __init__(self, notes: Notes, base: str) -> None:
        super().__init__()
        self.notes = notes
        self.base = base
        self.along: Collection[str] = ()  # addresses of the pictures that came with the page
        self.summary = False
        self.relative: set[str] = set()

    def enter(self, node: LexborNode) -> bool:
        if node.tag == "q":
            self.take_text("“")
        return super().enter(node)

    def take_marked(self, node: LexborNode, attributes: Attributes) -> bool:
        if key := attributes.get("x-note"):
            self.runs.append((key, replace(self.frames[-1].look, written=f"[^{key}]")))
        is_button = node.tag == LINK and BUTTON.search(attributes.get("class", ""))
        if is_button and "hidden" not in attributes:
            self.note_button(node.text(), attributes.get("href", ""))
        return "x-skip" in attributes or bool(key)

    def note_button(self, text: str, href: str) -> None:
        words = " ".join(text.split())
        if words and href.startswith(("http:", "https:", "//")):
            self.notes.buttons.append((words, self.address(href)))

    def begin(self, tag: str, node: LexborNode, attributes: Attributes, style: Attributes) -> int:
        if "x-layout" in attributes:
            self.flush()
            self.close_loose()
            return len(self.writer.open)
        if key := attributes.get("x-note-text"):
            self.flush()
            self.close_loose()
            if not self.writer.open:
                self.writer.begin(Open("note", text=key))
                return 0
        depth = super().begin(tag, node, attributes, style)
        if tag == "details":
            self.close_loose()
            if not self.in_cell and not self.writer.open:
                self.writer.begin(Open(tag, is_question="x-question" in attributes))
        if tag == "summary" and self.writer.top == "details":
            row = self.writer.open[-1]
            self.summary = not row.text and not row.parts  # else it is one within an answer
        return depth

    def leave(self, node: LexborNode) -> None:
        if node.tag == "q":
            self.take_text("”")
        super().leave(node)
        if node.tag == "summary":
            self.summary = False

    def write_text(self, runs: list[Run]) -> None:
        if self.summary and self.writer.top == "details":
            row = self.writer.open[-1]
            text = markdown_of(
                [(text, replace(look, bold=False)) for text, look in runs], is_line=True
            )
            row.text = f"{row.text} {text}".strip()
        elif self.heading and any(look.written.startswith("!") for _, look in runs):
            # A heading holds words alone; its picture stands below it.
            words = [run for run in runs if not run[1].written.startswith("!")]
            if any(text.strip() for text, _ in words):
                super().write_text(words)
            self.heading = ""
            super().write_text([run for run in runs if run[1].written.startswith("!")])
        else:
            super().write_text(runs)

    # What the walk takes whole

    def address(self, href: str) -> str:
        href = href.strip()
        if href == "#":
            return href  # a link still to be set
        if href.startswith("//"):
            href = f"https:{href}"
        if href and not href.startswith("#") and not SCHEME.match(href):
            return self.resolve(href)
        return clean_address(href)

    def resolve(self, address: str) -> str:
        """A relative address as a whole one; as it stands where nothing tells what it is to."""
        try:
            if self.base:
                return clean_address(urljoin(self.base, address))
        except ValueError:
            pass  # the base is no address
        self.relative.add(address)
        return quote(address)

    def is_layout(self, table: LexborNode) -> bool:
        if self.looks >= self.max_looks:
            return True
        is_page = "presentation" in (table.attributes.get("role") or "")
        self.looks += 1
        # Mail and old pages are set in tables; a table of facts holds no headings.
        inner = table.css("table, h1, h2, h3, h4, h5, h6")
        return is_page or len(inner) > 1 or super().is_layout(table)

    def take_image(self, node: LexborNode) -> None:
        attributes = read_attributes(node)
        # Tags in a description bear the names that they were parsed under.
        alt = NAMED.sub(r"\1", " ".join(attributes.get("alt", "").split()))
        if is_tracker(attributes):
            self.notes.leave_out(attributes.get("src", ""), COUNTING, is_text=False)
        elif alt and not any(map(str.isalnum, alt)) and "emoji" in attributes.get("class", ""):
            self.take_text(alt)
        elif src := self.source_of(attributes):
            self.weigh(len(alt))
            self.runs.append((alt, replace(self.frames[-1].look, written=picture(alt, src))))
        else:
            self.notes.leave_out(alt, "What describes a picture that is not there.")

    def source_of(self, attributes: Attributes) -> str:
        late = [attributes[name] for name in LATE if attributes.get(name)]
        named = [*late, attributes.get("src", ""), _widest(attributes.get("srcset", ""))]
        # A picture that is lost is an address without a number.
        src = next((name.strip() for name in named if name.strip(" :") not in ("", "picture")), "")
        if src in self.along:
            return quote(src)
        if src.startswith("picture:"):
            self.notes.pictures.add(src)
            return src
        if src.startswith("//"):
            src = f"https:{src}"
        found = clean_address(src) if SCHEME.match(src) else self.resolve(src) if src else ""
        if found.startswith(("http:", "https:")):
            self.notes.remote_pictures[found] = None
        return found

    def take_code(self, node: LexborNode) -> None:
        for line_end in node.css("br"):
            line_end.replace_with("\n")
        super().take_code(node)

    def drop(self, node: LexborNode, tag: str, attributes: Attributes) -> None:
        if tag in EMBEDS and self.take_embed(attributes, node):
            return
        if tag not in CODE and tag != "del" and not tag.startswith(("-", "!")):
            why = attributes.get("x-why") or _why_hidden(tag, attributes)
            self.notes.leave_out(node.text(separator=" "), why, is_text=why != COMMENT)

    def take_embed(self, attributes: Attributes, node: LexborNode) -> bool:
        """Keep where a film or another page is shown, as a paragraph of that address."""
        source = node.css_first("source")
        named = [
            *(attributes.get(name, "") for name in ("src", "data-src", "data", "data-lazy-src"))
        ]
        named.append((source.attributes.get("src") or "") if source else "")
        src = next((name for name in named if name.strip()), "")
        href = self.address(src[:MAX_EMBED]) if src else ""
        if not href.startswith("http") or MEASURING.search(href):
            return False
        self.flush()
        self.runs.append((href, Look(href=href)))
        self.flush()
        return True


def _widest(srcset: str) -> str:
    """The last address of a set, as they are written from the narrowest to the widest."""
    last = srcset.strip().rpartition(", ")[2].split()
    return last[0] if last else ""


def _why_hidden(tag: str, attributes: Attributes) -> str:
    if tag in ("button", "select", "textarea"):
        return "A control of the page."
    if "MsoComment" in attributes.get("class", "") or "mso" in attributes.get("class", ""):
        return COMMENT
    if tag in EMBEDS:
        return "What stands in for an embedded page."
    return "Hidden from readers."
