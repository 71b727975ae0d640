"""Lines of text that are addresses of the web, such as somebody's own site and profiles."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

WEB = re.compile(r"https?://[^\s/]+\S*")


@dataclass(frozen=True)
class WebAddress:
    """One of them; as a string it is what readers see of it."""

    url: str

    def __str__(self) -> str:
        parts = urlsplit(self.url)
        return f"{parts.netloc.removeprefix('www.')}{parts.path}".rstrip("/")


def lines_of(text: str) -> list[str]:
    """The lines of a text that hold anything, without the spaces around them."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def web_addresses(text: str) -> list[WebAddress]:
    """The lines that are addresses of the web; whatever else stands there is passed over."""
    return [WebAddress(line) for line in lines_of(text) if WEB.fullmatch(line)]
