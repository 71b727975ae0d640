from articles.models.affiliate import (
    AffiliateLink,
    AffiliateLinkChange,
    ClickCount,
    Merchant,
    ViewCount,
)
from articles.models.checklist import Dismissal
from articles.models.content import Article, Faq, Reference, Section
from articles.models.draft import Draft
from articles.models.earnings import Earning, EarningsReport, LeftOutRow, PendingReport
from articles.models.health import CheckedAddress, CheckedQuote
from articles.models.importing import Import, ImportedDocument, ImportedPicture
from articles.models.log import BulkChange, Event
from articles.models.media import Photo
from articles.models.network import Network
from articles.models.people import Author
from articles.models.ping import Ping
from articles.models.publishable import Binnable, KeptManager, PublishableQuerySet
from articles.models.redirect import MissedPath, Redirect
from articles.models.related import Related
from articles.models.review import Comment, Notice, ShareLink, Submission
from articles.models.revision import Revision, RevisionBase
from articles.models.search import SearchDocument, Spelling, Subject
from articles.models.taxonomy import Publication, Topic
from articles.models.trust import HelpLine, PolicyPage

__all__ = [
    "AffiliateLink",
    "AffiliateLinkChange",
    "Article",
    "Author",
    "Binnable",
    "BulkChange",
    "CheckedAddress",
    "CheckedQuote",
    "ClickCount",
    "Comment",
    "Dismissal",
    "Draft",
    "Earning",
    "EarningsReport",
    "Event",
    "Faq",
    "HelpLine",
    "Import",
    "ImportedDocument",
    "ImportedPicture",
    "KeptManager",
    "LeftOutRow",
    "Merchant",
    "MissedPath",
    "Network",
    "Notice",
    "PendingReport",
    "Photo",
    "Ping",
    "PolicyPage",
    "Publication",
    "PublishableQuerySet",
    "Redirect",
    "Reference",
    "Related",
    "Revision",
    "RevisionBase",
    "SearchDocument",
    "Section",
    "ShareLink",
    "Spelling",
    "Subject",
    "Submission",
    "Topic",
    "ViewCount",
]
