from articles.admin import (
    accounts,
    affiliate,
    content,
    health,
    log,
    media,
    merchants,
    people,
    taxonomy,
)

__all__ = [
    "accounts",
    "affiliate",
    "content",
    "health",
    "log",
    "media",
    "merchants",
    "people",
    "taxonomy",
]
