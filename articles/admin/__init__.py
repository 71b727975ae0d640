from articles.admin import affiliate, content, media, people, taxonomy

__all__ = ["affiliate", "content", "media", "people", "taxonomy"]
