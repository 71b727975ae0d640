"""The image that stands for a page where it is shared: what it shows, and how it is drawn."""

import hashlib
import io
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import astuple, dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.core.files.storage import default_storage
from PIL import Image, ImageDraw, ImageFont, ImageOps

from articles.models import Author, Photo, Publication, RevisionBase

#: What networks ask for, in pixels.
SIZE = (1200, 630)
#: What search engines ask for besides: 1:1, 4:3 and 16:9 (Google Search Central, “Article”).
CUTS = ((1200, 1200), (1200, 900), (1200, 675))
#: Grows with each change of the drawing, so that none that was kept is taken for a new one.
STYLE = 1

MARGIN = 76
#: Where the picture begins, if there is one.
SPLIT = 724
BAND = 14
#: Pixels of a title's letters, the largest that fit; below the smallest, words are left out.
LARGEST, SMALLEST = 104, 34
#: The largest at which words are broken: larger ones would be in pieces.
LARGEST_BROKEN = 60
LINE_HEIGHT = 1.12
#: Lengths are measured at this size once: letters scale.
MEASURED = 100

SERIF = ("fonts/brygada-1918.woff2", "fonts/brygada-1918-ext.woff2")
SANS = ("fonts/hanken-grotesk.woff2", "fonts/hanken-grotesk-ext.woff2")
COLOUR = re.compile(r"--([\w-]+): (#[0-9a-f]{6});")


@dataclass(frozen=True)
class Poster:
    """What one image shows; `code` tells whose it is, `photo` and `logo` are names of files."""

    code: str
    title: str
    name: str
    label: str = ""
    byline: str = ""
    photo: str = ""
    logo: str = ""
    size: tuple[int, int] = SIZE

    @property
    def cuts(self) -> tuple["Poster", ...]:
        """The same in the shapes that search engines ask for."""
        return tuple(replace(self, size=size) for size in CUTS)

    @cached_property
    def digest(self) -> str:
        """The same for images that look the same."""
        return _digest(*astuple(self))

    @property
    def address(self) -> str:
        return f"/share/{self.code}/{self.digest}.jpg"

    @property
    def file_name(self) -> str:
        """Its name in the storage."""
        return f"share/{self.code}/{self.digest}.jpg"

    @property
    def words(self) -> str:
        """What can be read on it."""
        return " – ".join(filter(None, dict.fromkeys([self.title, self.byline, self.name])))


@lru_cache(maxsize=2_000)
def _digest(*values: object) -> str:
    facts = repr((STYLE, sorted(palette().items()), values))
    return hashlib.sha256(facts.encode("utf-8", "backslashreplace")).hexdigest()[:40]


def poster_of(publication: Publication, code: str, title: str, **shown: Any) -> Poster:
    """The poster of a page of the publication."""
    return Poster(code, title, publication.name, logo=_file_of(publication.logo), **shown)


def poster_of_publication(publication: Publication) -> Poster:
    """The poster of pages that have no title of their own: the front page and lists."""
    return poster_of(publication, "p0", publication.tagline or publication.name)


def poster_of_revision(publication: Publication, revision: RevisionBase) -> Poster:
    """The poster of an article, page or guide."""
    topic = getattr(revision, "topic", None)
    return poster_of(
        publication,
        revision.source,
        revision.title,
        label=topic.title if topic else "",
        byline=getattr(revision, "byline", ""),
        photo=_file_of(revision.hero),
    )


def poster_of_author(publication: Publication, author: Author) -> Poster:
    """The poster of a person's page."""
    return poster_of(
        publication,
        f"w{author.pk}",
        author.name,
        byline=author.credentials,
        photo=_file_of(author.photo),
    )


def _file_of(photo: Photo | None) -> str:
    return photo.file.name if photo else ""


@lru_cache(maxsize=1)
def palette() -> dict[str, str]:
    """The colours of the light theme, by name."""
    tokens = _static("css/tokens.css").read_text()
    return dict(COLOUR.findall(tokens.partition("@media")[0]))


def draw(poster: Poster) -> bytes:
    """The image as JPEG. Some 150 ms; a title of any length and script is fitted or left out."""
    width, height = poster.size
    image = Image.new("RGB", poster.size, palette()["page"])
    has_photo = _place_photo(image, poster.photo)
    right = SPLIT - 56 if has_photo else width - MARGIN - 60
    canvas = ImageDraw.Draw(image)
    if not has_photo:
        canvas.rectangle((width - 34, 0, width, height), fill=palette()["page-sunk"])
    canvas.rectangle((0, 0, BAND, height), fill=palette()["link"])
    _draw_words(image, canvas, poster, right)
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=90, subsampling=0, optimize=True, progressive=True)
    return buffer.getvalue()


def _draw_words(
    image: Image.Image, canvas: ImageDraw.ImageDraw, poster: Poster, right: int
) -> None:
    width, bottom = right - MARGIN, image.height - MARGIN
    serif, sans = Face(SERIF, 700), Face(SANS, 600)
    left = MARGIN + (68 if _place_logo(image, poster.logo) else 0)
    name = serif.shorten(poster.name, 34, right - left)
    serif.draw(canvas, (left, MARGIN - 6), name, 34, palette()["text"])
    top = MARGIN + 82
    if label := sans.shorten(poster.label.upper(), 23, width):
        sans.draw(canvas, (MARGIN, top), label, 23, palette()["link"])
    top += 46 if label else 0
    if byline := sans.shorten(poster.byline, 27, width):
        canvas.line((MARGIN, bottom - 62, MARGIN + 64, bottom - 62), palette()["link"], 4)
        sans.draw(canvas, (MARGIN, bottom - 32), byline, 27, palette()["text-soft"])
    room = bottom - top - (90 if byline else 0)
    title = poster.title if serif.can_read(poster.title) else poster.name
    lines, size = serif.fit(title, width, room)
    step = size * LINE_HEIGHT
    # What room is left goes above and below alike, a little more of it below.
    start = top + max(0, room - step * len(lines)) * 0.42
    for number, line in enumerate(lines):
        serif.draw(canvas, (MARGIN, start + number * step), line, size, palette()["text"])


def _place_photo(image: Image.Image, name: str) -> bool:
    if picture := _open(name, (image.width - SPLIT, image.height)):
        image.paste(picture, (SPLIT, 0))
    return picture is not None


def _place_logo(image: Image.Image, name: str) -> bool:
    if picture := _open(name, (52, 52)):
        image.paste(picture, (MARGIN, MARGIN - 12))
    return picture is not None


def _open(name: str, size: tuple[int, int]) -> Image.Image | None:
    """A stored picture cut to this size; none where it is gone, or cannot be opened."""
    if not name:
        return None
    try:
        with default_storage.open(name) as file:
            picture = Image.open(file).convert("RGBA")
    except (OSError, ValueError):
        return None
    ground = Image.new("RGBA", picture.size, palette()["page"])
    whole = Image.alpha_composite(ground, picture).convert("RGB")
    return ImageOps.fit(whole, size, Image.Resampling.LANCZOS, centering=(0.5, 0.4))


class Face:
    """A typeface of one weight: letters the first file has not are taken from the next."""

    def __init__(self, files: tuple[str, ...], weight: int) -> None:
        self._files, self._weight = files, weight
        self._fonts: dict[int, list[ImageFont.FreeTypeFont]] = {}
        self._known: dict[str, int | None] = {}
        self._lengths: dict[str, float] = {}

    def can_read(self, text: str) -> bool:
        """Whether at least half of the letters of a text can be drawn."""
        letters = [letter for letter in _normal(text) if letter.isalnum()]
        known = [letter for letter in letters if self._file_of(letter) is not None]
        return bool(known) and len(known) * 2 >= len(letters)

    def length(self, text: str, size: float) -> float:
        """How wide a text is, in pixels."""
        if text not in self._lengths:
            fonts = self._of_size(MEASURED)
            self._lengths[text] = sum(
                fonts[place].getlength(run) for place, run in self._runs(text)
            )
        return self._lengths[text] * size / MEASURED

    def draw(
        self,
        canvas: ImageDraw.ImageDraw,
        start: tuple[float, float],
        text: str,
        size: int,
        colour: str,
    ) -> None:
        left, top = start
        fonts = self._of_size(size)
        for place, run in self._runs(text):
            canvas.text((left, top), run, fill=colour, font=fonts[place])
            left += fonts[place].getlength(run)

    def shorten(self, text: str, size: int, width: float) -> str:
        """What fits into one line, whole words of it."""
        words = self._words(text)
        if self.length(" ".join(words), size) <= width:
            return " ".join(words)
        while words and self.length(" ".join(words) + "…", size) > width:
            words.pop()
        return " ".join(words) + "…" if words else ""

    def fit(self, text: str, width: float, height: float) -> tuple[list[str], int]:
        """The lines of a text and the largest size at which they fit.

        Long words are broken only where nothing else helps; the last words that do not fit at the
        smallest size are left out.
        """
        words = self._words(text)
        for may_break in (False, True):
            largest = LARGEST_BROKEN if may_break else LARGEST
            for size in range(largest, SMALLEST - 1, -2):
                lines = self._wrap(words, size, width, may_break=may_break)
                is_narrow = all(self.length(line, size) <= width for line in lines)
                if is_narrow and len(lines) * size * LINE_HEIGHT <= height:
                    return self._balance(words, lines, size, width), size
        kept = lines[: int(height / (SMALLEST * LINE_HEIGHT))]
        return [*kept[:-1], kept[-1][:-1].rstrip() + "…"], SMALLEST

    def _balance(self, words: list[str], lines: list[str], size: int, width: float) -> list[str]:
        """As many lines, as even as they can be."""
        for narrower in range(int(width * 0.55), int(width), 16):
            even = self._wrap(words, size, narrower, may_break=False)
            fits = all(self.length(line, size) <= narrower for line in even)
            if fits and len(even) == len(lines):
                return even
        return lines

    def _wrap(self, words: list[str], size: int, width: float, *, may_break: bool) -> list[str]:
        lines: list[str] = []
        for word in words:
            if lines and self.length(f"{lines[-1]} {word}", size) <= width:
                lines[-1] += f" {word}"
            elif may_break and self.length(word, size) > width:
                lines += self._break(word, size, width)
            else:
                lines.append(word)
        return lines

    def _break(self, word: str, size: int, width: float) -> list[str]:
        parts = [""]
        for letter in word:
            if self.length(parts[-1] + letter, size) > width:
                parts.append("")
            parts[-1] += letter
        return parts

    def _words(self, text: str) -> list[str]:
        """The words of a text, without what cannot be drawn."""
        normal = _normal(text)
        known = (c for c in normal if c.isspace() or self._file_of(c) is not None)
        return "".join(known).split()

    def _runs(self, text: str) -> Iterable[tuple[int, str]]:
        """The text in pieces that one file can draw, each with its place among the files."""
        runs: list[tuple[int, str]] = []
        for letter in text:
            place = self._file_of(letter) or 0
            if runs and runs[-1][0] == place:
                runs[-1] = (place, runs[-1][1] + letter)
            else:
                runs.append((place, letter))
        return runs

    def _file_of(self, letter: str) -> int | None:
        """The place of the first file that has a letter."""
        if letter not in self._known:
            places = (
                place
                for place, font in enumerate(self._of_size(MEASURED))
                if letter == " " or _has(font, letter)
            )
            self._known[letter] = next(places, None)
        return self._known[letter]

    def _of_size(self, size: int) -> list[ImageFont.FreeTypeFont]:
        if size not in self._fonts:
            self._fonts[size] = [self._load(name, size) for name in self._files]
        return self._fonts[size]

    def _load(self, name: str, size: int) -> ImageFont.FreeTypeFont:
        font = ImageFont.truetype(str(_static(name)), size)
        font.set_variation_by_axes([self._weight])
        return font


def _has(font: ImageFont.FreeTypeFont, letter: str) -> bool:
    """Whether a font can draw a letter: what it lacks looks like what no font has."""
    try:
        missing, drawn = font.getmask("\uffff"), font.getmask(letter)
    except ValueError:  # as the layout engine says of some that are missing
        return False
    return drawn.size != (0, 0) and (drawn.size, bytes(drawn)) != (missing.size, bytes(missing))


def _normal(text: str) -> str:
    """A text whose letters bear their accents, without breaks and what cannot be seen."""
    composed = unicodedata.normalize("NFC", " ".join(text.split()))
    return "".join(c for c in composed if c.isprintable() or c == " ")


def _static(name: str) -> Path:
    found = finders.find(name)
    if not found:
        raise FileNotFoundError(name)
    return Path(found)
