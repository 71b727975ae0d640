"""What the shortcodes that writers use mean, as HTML."""

import base64
import binascii
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape
from typing import Any
from urllib.parse import unquote

from articles.importing.readers.wordpress.shortcodes import Shortcode

#: Attributes that a reader sees as words, in the order in which they are shown.
SPOKEN = (
    *("title", "heading", "headline", "header", "name", "question", "subtitle", "subhead"),
    *("text", "content", "caption", "quote", "answer", "description", "label", "author"),
    *("button_text", "link_text", "button_one_text", "button_two_text", "cta_text", "btn_text"),
)
#: Of these, what stands on the button.
LABELS = SPOKEN[-6:]
LINKS = ("url", "link", "href", "button_url", "link_url", "btn_url", "target_url", "src")
MEDIA = frozenset({
    "embed", "video", "audio", "playlist", "youtube", "vimeo", "soundcloud", "spotify",
    "instagram", "twitter", "tweet", "tiktok", "ted", "dailymotion", "iframe", "su_youtube",
    "su_vimeo", "su_video", "fusion_youtube", "fusion_vimeo", "vc_video", "et_pb_video",
    "et_pb_audio", "youtube_sc", "wpvideo", "arve", "fvplayer", "pinterest", "facebook",
    "googlemaps", "google_maps", "podcast_episode", "powerpress",
})  # fmt: skip
SOURCES = ("src", "url", "link", "mp4", "m4v", "webm", "ogv", "mp3", "m4a", "ogg", "wav", "0")
PICTURES = frozenset({
    "et_pb_image", "vc_single_image", "fusion_imageframe", "su_image", "ux_image", "av_image",
    "image", "img",
})  # fmt: skip
ADDRESSES = ("http:", "https:", "/")
PICTURE_IDS = ("image", "image_id", "id", "img_id", "src")
GALLERY_IDS = ("ids", "include", "gallery_ids", "images", "image_ids")
NOTES = frozenset({
    "ref", "efn_note", "footnote", "footnotes", "fn", "note_ref", "sidenote", "mfn",
})  # fmt: skip
QUOTES = frozenset(
    ["quote", "su_quote", "blockquote", "pullquote", "su_pullquote", "et_pb_testimonial"]
)
CODE = frozenset({
    "code", "sourcecode", "source_code", "highlight_code", "php", "html", "css", "js",
})  # fmt: skip
HEADINGS = frozenset(
    ["vc_custom_heading", "heading", "su_heading", "custom_headline", "fusion_title"]
)
#: Forms and widgets: their attributes name them for the editor, readers see none of it.
MUTE = re.compile(
    r"contact-form|wpforms|gravityform|ninja_form|formidable|mc4wp|mailpoet|convertkit|optin|"
    r"newsletter|popup|rev_slider|layerslider|smartslider|elementor-template|widget|sidebar|"
    r"adrotate|adsense|toc\b|et_pb_section|et_pb_row|et_pb_column|vc_row|vc_column\b|sitemap|"
    r"table-of-contents|sharethis|addtoany|searchform|add_to_cart|products?\b|woocommerce"
)
TOGGLE = re.compile(r"toggle|accordion|spoiler|expand|faq|collapse|tta_section|read_?more")
BUTTON = re.compile(r"button|btn|cta\b|call_to_action|call-to-action")
PRODUCT = re.compile(r"amazon|aawp|easyazon|\basa|amalink|thirstylink|lasso|affiliate|prli|azon")
LINK_OF_PRODUCT = ("url", "link", "href", "destination", "button_url")
ASIN = re.compile(r"\b(?:B0[0-9A-Z]{8}|\d{9}[\dX])\b")
TAG_NAME = re.compile(r"tag:(h[1-6])")
BUILDER = re.compile(r"(?:vc|et_pb|fusion|av|ux|nectar|mk|cs|tatsu|fl|thrive|tcb|one|two|three)_")
#: Attributes that are addresses, numbers or colours say nothing to a reader.
WORD = re.compile(r"[^\W\d_]{2}")
SWITCH = re.compile(r"(?:true|false|yes|no|on|off|none|left|right|center|default)\Z", re.IGNORECASE)


@dataclass
class Notes:
    """What the editor should hear of: tags taken out, products whose link is lost."""

    post: dict[str, Any]
    unknown: dict[str, None] = field(default_factory=dict)
    products: dict[str, None] = field(default_factory=dict)
    filled: dict[str, None] = field(default_factory=dict)
    doubts: list[str] = field(default_factory=list)

    def tell(self) -> list[str]:
        """The doubts, each a sentence."""
        told = list(self.doubts)
        if self.unknown:
            names = ", ".join(f"[{name}]" for name in list(self.unknown)[:30])
            told.append(f"Shortcodes were taken out; the words in them are kept: {names}.")
        if self.products:
            names = ", ".join(list(self.products)[:30])
            told.append(f"Products were shown by a plug-in, and their links are lost: {names}.")
        if self.filled:
            names = ", ".join(list(self.filled)[:30])
            told.append(f"Blocks that the old site filled in at each view are left out: {names}.")
        return told


def spoken(code: Shortcode) -> list[str]:
    """The words that a shortcode's attributes show to a reader."""
    if not code.attributes or MUTE.search(code.name):
        return []
    words = [code.get(name) for name in SPOKEN]
    return [text for text in words if WORD.search(text) and not SWITCH.match(text)]


def write_shortcode(code: Shortcode, notes: Notes) -> str:
    """A shortcode as HTML. Of one that is not known the tag goes and the words stay."""
    for fits, write in MEANINGS:
        if fits(code):
            return write(code, notes)
    return _unknown(code, notes)


def _caption(code: Shortcode, notes: Notes) -> str:
    inner = code.inner or ""
    end = max(map(inner.rfind, ("/>", "</a>", "<img")))
    if end < 0:
        return inner
    end = inner.find(">", end) + 1
    words = inner[end:].strip() or escape(code.get("caption"))
    return f"\n\n<figure>{inner[:end]}<figcaption>{words}</figcaption></figure>\n\n"


def _gallery(code: Shortcode, notes: Notes) -> str:
    numbers = code.get(*GALLERY_IDS).replace(" ", "").split(",")
    shown = [notes.post["pictures"].get(number) for number in numbers if number]
    shown = shown or [notes.post["pictures"].get(number) for number in notes.post["gallery"]]
    if not any(shown):
        notes.doubts.append("A gallery was here, and its pictures are not in the file.")
    return "\n\n".join(["", *(figure(row) for row in shown if row), ""])


def _picture(code: Shortcode, notes: Notes) -> str:
    """A picture of a page builder, by its address or its number on the old site."""
    found = notes.post["pictures"].get(code.get(*PICTURE_IDS))
    inner = (code.inner or "").strip()
    is_address = inner.startswith(ADDRESSES)
    src = code.get("src", "url", "image_url") or (inner if is_address else "")
    if not found and src.startswith(ADDRESSES):
        found = {"url": src, "alt": code.get("alt", "title_text"), "caption": ""}
    if not found:
        notes.doubts.append("A picture was here, and it is not in the file.")
    shown = figure(found) if found else ""
    return f"\n\n{shown}\n\n{'' if is_address else inner}"


def figure(picture: dict[str, str]) -> str:
    """A picture of the old site with its words."""
    caption = picture["caption"]
    words = f"<figcaption>{caption}</figcaption>" if caption else ""
    alt = escape(picture["alt"])
    return f'<figure><img src="{escape(picture["url"])}" alt="{alt}">{words}</figure>'


def _media(code: Shortcode, notes: Notes) -> str:
    inner = (code.inner or "").strip()
    if inner.startswith(("http:", "https:")) or "<" in inner:
        return f"\n\n{inner}\n\n"
    source = code.get(*SOURCES) or next(iter(code.attributes.values()), "")
    if not source.startswith(("http:", "https:", "//")):
        notes.doubts.append(f"[{code.name}] showed “{source or inner}” from another site.")
        return inner
    return f"\n\n{escape(source)}\n\n{inner}"


def _note(code: Shortcode, notes: Notes) -> str:
    return f" ({code.inner.strip()})" if code.inner and code.inner.strip() else ""


def _quote(code: Shortcode, notes: Notes) -> str:
    said = " ".join(filter(None, (code.get("cite", "author", "name"), code.get("job_title"))))
    by = f"\n\n{escape(said)}" if said else ""
    return f"\n\n<blockquote>\n\n{code.inner or ''}{by}\n\n</blockquote>\n\n"


def _code(code: Shortcode, notes: Notes) -> str:
    return f"<pre><code>{code.inner}</code></pre>"


def _raw(code: Shortcode, notes: Notes) -> str:
    """WPBakery keeps HTML percent-encoded in Base64."""
    try:
        return unquote(base64.b64decode((code.inner or "").strip(), validate=True).decode())
    except (binascii.Error, UnicodeDecodeError):
        return code.inner or ""


def _heading(code: Shortcode, notes: Notes) -> str:
    level = TAG_NAME.search(code.get("font_container")) or TAG_NAME.search(f"tag:{code.get('tag')}")
    name = level[1] if level else "h2"
    words = (code.inner or "").strip() or escape(code.get("text", "title"))
    return f"\n\n<{name}>{words}</{name}>\n\n" if words else ""


def _toggle(code: Shortcode, notes: Notes) -> str:
    title = escape(code.get("title", "question", "heading", "text", "trigger", "expanded_title"))
    inner = code.inner or escape(code.get("answer", "content"))
    return f"\n\n<details><summary>{title}</summary>\n\n{inner}\n\n</details>\n\n"


def _button(code: Shortcode, notes: Notes) -> str:
    """A button, or a box of words that ends in one."""
    url = link_of(code)
    inner = (code.inner or "").strip()
    label = code.get(*LABELS)
    words = [*(escape(text) for text in spoken(code) if text not in (label, url)), inner]
    words = [*filter(None, words), *([escape(label)] if label else [])]
    if url and words and "<a" not in words[-1]:
        words[-1] = f'<a href="{escape(url)}">{words[-1]}</a>'
    return "\n\n".join(words)


def link_of(code: Shortcode) -> str:
    """Where a shortcode leads; WPBakery writes `url:https%3A%2F%2F…|title:…`."""
    url = code.get(*LINKS)
    if url.startswith("url:"):
        url = unquote(url[4:].partition("|")[0])
    return url if url.startswith(("http:", "https:", "//", "/", "#", "mailto:")) else ""


def _product(code: Shortcode, notes: Notes) -> str:
    url = code.get(*LINK_OF_PRODUCT) or notes.post["links"].get(code.get("linkid"), "")
    words = (code.inner or "").strip() or escape(code.get("title", "name", "text", "link_text"))
    if url.startswith(("http:", "https:", "//", "/")):
        return f'<a href="{escape(url)}">{words or escape(url)}</a>'
    names = " ".join([*code.attributes.values(), code.inner or ""])
    known = ASIN.findall(names) or [code.get("identifier", "slug", "id", "ids", "linkid")]
    notes.products[f"[{code.name}] {', '.join(filter(None, known)) or words}"] = None
    return words


def _unknown(code: Shortcode, notes: Notes) -> str:
    notes.unknown[code.name] = None
    inner = code.inner or ""
    words = [escape(text) for text in spoken(code)]
    if code.name.startswith("et_pb_") and words:
        words[0] = f"<h3>{words[0]}</h3>"
    url = link_of(code)
    if words and url and code.get("button_text", "link_text", "btn_text", "cta_text"):
        words[-1] = f'<a href="{escape(url)}">{words[-1]}</a>'
    if words or code.is_alone or BUILDER.match(code.name):
        return "\n\n".join(["", *words, inner, ""])
    return inner


def _is_toggle(code: Shortcode) -> bool:
    return bool(
        TOGGLE.search(code.name)
        and code.get("title", "question", "heading", "trigger", "expanded_title")
        and (code.inner or code.get("answer", "content"))
        and not MUTE.search(code.name)
    )


def _is_button(code: Shortcode) -> bool:
    return bool(BUTTON.search(code.name) and (link_of(code) or spoken(code) or code.inner))


#: The first that fits says what a shortcode means.
MEANINGS: list[tuple[Callable[[Shortcode], bool], Callable[[Shortcode, Notes], str]]] = [
    (lambda code: code.name in ("caption", "wp_caption"), _caption),
    (lambda code: "gallery" in code.name and bool(code.get(*GALLERY_IDS)), _gallery),
    (lambda code: code.name == "gallery", _gallery),
    (lambda code: code.name in PICTURES, _picture),
    (lambda code: code.name in MEDIA, _media),
    (lambda code: code.name in NOTES, _note),
    (lambda code: code.name in QUOTES, _quote),
    (lambda code: code.name in CODE and code.inner is not None, _code),
    (lambda code: code.name == "vc_raw_html", _raw),
    (lambda code: code.name in HEADINGS, _heading),
    (lambda code: bool(PRODUCT.search(code.name)), _product),
    (_is_toggle, _toggle),
    (_is_button, _button),
]
