"""Small builders for tests: what is not given gets a plain, valid value."""

import hashlib
import io
from datetime import timedelta
from itertools import count
from typing import Any

from django.contrib.auth.models import Group, User
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from articles.importing.outline import Outline, Part, Role
from articles.models import (
    AffiliateLink,
    Article,
    Author,
    CheckedAddress,
    Comment,
    EarningsReport,
    Faq,
    HelpLine,
    Import,
    ImportedDocument,
    Merchant,
    MissedPath,
    Network,
    Photo,
    Ping,
    PolicyPage,
    Publication,
    Redirect,
    Reference,
    Revision,
    Section,
    ShareLink,
    Submission,
    Topic,
)
from articles.publishing.windows import publish, save_revision
from guides.models import (
    Ask,
    Chapter,
    Guide,
    GuideRevision,
    Kit,
    KitRequest,
    Letter,
    Mail,
    Subscriber,
    Wording,
)

_numbers = count(1)


def make_user(role: str | None = None, **fields: Any) -> User:
    """A staff user in a role (“author” or “editor”), or a plain one."""
    name = fields.pop("username", f"user{next(_numbers)}")
    user = User.objects.create_user(name, password="secret", is_staff=role is not None, **fields)
    if role:
        user.groups.add(Group.objects.get(name=role))
    return user


def make_publication(**fields: Any) -> Publication:
    """The one publication, with these fields; others keep their defaults."""
    publication, _ = Publication.objects.update_or_create(
        pk=1, defaults={"name": "The Test Gazette"} | fields
    )
    return publication


def make_topic(**fields: Any) -> Topic:
    number = next(_numbers)
    return Topic.objects.create(**{"title": f"Topic {number}", "slug": f"topic-{number}"} | fields)


def make_help_line(**fields: Any) -> HelpLine:
    defaults = {"country": "GB", "name": "Samaritans", "telephone": "116 123"}
    return HelpLine.objects.create(**defaults | fields)


def make_author(**fields: Any) -> Author:
    number = next(_numbers)
    return Author.objects.create(
        **{"name": f"Author {number}", "slug": f"author-{number}"} | fields
    )


def make_merchant(**fields: Any) -> Merchant:
    number = next(_numbers)
    defaults = {"name": f"Merchant {number}", "hosts": f"shop{number}.example.com"}
    return Merchant.objects.create(**defaults | fields)


def make_product(**fields: Any) -> AffiliateLink:
    number = next(_numbers)
    merchant = fields.pop("merchant", None) or make_merchant()
    defaults = {
        "name": f"Product {number}",
        "slug": f"product-{number}",
        "destination": f"https://{merchant.host_list[0]}/item?ref=gazette",
    }
    return AffiliateLink.objects.create(merchant=merchant, **defaults | fields)


def make_network(**fields: Any) -> Network:
    """A network whose reports have the columns SubId, Commission, Date and Sale."""
    defaults = {
        "name": f"Network {next(_numbers)}",
        "sub_id_column": "SubId",
        "amount_column": "Commission",
        "day_column": "Date",
        "reference_column": "Sale",
    }
    return Network.objects.create(**defaults | fields)


def make_earnings_report(network: Network | None = None, **fields: Any) -> EarningsReport:
    """A report that holds nothing; its rows are `Earning` and `LeftOutRow`."""
    defaults = {"file_name": "report.csv", "file_hash": f"{next(_numbers):064}", "total": 0}
    return EarningsReport.objects.create(network=network or make_network(), **defaults | fields)


def make_redirect(**fields: Any) -> Redirect:
    return Redirect.objects.create(
        **{"path": f"/old-{next(_numbers)}/", "target": "https://example.org/"} | fields
    )


def make_missed_path(**fields: Any) -> MissedPath:
    return MissedPath.objects.create(**{"path": f"/missed-{next(_numbers)}/"} | fields)


def make_import(**fields: Any) -> Import:
    return Import.objects.create(**{"name": f"drafts-{next(_numbers)}.zip"} | fields)


def make_outline(*parts: tuple[int, str, str] | Part, **fields: Any) -> Outline:
    """A proposal; its parts are `Part`s, or sections as (level, heading, body)."""
    rows = tuple(
        part if isinstance(part, Part) else Part(Role.SECTION, *part)
        for part in parts or [(0, "", "Begin anywhere."), (2, "Tea", "Two minutes.")]
    )
    return Outline(**{"title": f"Document {next(_numbers)}", "parts": rows} | fields)


def make_imported_document(
    batch: Import | None = None, outline: Outline | None = None, **fields: Any
) -> ImportedDocument:
    """A document that was read, and waits to be looked at."""
    number = next(_numbers)
    outline = outline or make_outline()
    defaults = {
        "name": f"draft-{number}.md",
        "key": f"draft-{number}.md",
        "format": "markdown",
        "data": f"Words {number}".encode(),
        "digest": f"{number:064}",
        "state": "proposed",
        "title": outline.title,
        "outline": outline.to_json(),
        "canonical": outline.canonical,
    }
    return ImportedDocument.objects.create(batch=batch or make_import(), **defaults | fields)


def make_checked_address(**fields: Any) -> CheckedAddress:
    url = fields.pop("url", f"https://example.org/{next(_numbers)}")
    hashed = hashlib.sha256(url.encode()).hexdigest()
    return CheckedAddress.objects.create(**{"url": url, "url_hash": hashed} | fields)


def make_photo(**fields: Any) -> Photo:
    """A photo row with a tiny file; its renditions are not made."""
    photo = Photo(**{"width": 1200, "height": 800, "alt": "A bench by a lake"} | fields)
    photo.file.save("photo.jpg", ContentFile(image_bytes()), save=False)
    photo.save()
    return photo


def image_bytes(kind: str = "JPEG", size: tuple[int, int] = (12, 8), **options: Any) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", size, "teal").save(buffer, kind, **options)
    return buffer.getvalue()


def upload(content: bytes, name: str = "photo.jpg", kind: str = "image/jpeg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, kind)


def make_article(
    *,
    sections: list[tuple[str, str]] | None = None,
    faqs: list[tuple[str, str]] = (),
    references: list[dict[str, Any]] = (),
    tags: list[str] = (),
    authors: list[Author] | None = None,
    **fields: Any,
) -> Article:
    """A working copy ready to be published: one section, an author, a topic."""
    number = next(_numbers)
    is_page = fields.get("kind") == "page"
    defaults = {"title": f"Article {number}", "slug": f"article-{number}"}
    if not is_page and "topic" not in fields:
        defaults["topic"] = make_topic()
    article = Article.objects.create(**defaults | fields)
    if authors is None:
        authors = [] if is_page else [make_author()]
    article.authors.set(authors)
    article.tags.set(tags)
    for position, (heading, body) in enumerate(sections or [("First", "Some words.")]):
        Section.objects.create(article=article, position=position, heading=heading, body=body)
    for position, (question, answer) in enumerate(faqs):
        Faq.objects.create(article=article, position=position, question=question, answer=answer)
    for position, row in enumerate(references):
        Reference.objects.create(article=article, position=position, **row)
    return article


def publish_article(article: Article | None = None, **fields: Any) -> Revision:
    """Publish a working copy (a new one, made of `fields`) from now on."""
    return publish(save_revision(article or make_article(**fields)))


def make_policy(role: str, *, is_live: bool = True, **fields: Any) -> Article:
    """The page of a role at the foot of every page, published unless it is to be a draft."""
    page = make_article(kind="page", **fields)
    PolicyPage.objects.create(role=role, page=page)
    if is_live:
        publish_article(page)
    return page


def make_ping(**fields: Any) -> Ping:
    """A ping of IndexNow that is due."""
    defaults = {"service": "indexnow", "address": f"https://example.org/{next(_numbers)}/"}
    return Ping.objects.create(**defaults | fields)


def make_submission(article: Article | None = None, **fields: Any) -> Submission:
    """The newest version of an article, submitted for review."""
    revision = save_revision(article or make_article())
    return Submission.objects.create(article=revision.article, revision=revision, **fields)


def make_share_link(article: Article | None = None, **fields: Any) -> ShareLink:
    """A link to a draft that is good for a week."""
    defaults = {"expires_at": timezone.now() + timedelta(days=7)}
    return ShareLink.objects.create(article=article or make_article(), **defaults | fields)


def make_comment(article: Article | None = None, **fields: Any) -> Comment:
    defaults = {"text": "Is this so?"}
    return Comment.objects.create(article=article or make_article(), **defaults | fields)


def make_guide(*, chapters: list[Article | tuple[str, str]] = (), **fields: Any) -> Guide:
    """A guide whose chapters are articles, or (title, body) pairs of its own."""
    number = next(_numbers)
    guide = Guide.objects.create(**{"title": f"Guide {number}", "slug": f"guide-{number}"} | fields)
    for position, chapter in enumerate(chapters):
        own = {} if isinstance(chapter, Article) else {"title": chapter[0], "body": chapter[1]}
        article = chapter if isinstance(chapter, Article) else None
        Chapter.objects.create(guide=guide, position=position, article=article, **own)
    return guide


def publish_guide(guide: Guide | None = None, **fields: Any) -> GuideRevision:
    """Publish a guide (a new one, made of `fields`) from now on."""
    return publish(save_revision(guide or make_guide(**fields)))


def pdf_bytes(*objects: bytes, version: bytes = b"%PDF-1.7\n", trailer: bytes = b"") -> bytes:
    """A PDF of objects that are numbered from 1, where the catalogue stands."""
    data, places = version, []
    for number, content in enumerate(objects, start=1):
        places.append(len(data))
        data += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    index = b"xref\n0 %d\n0000000000 65535 f \n%b" % (size, rows)
    index += b"trailer\n<</Size %d/Root 1 0 R%b>>\n" % (size, trailer)
    return data + index + b"startxref\n%d\n%%%%EOF\n" % len(data)


#: A PDF of one empty page.
PDF = pdf_bytes(
    b"<</Type/Catalog/Pages 2 0 R>>",
    b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
    b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>",
)


def make_kit(
    *,
    content: bytes = PDF,
    topics: list[Topic] = (),
    articles: list[Article] = (),
    **fields: Any,
) -> Kit:
    """A kit that can be asked for, with version 1 of its wording: a PDF file, or a guide's book."""
    number = next(_numbers)
    defaults = {
        "title": f"Kit {number}",
        "slug": f"kit-{number}",
        "promise": "Ten questions for a quiet evening.",
    }
    kit = Kit(**defaults | fields)
    if kit.made_from == Kit.Source.FILE:
        kit.original_name = kit.original_name or f"{kit.slug}.pdf"
        kit.file.save(f"{number}.pdf", ContentFile(content), save=False)
    kit.save()
    kit.topics.set(topics)
    kit.articles.set(articles)
    make_wording(kit)
    return kit


def make_wording(kit: Kit | None = None, **fields: Any) -> Wording:
    """The next version of a kit's wording (of a new kit, its second)."""
    kit = kit or make_kit()
    defaults = {
        "version": kit.wordings.count() + 1,
        "delivery": "We send the kit to this address, and nothing else.",
        "letters": "Send me letters too; every one has a link to leave.",
    }
    return Wording.objects.create(kit=kit, **defaults | fields)


def make_subscriber(**fields: Any) -> Subscriber:
    """Someone who confirmed nothing yet."""
    return Subscriber.objects.create(**{"address": f"reader{next(_numbers)}@example.org"} | fields)


def make_kit_request(
    kit: Kit | None = None, subscriber: Subscriber | None = None, **fields: Any
) -> KitRequest:
    """That somebody asked for a kit under the newest wording."""
    kit = kit or make_kit()
    defaults = {"subscriber": subscriber or make_subscriber(), "wording": kit.wordings.first()}
    return KitRequest.objects.create(kit=kit, **defaults | fields)


def make_ask(kit: Kit | None = None, **fields: Any) -> Ask:
    """What somebody typed into a kit's form under the newest wording; it waits to be taken in."""
    kit = kit or make_kit()
    defaults = {"address": f"reader{next(_numbers)}@example.org", "wording": kit.wordings.first()}
    return Ask.objects.create(kit=kit, **defaults | fields)


def make_letter(**fields: Any) -> Letter:
    defaults = {"subject": f"Letter {next(_numbers)}", "body": "Dear reader,\n\nbe well."}
    return Letter.objects.create(**defaults | fields)


def make_mail(request: KitRequest | None = None, **fields: Any) -> Mail:
    """A mail of a request that asks to confirm; of a letter where `letter` is given."""
    if "letter" in fields:
        defaults = {"kind": "letter", "subscriber": fields.get("subscriber") or make_subscriber()}
        return Mail.objects.create(**defaults | fields)
    request = request or make_kit_request()
    defaults = {"kind": "confirm", "subscriber": request.subscriber}
    return Mail.objects.create(request=request, **defaults | fields)
