"""How much of a file the importer reads. Sizes in bytes, counted while reading, unpacked."""

from articles.importing.document import Unreadable
from articles.importing.markup import MAX_LINES
from articles.rendering.limits import MAX_CELLS, count_cells

#: A Markdown or plain text; a long book chapter has some 100 kB.
MAX_TEXT = 5_000_000

#: What a document may have to be an article, however it is written; a novel has as much.
MAX_CHARACTERS = 500_000

#: A web page; Google Docs and saved pages carry their pictures as data URLs.
MAX_HTML = 30_000_000
MAX_DOCX = 50_000_000

#: A WordPress export is read post by post, so this bounds time; a Ghost export is one JSON.
MAX_WXR = 200_000_000
MAX_GHOST = 100_000_000

#: One post of an export, and what stands before the first.
MAX_POST = 5_000_000

MAX_ZIP_FILES = 20_000
MAX_ZIP_UNPACKED = 500_000_000
#: Deflate reaches 1:1032 on zeros; prose stays below 1:10, a page of repeated markup at 1:60.
MAX_RATIO = 200
#: Below this nothing is a bomb, however well it packs.
RATIO_FLOOR = 1_000_000
#: What a ZIP says of its files: 20,000 names of 150 characters.
MAX_DIRECTORY = 4_000_000

MAX_PICTURE = 20_000_000
MAX_PICTURES = 200

#: Enough of a file to tell what it is.
HEAD = 65_536
CHUNK = 262_144


def check_text(text: str, name: str) -> None:
    """Raise `Unreadable` for more text than an article has: all later steps look at each line."""
    if len(text) > MAX_CHARACTERS or text.count("\n") > MAX_LINES:
        raise Unreadable(
            f"{name} has more text than an article: {MAX_CHARACTERS:,} characters or "
            f"{MAX_LINES:,} lines at most. Import it in parts."
        )


def check_tables(text: str, name: str) -> None:
    """Raise `Unreadable` for Markdown of more cells than a page has; rows are filled up to them."""
    if count_cells(text) > MAX_CELLS:
        raise Unreadable(f"{name} has more than {MAX_CELLS:,} cells in its tables.")
