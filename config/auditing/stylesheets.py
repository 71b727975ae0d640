"""Style sheets as rules can read them: blocks, tokens and colours."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
PART = re.compile(r"""([^{};"']|"[^"]*"|'[^']*')*[{};]""")
ADDRESS = re.compile(r"""url\(\s*["']?([^"')]+)["']?\s*\)""")
TOKEN = re.compile(r"var\(\s*(--[\w-]+)\s*(?:,[^()]*)?\)")
HEX = re.compile(r"#([0-9a-f]{6}|[0-9a-f]{3})\b", re.IGNORECASE)

LIGHT, DARK = "light", "dark"


@dataclass(frozen=True)
class Block:
    """Declarations, what they are for, and the conditions (`@media` …) around them."""

    selector: str
    conditions: tuple[str, ...]
    declared: dict[str, str]

    @property
    def theme(self) -> str:
        """Light, dark, or neither: print and the like."""
        media = " ".join(one for one in self.conditions if one.startswith("@media"))
        if "prefers-color-scheme: dark" in media:
            return DARK
        return "" if "print" in media else LIGHT


def read_blocks(css: str) -> Iterator[Block]:
    """The blocks of a sheet in their order; what is no sheet gives none."""
    around: list[str] = []
    declared: list[dict[str, str]] = [{}]
    for match in PART.finditer(COMMENT.sub("", css)):
        text, end = match[0][:-1].strip(), match[0][-1]
        if end == "{":
            around.append(" ".join(text.split()))
            declared.append({})
            continue
        name, colon, value = text.partition(":")
        if colon and around:
            declared[-1][name.strip().lower()] = " ".join(value.split())
        if end == "}" and around:
            selector = around.pop()
            found = declared.pop()
            if found:
                yield Block(selector, tuple(around), found)


def addresses_in(css: str) -> list[str]:
    """What a sheet has fetched, but for what it holds itself."""
    found = ADDRESS.findall(COMMENT.sub("", css))
    return [address for address in found if not address.startswith(("data:", "#"))]


def tokens_of(blocks: list[Block]) -> dict[str, dict[str, str]]:
    """The custom properties of the root, by theme; the dark one has the light one's too."""
    found: dict[str, dict[str, str]] = {LIGHT: {}, DARK: {}}
    for theme in found:
        for block in blocks:
            if ":root" in block.selector and block.theme in {LIGHT, theme}:
                found[theme] |= {
                    name: value for name, value in block.declared.items() if name.startswith("--")
                }
    return found


def colour_of(value: str, tokens: dict[str, str]) -> str | None:
    """The colour a value stands for, as `#rrggbb`; `None` where it is none we can tell."""
    for _ in range(5):
        match = TOKEN.search(value)
        if not match:
            break
        value = value.replace(match[0], tokens.get(match[1], ""))
    match = HEX.search(value)
    if not match or "color-mix" in value or "gradient" in value:
        return None
    digits = match[1].lower()
    return f"#{digits if len(digits) == 6 else ''.join(one * 2 for one in digits)}"


def contrast(one: str, other: str) -> float:
    """The contrast of two colours `#rrggbb`, 1 to 21 (WCAG 2.2, contrast ratio)."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    parts = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (red, green, blue)
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
