"""Static files as they are served: hashed, compressed, and one style sheet a page."""

import re
from collections.abc import Iterator
from posixpath import dirname, join, normpath

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

#: The sheet that lists the others, which a reader would otherwise wait for one after the other.
BUNDLE = "css/site.css"
IMPORT = re.compile(r'@import url\("(?P<path>[^"]+)"\) layer\((?P<layer>[\w-]+)\);')
COMMENT = re.compile(r"/\*.*?\*/\s*", re.DOTALL)
ADDRESS = re.compile(r'url\("(?!data:|/)([^"]+)"\)')


class BundledStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """WhiteNoise's storage; before it hashes, `BUNDLE` takes in the sheets it imports."""

    def post_process(
        self,
        paths: dict,
        dry_run: bool = False,  # noqa: FBT001, FBT002 (Django's signature)
        **options,
    ) -> Iterator:
        if BUNDLE in paths and not dry_run:
            self.delete(BUNDLE)
            self._save(BUNDLE, ContentFile(bundle(BUNDLE, paths).encode()))
            paths = {**paths, BUNDLE: (self, BUNDLE)}
        yield from super().post_process(paths, dry_run, **options)


def bundle(name: str, paths: dict) -> str:
    """The sheet `name` with its imports in their layers, without comments.

    `paths` is what `collectstatic` hands over: where each file comes from, by name. Read from
    there, not from what was collected, which the last run may have bundled.
    """
    folder = dirname(name)

    def take_in(match: re.Match) -> str:
        path = normpath(join(folder, match["path"]))
        text = ADDRESS.sub(
            lambda url: f'url("{_relative(join(dirname(path), url[1]), folder)}")',
            _read(path, paths),
        )
        return f"@layer {match['layer']} {{\n{text}}}"

    return COMMENT.sub("", IMPORT.sub(take_in, _read(name, paths)))


def _read(name: str, paths: dict) -> str:
    storage, path = paths[name]
    with storage.open(path) as file:
        return file.read().decode()


def _relative(path: str, folder: str) -> str:
    return "../" * len(folder.split("/")) + normpath(path)
