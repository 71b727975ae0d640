from articles.admin import (
    accounts,
    affiliate,
    content,
    earnings,
    health,
    importing,
    log,
    media,
    merchants,
    networks,
    people,
    taxonomy,
)

__all__ = [
    "accounts",
    "affiliate",
    "content",
    "earnings",
    "health",
    "importing",
    "log",
    "media",
    "merchants",
    "networks",
    "people",
    "taxonomy",
]
