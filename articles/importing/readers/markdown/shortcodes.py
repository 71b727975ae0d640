"""Shortcodes of Hugo, Jekyll, WordPress and MDC, and components of MDX."""

import re

from articles.importing.readers.markdown.components import (
    ADDRESSES,
    QUOTED,
    WORDS,
    attributes_of,
    bare_link,
    first_of,
    link,
    note_button,
    show,
    toggle,
)
from articles.importing.readers.markdown.draft import PARAGRAPH, Draft

WRITTEN = "A shortcode of the old site; what it showed is in the text."
LOST = "A shortcode of the old site; what it showed is not in the file."

#: `]({{< ref "peas" >}})`, `]({% post_url peas %})`, `]({{ site.url }}/peas)`.
IN_ADDRESS = re.compile(
    r"(?<=\]\()[ \t]*(?P<code>\{\{[^{}\n]{1,300}\}\}|\{%[^{}\n]{1,300}%\})(?P<rest>[^()\s]{0,500})"
)
LIQUID_NAME = re.compile(r"\{%-?\s*(?:link|post_url|url)\s+(\S+?)\s*-?%\}")

HUGO = re.compile(r"\{\{(?P<mark>[<%])-?\s*(?P<close>/?)\s*(?P<body>[^{}]{0,4000}?)\s*-?[>%]\}\}")
HUGO_PAIR = re.compile(
    r"\{\{(?P<mark>[<%])-?\s*(?P<name>[\w-]{1,40})(?P<body>[^{}]{0,2000}?)-?[>%]\}\}"
    r"(?P<inner>[^{}]{0,1000})\{\{[<%]-?\s*/\s*(?P=name)\s*-?[>%]\}\}"
)
LIQUID = re.compile(r"\{%-?\s*(?P<body>[^{}]{0,2000}?)\s*-?%\}|\{\{(?P<value>[^{}<%]{0,500})\}\}")
SILENT = re.compile(r"(?:end)?raw\b|end\w+|(?:end)?comment\b|if\b|else\b|unless\b|for\b|capture\b")

WORDPRESS = re.compile(
    r"\\?\[(?P<close>/?)(?P<name>[a-z][a-z0-9_-]{0,40})(?P<body>(?:[ \t]+[^\[\]\n]{0,2000}?)?)"
    r"[ \t]*/?\\?\](?![(:])"
)
WORDPRESS_PAIR = re.compile(
    r"\\?\[(?P<name>[a-z][a-z0-9_-]{0,40})(?P<body>[ \t]+[^\[\]\n]{0,2000}?)\\?\]"
    r"(?P<inner>[^\[\]\n]{1,500})\\?\[/(?P=name)\\?\]"
)
KEYED = re.compile(r"[\w-]+\s*=\s*[\"'“”\w/]")
#: Shortcodes that stand without attributes.
WORDPRESS_NAMES = re.compile(
    r"(?:sc|toc|gallery|embed|caption|audio|video|playlist|ez-toc|lwptoc|table|affiliate\w*"
    r"|disclosure|contact-form\S*|(?:vc|et|su|fusion|wp|aawp|elementor)_\w+|aawp|amazon)\Z"
)

MDC_BLOCK = re.compile(
    r"^(?P<indent>[ \t]*)::(?P<name>[a-z][\w-]*)(?P<body>\{[^{}\n]*\})?(?:\[(?P<label>[^\]\n]*)\])?"
    r"[ \t]*$|^[ \t]*::[ \t]*$",
    re.MULTILINE,
)
MDC_PROPS = re.compile(
    r"^(?P<open>[ \t]*::[a-z][\w-]*[^\n]*\n)---\n(?P<props>[^\x00]{0,2000}?)\n---$", re.MULTILINE
)
MDC_INLINE = re.compile(r"(?<![\w:]):[a-z][\w-]*(?:\[(?P<label>[^\]\n]*)\])?(?P<body>\{[^{}\n]*\})")


def take_shortcodes(draft: Draft) -> None:
    """Write what shortcodes show in their places; the rest of them is left out."""
    if "{" in draft.text:
        draft.substitute(IN_ADDRESS, _address)
    if "{{" in draft.text:
        draft.substitute(HUGO_PAIR, lambda match: _pair(draft, match))
        draft.substitute(HUGO, lambda match: _hugo(draft, match))
    if "{%" in draft.text or "{{" in draft.text:
        draft.substitute(LIQUID, lambda match: _liquid(draft, match))
    if "::" in draft.text:
        draft.substitute(MDC_PROPS, _props)
        draft.substitute(MDC_BLOCK, lambda match: _mdc(draft, match))
    if "{" in draft.text:
        draft.substitute(MDC_INLINE, lambda match: match["label"] or _inline(draft, match))
    if "[" in draft.text:
        _take_wordpress(draft)


def _address(match: re.Match[str]) -> str:
    name = LIQUID_NAME.match(match["code"])
    quoted = QUOTED.search(match["code"])
    path = (quoted and (quoted[1] or quoted[2])) or (name and name[1]) or ""
    return f"{path}{match['rest']}"


def _pair(draft: Draft, match: re.Match[str]) -> str | None:
    """A link around words, or a question around its answer."""
    attributes, inner = attributes_of(match["body"]), match["inner"].strip()
    address = first_of(attributes, ADDRESSES)
    if address and inner and not first_of(attributes, WORDS) and "\n" not in inner:
        note_button(draft, match[0], inner, address)
        return f"{PARAGRAPH}{link(inner, address)}{PARAGRAPH}"
    return _asked(match, attributes, inner)


def _asked(match: re.Match[str], attributes: dict[str, str], inner: str) -> str | None:
    quoted = QUOTED.search(match["body"])
    question = attributes.get("question") or attributes.get("q") or attributes.get("title")
    question = question or (quoted and (quoted[1] or quoted[2])) or ""
    is_toggle = re.search(r"faq|question|accordion|toggle|details|collapse|spoiler", match["name"])
    return toggle(question, inner) if question and inner and is_toggle else None


def _hugo(draft: Draft, match: re.Match[str]) -> str:
    body = match["body"]
    if match["close"]:
        return ""
    attributes = attributes_of(body)
    name, _, rest = body.partition(" ")
    if not attributes and (quoted := QUOTED.findall(rest)):
        values = [double or single for double, single in quoted]
        address = next((value for value in values if re.match(r"https?://|/", value)), "")
        words = next((value for value in values if " " in value), "")
        attributes = {"url": address, "text": words}
    if re.fullmatch(r"(?:rel)?ref", name):
        return ""
    return show(draft, match[0], attributes, LOST)


def _liquid(draft: Draft, match: re.Match[str]) -> str:
    body = match["body"] or match["value"] or ""
    if match["body"] is not None and SILENT.match(body):
        return ""
    return show(draft, match[0], attributes_of(body), LOST)


def _props(match: re.Match[str]) -> str:
    pairs = re.findall(r"^[ \t]*([\w-]+):[ \t]*(\S.*)$", match["props"], re.MULTILINE)
    values = " ".join(f'{key}="{value.strip(chr(34))}"' for key, value in pairs)
    return f"{match['open'].rstrip()}{{{values}}}"


def _mdc(draft: Draft, match: re.Match[str]) -> str:
    if match["name"] is None:
        return ""
    attributes = attributes_of(match["body"] or "")
    if match["label"]:
        attributes.setdefault("label", match["label"])
    return _shown(draft, match[0], attributes)


def _shown(draft: Draft, source: str, attributes: dict[str, str]) -> str:
    """What a shortcode shows, where a page of plain Markdown shows the shortcode itself."""
    shown = show(draft, source, attributes, LOST)
    if shown:
        draft.leave_out(source, WRITTEN)
    return shown


def _inline(draft: Draft, match: re.Match[str]) -> str:
    attributes = attributes_of(match["body"])
    words, address = first_of(attributes, WORDS), first_of(attributes, ADDRESSES)
    if not words and not address:
        draft.leave_out(match[0], LOST)
        return ""
    if not address:
        return words
    return link(words, address) if words else bare_link(address)


def _take_wordpress(draft: Draft) -> None:
    closed = set(re.findall(r"\[/([a-z][a-z0-9_-]{0,40})\\?\]", draft.text))

    def is_shortcode(match: re.Match[str]) -> bool:
        name, body = match["name"], match["body"]
        if name in closed or KEYED.search(body):
            return True
        # `[table][2]` is a link whose address stands elsewhere.
        is_text = match.string.startswith("[", match.end()) and "_" not in name
        return bool(WORDPRESS_NAMES.match(name)) and not is_text

    def take(match: re.Match[str]) -> str | None:
        if not is_shortcode(match):
            return None
        if match["close"]:
            return ""
        return _shown(draft, match[0], attributes_of(match["body"]))

    if closed:
        draft.substitute(WORDPRESS_PAIR, lambda match: _pair(draft, match))
    draft.substitute(WORDPRESS, take)
