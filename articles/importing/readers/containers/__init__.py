"""Uploads → the documents in them, one at a time."""

from articles.importing.readers.containers.splitting import split

__all__ = ["split"]
