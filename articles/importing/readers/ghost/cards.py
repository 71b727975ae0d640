"""The cards of Ghost's editors as HTML; both editors give them the same names and fields."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from html import escape
from typing import Any

from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin
from selectolax.lexbor import LexborHTMLParser

from articles.importing.document import LeftOut
from articles.rendering.bounds import bounds_plugin
from articles.rendering.limits import check_size
from articles.rendering.markdown import build_parser

Card = dict[str, Any]
EMAIL = "Shown in e-mails alone."
SIGN_UP = "A form of the old site to sign up."


@dataclass
class Notes:
    """What an editor should know of a post, as it is collected."""

    left_out: list[LeftOut] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    unknown: dict[str, None] = field(default_factory=dict)

    def leave_out(self, html: str, why: str) -> None:
        """Note the words of some HTML that the article will not hold."""
        text = LexborHTMLParser(html).text(separator=" ")
        if words := " ".join(text.split()):
            self.left_out.append(LeftOut(words, why))


def write_card(name: str, card: Card, notes: Notes) -> str:
    """A card as HTML. Of one that is not known the words stay."""
    return CARDS.get(name.removeprefix("card-"), _unknown)(card, notes)


def text_of(card: Card, *names: str) -> str:
    """The first of these fields that is a text."""
    values = (card.get(name) for name in names)
    return next((value for value in values if isinstance(value, str) and value.strip()), "")


def _link(url: str, words: str) -> str:
    """A link; `words` is HTML."""
    return (
        f'<p><a href="{escape(url)}">{words or escape(url)}</a></p>' if url else _paragraph(words)
    )


def _paragraph(words: str) -> str:
    return f"<p>{words}</p>" if words else ""


def _figure(inside: str, card: Card) -> str:
    caption = text_of(card, "caption", "imageCaption")
    return f"<figure>{inside}</figure>{_paragraph(caption)}"


def _picture(src: str, alt: str = "") -> str:
    return f'<img src="{escape(src)}" alt="{escape(alt)}">' if src else ""


def _image(card: Card, notes: Notes) -> str:
    inside = _picture(text_of(card, "src"), text_of(card, "alt"))
    href = text_of(card, "href")
    return _figure(f'<a href="{escape(href)}">{inside}</a>' if href else inside, card)


def _gallery(card: Card, notes: Notes) -> str:
    rows = _rows(card, "images")
    pictures = [_picture(text_of(row, "src"), text_of(row, "alt")) for row in rows]
    return "".join(f"<figure>{picture}</figure>" for picture in pictures) + _paragraph(
        text_of(card, "caption")
    )


def _rows(card: Card, name: str) -> list[Card]:
    rows = card.get(name)
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def _bookmark(card: Card, notes: Notes) -> str:
    found = card.get("metadata")
    about = found if isinstance(found, dict) else {}
    url = text_of(card, "url") or text_of(about, "url")
    title = escape(text_of(card, "title") or text_of(about, "title"))
    description = escape(text_of(card, "description") or text_of(about, "description"))
    return _link(url, title) + _paragraph(description) + _paragraph(text_of(card, "caption"))


def _embed(card: Card, notes: Notes) -> str:
    url = text_of(card, "url")
    inside = _link(url, "") if url else text_of(card, "html")
    return inside + _paragraph(text_of(card, "caption"))


def _media(card: Card, notes: Notes) -> str:
    words = escape(text_of(card, "title", "fileTitle", "fileName"))
    more = _paragraph(escape(text_of(card, "fileCaption"))) + _paragraph(text_of(card, "caption"))
    return _link(text_of(card, "src"), words) + more


def _button(card: Card, notes: Notes) -> str:
    return _link(text_of(card, "buttonUrl", "url"), escape(text_of(card, "buttonText", "text")))


def _callout(card: Card, notes: Notes) -> str:
    sign = escape(text_of(card, "calloutEmoji"))
    words = text_of(card, "calloutText", "calloutTextHtml")
    return f"<blockquote><p>{sign} {words}</p></blockquote>"


def _toggle(card: Card, notes: Notes) -> str:
    heading, content = text_of(card, "heading"), text_of(card, "content")
    return f"<details><summary>{heading}</summary>{content}</details>"


def _product(card: Card, notes: Notes) -> str:
    title = text_of(card, "productTitle")
    if card.get("productRatingEnabled") and card.get("productStarRating"):
        stars = card["productStarRating"]
        notes.doubts.append(f"The product “{title}” had {stars} of 5 stars; they are left out.")
    button = escape(text_of(card, "productButton")) if card.get("productButtonEnabled") else ""
    return (
        _picture(text_of(card, "productImageSrc"))
        + _paragraph(title and f"<strong>{title}</strong>")
        + text_of(card, "productDescription")
        + _link(text_of(card, "productUrl"), button)
    )


def _header(card: Card, notes: Notes) -> str:
    heading = text_of(card, "header", "heading")
    button = _button(card, notes) if card.get("buttonEnabled") else ""
    more = _paragraph(text_of(card, "subheader", "subheading"))
    return (f"<h2>{heading}</h2>" if heading else "") + more + button


def _call(card: Card, notes: Notes) -> str:
    button = _button(card, notes) if card.get("showButton") else ""
    return _picture(text_of(card, "imageUrl")) + text_of(card, "textValue") + button


def _email(card: Card, notes: Notes) -> str:
    button = text_of(card, "buttonText") if card.get("showButton") else ""
    notes.leave_out(f"{text_of(card, 'html')} {button}", EMAIL)
    return ""


def _sign_up(card: Card, notes: Notes) -> str:
    names = ("header", "subheader", "disclaimer", "buttonText")
    notes.leave_out(" ".join(text_of(card, name) for name in names), SIGN_UP)
    return ""


def _html(card: Card, notes: Notes) -> str:
    return text_of(card, "html", "payload")


def _markdown(card: Card, notes: Notes) -> str:
    """Raises `TextTooLarge`, which is a ValueError."""
    text = text_of(card, "markdown")
    check_size(text)
    return _parser().render(text)


@cache
def _parser() -> MarkdownIt:
    md = build_parser()
    md.use(footnote_plugin, inline=False)
    return md.use(bounds_plugin)


def _code(card: Card, notes: Notes) -> str:
    language = escape(text_of(card, "language"))
    code = escape(text_of(card, "code"))
    caption = _paragraph(text_of(card, "caption"))
    return f'<pre><code class="language-{language}">{code}</code></pre>{caption}'


def _rule(card: Card, notes: Notes) -> str:
    return "<hr>"


def _paywall(card: Card, notes: Notes) -> str:
    notes.doubts.append("A part of it is for paying members alone on the old site.")
    return ""


def _unknown(card: Card, notes: Notes) -> str:
    """Texts of several words are taken for what a reader sees."""
    name = text_of(card, "type") or "without a name"
    notes.unknown[name] = None
    texts = [value for value in card.values() if isinstance(value, str) and " " in value.strip()]
    return "".join(f"<div>{text}</div>" for text in texts)


CARDS: dict[str, Callable[[Card, Notes], str]] = {
    "audio": _media,
    "bookmark": _bookmark,
    "button": _button,
    "call-to-action": _call,
    "callout": _callout,
    "code": _code,
    "codeblock": _code,
    "email": _email,
    "email-cta": _email,
    "embed": _embed,
    "file": _media,
    "gallery": _gallery,
    "header": _header,
    "horizontalrule": _rule,
    "hr": _rule,
    "html": _html,
    "image": _image,
    "markdown": _markdown,
    "paywall": _paywall,
    "product": _product,
    "signup": _sign_up,
    "toggle": _toggle,
    "video": _media,
}
