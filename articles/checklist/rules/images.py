"""Images as those have them who cannot see them."""

import re
from collections.abc import Iterator

from articles.checklist.blocks import Block, Image
from articles.checklist.finding import Finding, Rule
from articles.checklist.reading import Reading, Text
from articles.checklist.rules.family import Check, passage_of_image

MISSING = Rule("alt-missing", "Images that nothing describes", "WCAG 2.2, 1.1.1 Non-text Content")
FILE_NAME = Rule("alt-file-name", "File names as descriptions", "WCAG 2.2, 1.1.1; failure F30")
WORDY = Rule("alt-long", "Long descriptions of images", "W3C, Images Tutorial: tips and tricks")
IMAGE_OF = Rule("alt-image-of", "“Image of …”", "W3C, Images Tutorial: tips and tricks")

#: Letters of a description; what needs more belongs into the text.
MAX_ALT = 200

FILE = re.compile(
    r"\S+\.(?:jpe?g|png|gif|webp|avif|svg|heic|tiff?)"
    r"|(?:img|dsc|dscn|dscf|pxl|mvimg|image|photo|screenshot|unnamed|untitled)[\s_-]*\d[\d\s_-]*",
    re.IGNORECASE,
)
#: English words, which a program that reads a page aloud says by itself.
OPENING = re.compile(
    r"(?:an? |the )?(?:image|picture|photo|photograph|graphic|icon) (?:of|showing) ", re.IGNORECASE
)


def _images(reading: Reading) -> Iterator[tuple[Text, Block, Image, str]]:
    """All images of the texts, each with its description: its own, or the library's."""
    pictures = reading.rendered.page.library.pictures
    for text in reading.texts:
        for block in text.blocks:
            for image in block.images:
                picture = pictures.get(image.src)
                yield text, block, image, image.alt or (picture.alt if picture else "")


def find_missing(reading: Reading) -> Iterator[Finding]:
    """A hero or an image in a text without a description, in the text or in the library."""
    hero = reading.rendered.page.pictures.get(reading.content.hero or 0)
    if hero and not hero.alt.strip():
        yield reading.find(MISSING, "hero", "", "Describe the hero photo in the library.")
    for text, block, image, alt in _images(reading):
        if not alt.strip():
            reason = "Say what it shows to whoever cannot see it, between the brackets."
            yield reading.find(MISSING, text.place, passage_of_image(block, image), reason)


def find_file_names(reading: Reading) -> Iterator[Finding]:
    for text, block, image, alt in _images(reading):
        if FILE.fullmatch(alt.strip()):
            reason = f"“{alt}” is the name of a file. Say what the image shows."
            yield reading.find(FILE_NAME, text.place, passage_of_image(block, image), reason)


def find_wordy(reading: Reading) -> Iterator[Finding]:
    for text, block, image, alt in _images(reading):
        if len(alt) > MAX_ALT:
            reason = f"The description has {len(alt)} letters: put the details into the text."
            yield reading.find(WORDY, text.place, passage_of_image(block, image), reason)


def find_openings(reading: Reading) -> Iterator[Finding]:
    """Descriptions that begin by saying that it is an image. English."""
    for text, block, image, alt in _images(reading):
        opening = OPENING.match(alt)
        if opening:
            reason = "Screen readers say that it is an image: begin with what it shows."
            passage = passage_of_image(block, image)
            rest = alt[opening.end() :]
            at = text.source.find(f"![{alt}]", block.start, block.end)
            span = (at + 2, at + 2 + len(alt))
            fix = reading.fix(text, span, rest[:1].upper() + rest[1:], "Leave it out")
            yield reading.find(IMAGE_OF, text.place, passage, reason, fix if at >= 0 else None)


CHECKS: dict[Rule, Check] = {
    MISSING: find_missing,
    FILE_NAME: find_file_names,
    WORDY: find_wordy,
    IMAGE_OF: find_openings,
}
