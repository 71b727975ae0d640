from articles.admin import accounts, affiliate, content, log, media, people, taxonomy

__all__ = ["accounts", "affiliate", "content", "log", "media", "people", "taxonomy"]
