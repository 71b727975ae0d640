from articles.admin import accounts, affiliate, content, log, media, merchants, people, taxonomy

__all__ = ["accounts", "affiliate", "content", "log", "media", "merchants", "people", "taxonomy"]
