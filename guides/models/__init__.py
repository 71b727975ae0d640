from guides.models.book import Book
from guides.models.guide import Chapter, Guide, GuideRevision
from guides.models.kit import Kit, KitCount, Wording
from guides.models.letter import Letter, Mail
from guides.models.subscriber import Ask, Consent, Erasure, KitRequest, Subscriber

__all__ = [
    "Ask",
    "Book",
    "Chapter",
    "Consent",
    "Erasure",
    "Guide",
    "GuideRevision",
    "Kit",
    "KitCount",
    "KitRequest",
    "Letter",
    "Mail",
    "Subscriber",
    "Wording",
]
