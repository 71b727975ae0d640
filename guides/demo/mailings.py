"""What the demo's readers may have by e-mail: kits, and a letter that is still a draft."""

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import frontmatter
import typst
from django.core.files.base import ContentFile

from articles.models import Photo, Topic
from guides.kits.files import recognise, store
from guides.kits.wordings import reword
from guides.models import Guide, Kit, Letter

FOLDER = Path(__file__).parent
COVER = "cover.jpg"


def load_kit(row: dict[str, Any], draw: Callable[[str, str], Photo]) -> Kit:
    """Make a kit of a guide's book, or of a file that is set here with a drawn cover."""
    names = ("slug", "title", "promise", "made_from", "at_end")
    kit = Kit(**{name: row[name] for name in names})
    if kit.made_from == Kit.Source.FILE:
        kit.cover = draw(row["cover"], row["cover_alt"])
        upload = ContentFile(set_kit(kit.slug, kit.cover))
        store(kit, upload, recognise(upload))
    else:
        kit.guide = Guide.objects.get(slug=row["guide"])
        kit.cover = kit.guide.hero
    kit.save()
    kit.topics.set(Topic.objects.filter(slug__in=row.get("topics", [])))
    reword(kit, delivery=row["delivery"], letters=row["letters"])
    return kit


def set_kit(slug: str, cover: Photo) -> bytes:
    """The PDF of a kit: tagged, PDF/UA-1, and the same bytes for the same cover."""
    source = FOLDER / "kits" / f"{slug}.typ"
    with tempfile.TemporaryDirectory() as name, cover.file.open() as picture:
        folder = Path(name)
        (folder / source.name).write_bytes(source.read_bytes())
        (folder / COVER).write_bytes(picture.read())
        return typst.compile(
            folder / source.name,
            root=folder,
            timestamp=0,
            pdf_standards=["ua-1"],
            sys_inputs={"alt": cover.alt},
        )


def load_letter() -> Letter:
    """Write the demo's letter. Nobody gets it: there are no subscribers, and it is a draft."""
    post = frontmatter.loads((FOLDER / "letters" / "hello.md").read_text(encoding="utf-8"))
    return Letter.objects.create(subject=str(post["subject"]), body=post.content)
