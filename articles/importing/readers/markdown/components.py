"""Shortcodes, components and widgets as the words that they show."""

import html
import re

from articles.importing.markup import plain
from articles.importing.readers.markdown.draft import END, PARAGRAPH, QUESTION, Draft

ATTRIBUTE = re.compile(
    r"(?<![\w-])(?P<name>:?[A-Za-z_][\w:.-]*)[ \t\n]*=[ \t\n]*\{?(?:[“\"](?P<double>[^\"“”]*)[”\"]"
    r"|'(?P<single>[^']*)'|`(?P<tick>[^`]*)`|(?P<bare>[^\s\"'{}<>\]=]+))"
)
QUOTED = re.compile(r"[“\"]([^\"“”]*)[”\"]|'([^']*)'")

QUESTIONS = ("question", "q")
ANSWERS = ("answer", "a")
ADDRESSES = ("url", "href", "link", "to")
SOURCES = ("src", "image", "img")
#: Attributes whose values are words that a reader saw, as they are shown one after another.
WORDS = (
    "title",
    "heading",
    "header",
    "label",
    "text",
    "caption",
    "summary",
    "description",
    "desc",
    "content",
    "quote",
    "message",
    "button",
    "buttontext",
    "sub",
    "subtitle",
)


#: What sites call a component that invites to something.
BUTTON = re.compile(
    r"\W{0,8}(?:include\s)?[\w-]{0,30}(?:cta|button|btn|call-?to-?action|buy|offer)", re.IGNORECASE
)


def attributes_of(text: str) -> dict[str, str]:
    """The attributes in a tag, by small name."""
    found = {}
    for match in ATTRIBUTE.finditer(text):
        values = (match["double"], match["single"], match["tick"], match["bare"])
        value = next((value for value in values if value is not None), "")
        found[match["name"].lstrip(":").lower()] = html.unescape(value).strip()
    return found


def first_of(attributes: dict[str, str], names: tuple[str, ...]) -> str:
    return next((attributes[name] for name in names if attributes.get(name)), "")


def show(draft: Draft, source: str, attributes: dict[str, str], why: str) -> str:
    """What a component shows, as Markdown in paragraphs; its source is left out if nothing."""
    question, answer = first_of(attributes, QUESTIONS), first_of(attributes, ANSWERS)
    address, picture = first_of(attributes, ADDRESSES), first_of(attributes, SOURCES)
    words = [attributes[name] for name in WORDS if attributes.get(name)]
    if question and answer:
        return toggle(question, answer)
    shown = []
    if picture:
        alt = attributes.get("alt") or ""
        shown.append(link(alt, picture, mark="!"))
    if address:
        text = words.pop() if words else attributes.get("name") or ""
        shown += words
        shown.append(link(text, address) if text else bare_link(address))
        note_button(draft, source, text, address)
        words = []
    shown += [text for text in (question, answer, *words) if text]
    if not shown:
        draft.leave_out(source, why)
        return ""
    return PARAGRAPH + PARAGRAPH.join(_one_line(text) for text in shown) + PARAGRAPH


def note_button(draft: Draft, source: str, text: str, address: str) -> None:
    """Note a link that its component sets as a button; its words alone, as it says them."""
    words = plain(draft.shown(text))
    if words and BUTTON.match(source):
        draft.buttons.append((words, address))


def toggle(question: str, answer: str) -> str:
    """A question that opens its answer."""
    inner = [_one_line(part) for part in answer.split("\n\n")]
    return PARAGRAPH.join(["", QUESTION + _one_line(question), *filter(None, inner), END, ""])


def link(text: str, address: str, *, mark: str = "") -> str:
    """A link, or with `!` an image, whose address may hold spaces and brackets."""
    address = re.sub(r"[\s<>]", lambda char: f"%{ord(char[0]):02X}", address.strip())
    if address.count("(") != address.count(")"):
        address = re.sub(r"[()]", r"\\\g<0>", address)
    text = re.sub(r"(?<!\\)[\[\]]", r"\\\g<0>", _one_line(text)) if mark else _one_line(text)
    return f"{mark}[{text}]({address})"


def bare_link(address: str) -> str:
    """An address that stands for itself."""
    if re.fullmatch(r"https?://[^\s<>]+", address):
        return f"<{address}>"
    return link(address, address)


def _one_line(text: str) -> str:
    return " ".join(text.split())
