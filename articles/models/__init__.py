from articles.models.affiliate import AffiliateLink, Merchant
from articles.models.content import Article, Faq, Reference, Section
from articles.models.media import Photo
from articles.models.people import Author
from articles.models.revision import Revision, RevisionBase
from articles.models.taxonomy import Publication, Topic

__all__ = [
    "AffiliateLink",
    "Article",
    "Author",
    "Faq",
    "Merchant",
    "Photo",
    "Publication",
    "Reference",
    "Revision",
    "RevisionBase",
    "Section",
    "Topic",
]
