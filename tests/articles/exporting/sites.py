"""Sites to be exported, and what they give."""

import hashlib
import io
import json
import zipfile
from contextlib import closing
from itertools import chain

from django.contrib.auth.models import User
from django.db import connection, models
from django.test import Client

from articles import fragments
from articles.exporting.arriving import Arrival, import_site
from articles.exporting.leaving import export_site
from articles.exporting.registry import left_out, stored_files, tables
from articles.exporting.sources import Archive
from articles.exporting.tables import Link
from articles.exporting.targets import ZipTarget
from articles.models import Author, Publication, Revision, Topic
from guides.models import GuideRevision

#: What could be taken for the frame of a file, or is changed by careless tools.
ODD = [
    "Plain words.",
    "## A heading of the writer’s",
    "### Another\n",
    "```\n## not a heading\n```\n",
    "<!-- candor:section id=1 position=1 key=x -->\n",
    "\\<!-- candor:faqs -->",
    "---\n",
    "---\n\n",
    "trailing  \n  leading",
    "\r\n",
    "\r",
    "\n\n\n",
    "\t",
    "a\u2028b\u2029c\x85d\ufeff",
    "&#10;&#38;",
    "# ",
    "🙂 שלום مرحبا",
    "'single' \"double\" `code` : - key: value",
    "- a\n- b\n",
]


#: The folders of files that are no texts.
STORED = ("media/", "private/")


def export() -> bytes:
    """The whole site as a ZIP."""
    stream = io.BytesIO()
    with closing(ZipTarget(stream)) as target:
        export_site(target)
    return stream.getvalue()


def bring_in(data: bytes) -> Arrival:
    """A ZIP as a site."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return import_site(Archive(archive))


def files_of(data: bytes) -> dict[str, str]:
    """The text files of a ZIP."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = (name for name in archive.namelist() if not name.startswith(STORED))
        return {name: archive.read(name).decode() for name in names}


def forge(data: bytes, **changes: object) -> bytes:
    """A ZIP with other files, or without them (`None`), and a manifest that agrees with it.

    A change of the `manifest` is made to what it says.
    """
    says = changes.pop("manifest", {})
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    manifest = json.loads(files["manifest.json"])
    files |= {
        name: text.encode("utf-8", "surrogateescape")
        for name, text in changes.items()
        if isinstance(text, str)
    }
    manifest["files"] = {
        name: {"size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
        for name, content in files.items()
        if name != "manifest.json" and changes.get(name, "") is not None
    }
    files["manifest.json"] = json.dumps(manifest | says).encode()
    return pack(files)


def pack(files: dict[str, bytes]) -> bytes:
    """A ZIP of these files."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


def clear_site() -> None:
    """Leave the database as migrations make it, without waiting for cascades."""
    own = [table.model for table in tables()]
    links = [
        Link.of(model._meta.get_field(column.name)).through
        for model in (*own, User)
        for column in model._meta.many_to_many
    ]
    for model in {*links, *left_out(), *own, User}:
        models.QuerySet(model)._raw_delete(connection.alias)
    Publication.objects.create()
    for part in stored_files():
        for folder in part.storage.listdir("")[0]:
            part.storage.delete(folder)
    fragments._print.cache_clear()


def addresses() -> list[str]:
    """Every page that readers may ask for, and those they once could."""
    articles, guides = Revision.objects.all(), GuideRevision.objects.all()
    pages = [row.get_absolute_url() for row in chain(articles, guides)]
    sources = [f"{row.get_absolute_url().removesuffix('/')}.md" for row in articles]
    chapters = [
        f"/guides/{guide.slug}/{row['slug']}/"
        for guide in guides
        for row in guide.chapters
        if "slug" in row
    ]
    read_in_guides = [
        f"/guides/{guide.slug}/{slug}/"
        for guide in guides
        for slug in Revision.objects.values_list("slug", flat=True)
    ]
    people = [row.get_absolute_url() for row in (*Author.objects.all(), *Topic.objects.all())]
    tags = Revision.tags.rel.model.objects.values_list("slug", flat=True)
    listings = ["/", "/articles/", "/guides/", "/robots.txt", "/nothing-here/"]
    tag_pages = [f"/tags/{slug}/" for slug in tags]
    return [*listings, *people, *tag_pages, *pages, *sources, *chapters, *read_in_guides]


def read(paths: list[str]) -> dict[str, tuple[int, str, bytes]]:
    """What readers get: the status, where a redirect leads, and the bytes."""
    client = Client()
    answers = {path: client.get(path) for path in paths}
    return {
        path: (answer.status_code, answer.headers.get("Location", ""), answer.content)
        for path, answer in answers.items()
    }
