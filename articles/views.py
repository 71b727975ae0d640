"""What readers get of articles. Every page is complete without JavaScript or cookies."""

from collections.abc import Sequence
from typing import Any

from django.db.models import (
    Count,
    Max,
    Min,
    QuerySet,
    SlugField,
)
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe
from taggit.models import Tag

from articles.as_markdown import to_markdown
from articles.cards import Card
from articles.compiled import NOW, CompiledQuery, Parameter
from articles.context import load_publication
from articles.discovery.metadata import (
    Metadata,
    absolute,
    describe_article,
    describe_author,
    describe_listing,
    describe_revision,
    share,
    spell_moment,
    unlisted,
)
from articles.discovery.share_image import (
    poster_of_author,
    poster_of_publication,
    poster_of_revision,
)
from articles.discovery.structured_data import (
    Crumb,
    with_article,
    with_author,
    with_list,
    with_page,
)
from articles.fragments import article_key, print_page, publication_key
from articles.history.notes import show_notes
from articles.listings import NEWEST, REVIEWED, Listing, find_page
from articles.models import Author, Publication, Revision, Topic
from articles.neighbours import nearest_of, neighbours_of
from articles.publishing.facts import plain_text
from articles.publishing.library import without_merchants
from articles.publishing.pages import owed_disclosures, render_aside
from articles.reading import answer_missing, fill, find_addresses, show_end
from articles.rendering import library
from articles.rendering.links import fill_addresses, stable_targets
from articles.sensitive import body_of, guard, is_sensitive


@require_safe
def article(request: HttpRequest, slug: str) -> HttpResponse:
    """One article. Four queries.

    One more if it has sources on other sites, one if it links to a guide, one if it shows products
    at their merchants' addresses, and one for the kit at its end.
    """
    now = timezone.now()
    found = LIVE_ARTICLE.run(slug=slug, now=now)
    if not found:
        return answer_missing(request, Revision.objects.articles(), slug)
    revision = found[0]
    neighbours = neighbours_of(revision, now)
    html = body_of(revision)
    targets = stable_targets(html)
    linked = targets.pop("article", ())
    addresses = {
        ("article", card.article_id): card.get_absolute_url()
        for card, _ in neighbours
        if card.article_id in linked
    } | find_addresses(targets, revision)
    body = fill(html, addresses, revision, revision.source, has_notes=True)
    related = nearest_of(neighbours)
    answer = HttpResponse(_frame_article(revision, related, body + show_end(revision)))
    return guard(answer, revision)


def _frame_article(revision: Revision, related: tuple[Card, ...], body: str) -> str:
    publication = load_publication()
    key = (
        article_key(revision),
        publication.count_views,
        revision.source,
        publication_key(publication),
        related,
        is_sensitive(revision) and publication.exit_address,
    )

    def make_context() -> dict[str, Any]:
        return {
            "meta": _describe_article(revision, publication),
            "source": revision.source,
            "revision": revision,
            "related": related,
            "notes": show_notes(revision),
            "publication": publication,
            "is_sensitive": is_sensitive(revision),
        }

    return print_page("articles/article.html", key, make_context, body)


def _describe_article(revision: Revision, publication: Publication) -> Metadata:
    """The metadata of an article on its own page. No query."""
    topic = revision.topic
    trail = (
        Crumb(publication.name, "/"),
        *([Crumb(topic.title, topic.get_absolute_url())] if topic else []),
        Crumb(revision.title),
    )
    meta = share(describe_article(revision), poster_of_revision(publication, revision))
    return with_article(meta, publication, revision, trail=trail)


@CompiledQuery
def LIVE_ARTICLE() -> QuerySet[Revision]:  # noqa: N802
    """The article that is live under a slug."""
    slug = Parameter("slug", SlugField())
    return Revision.objects.articles().live(NOW).for_page().filter(slug=slug)[:1]


@require_safe
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """A page outside the topics: About, Privacy and the like. Three queries.

    One more if it has sources on other sites.
    """
    revisions = Revision.objects.pages()
    revision = revisions.live().for_page().filter(slug=slug).first()
    if revision is None:
        return answer_missing(request, revisions, slug)
    addresses = find_addresses(stable_targets(revision.html))
    publication = load_publication()
    meta = share(describe_revision(revision), poster_of_revision(publication, revision))
    context = {
        "meta": with_page(meta, publication, facts=revision.facts),
        "publication": publication,
        "revision": revision,
        "source": revision.source,
        "body": fill(revision.html, addresses, revision, revision.source, has_notes=True),
        "notes": show_notes(revision),
    }
    return render(request, "articles/page.html", context)


@require_safe
def article_markdown(request: HttpRequest, slug: str) -> HttpResponse:
    """One article as Markdown. One query, and one for each kind of address in it."""
    return _answer_markdown(request, Revision.objects.articles(), slug)


@require_safe
def page_markdown(request: HttpRequest, slug: str) -> HttpResponse:
    """A page as Markdown. As many queries."""
    return _answer_markdown(request, Revision.objects.pages(), slug)


def _answer_markdown(request: HttpRequest, revisions: Any, slug: str) -> HttpResponse:
    revision = revisions.live().for_page().filter(slug=slug).first()
    if revision is None:
        answer = answer_missing(request, revisions, slug)
        if isinstance(answer, HttpResponsePermanentRedirect):
            answer["Location"] = f"{answer.url.removesuffix('/')}.md"
        return answer
    html = body_of(revision)
    addresses = find_addresses(stable_targets(html), revision)
    canonical = absolute(revision.get_absolute_url())
    body = fill(html, addresses, revision, revision.source)
    answer = HttpResponse(
        to_markdown(body + show_notes(revision), canonical),
        content_type="text/markdown; charset=utf-8",
        # The page itself is what is to be found (RFC 6596, 3).
        headers={"Link": f'<{canonical}>; rel="canonical"', "X-Robots-Tag": "noindex"},
    )
    return guard(answer, revision)


@require_safe
def archive(request: HttpRequest) -> HttpResponse:
    """All articles, newest first. Three queries."""
    listing = _paginate(request, Revision.objects.live().articles())
    meta = describe_listing(
        "All articles",
        "Every article we have published, with the newest at the top of the list.",
        reverse("archive"),
        page=listing.number,
    )
    context = {**_describe_list(meta, listing), "listing": listing}
    return render(request, "articles/archive.html", context)


@require_safe
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    """The articles of one topic. Four queries."""
    topic = get_object_or_404(Topic, slug=slug)
    listing = _paginate(request, Revision.objects.live().articles().filter(topic=topic))
    meta = describe_listing(
        topic.title,
        topic.description,
        topic.get_absolute_url(),
        page=listing.number,
        more=f"Everything we have published on {topic.title}, the newest articles first.",
    )
    head = _describe_list(meta, listing) if listing else _hide(meta)
    context = {
        **head,
        "topic": topic,
        "listing": listing,
        "is_sensitive": is_sensitive(topic),
    }
    return guard(render(request, "articles/topic.html", context), topic)


@require_safe
def tag(request: HttpRequest, slug: str) -> HttpResponse:
    """The articles of one tag; a tag no live article bears is not found. Four queries."""
    tag = get_object_or_404(Tag, slug=slug)
    listing = _paginate(request, Revision.objects.live().articles().filter(tags=tag))
    if not listing:
        raise Http404(f"No live article is tagged {tag}.")
    title = f"Articles on {tag}"
    meta = describe_listing(
        title,
        f"Everything we have published that deals with {tag}, the newest articles first.",
        reverse("tag", args=[slug]),
        page=listing.number,
    )
    context = {
        **_describe_list(meta, listing),
        "title": title,
        "tag": tag,
        "listing": listing,
    }
    return render(request, "articles/tag.html", context)


@require_safe
def author(request: HttpRequest, slug: str) -> HttpResponse:
    """A person's profile with what they wrote and reviewed. Five queries; six with links, and one
    more where not all that they reviewed is on it."""
    author = get_object_or_404(Author.objects.select_related("photo"), slug=slug)
    articles = Revision.objects.live().articles()
    own = library.Page()
    bio = render_aside(author.bio, own, "profile")
    written = articles.filter(authors=author)
    facts = written.aggregate(
        count=Count("pk"), created=Min("published_at"), modified=Max("modified_at")
    )
    listing = _paginate(request, written, count=facts.pop("count"))
    publication = load_publication()
    words = plain_text(bio)
    links = without_merchants(author.link_list)
    meta = describe_author(author, words, page=listing.number)
    context = {
        "meta": with_author(
            share(meta, poster_of_author(publication, author)),
            publication,
            author,
            bio=words,
            links=links,
            **{name: spell_moment(moment) for name, moment in facts.items()},
        ),
        "publication": publication,
        "author": author,
        "picture": author.photo.picture if author.photo else None,
        "bio": fill_addresses(bio, find_addresses(stable_targets(bio)), source=""),
        "disclosures": owed_disclosures(own, publication) if own.merchants else [],
        "links": links,
        "listing": listing,
        "reviewed": find_page(articles.filter(reviewer=author), 1, order=REVIEWED),
    }
    return render(request, "articles/author.html", context)


@require_safe
def reviewed(request: HttpRequest, slug: str) -> HttpResponse:
    """All that a person reviewed, the last review first. Four queries.

    Who reviewed nothing that is live is not found.
    """
    author = get_object_or_404(Author, slug=slug)
    articles = Revision.objects.live().articles().filter(reviewer=author)
    listing = _paginate(request, articles, order=REVIEWED)
    if not listing:
        raise Http404(f"{author} reviewed no live article.")
    title = f"Reviewed by {author.name}"
    meta = describe_listing(
        title,
        f"Every article of ours that {author.name} has reviewed, and when that was.",
        reverse("reviewed", args=[slug]),
        page=listing.number,
    )
    context = {
        **_describe_list(meta, listing),
        "title": title,
        "author": author,
        "listing": listing,
    }
    return render(request, "articles/reviewed.html", context)


def _describe_list(meta: Metadata, listing: Listing) -> dict[str, Any]:
    """What the head of a page tells of a list, and the publication it took from. One query."""
    publication = load_publication()
    meta = share(meta, poster_of_publication(publication))
    return {"meta": with_list(meta, publication, listing), "publication": publication}


def _hide(meta: Metadata) -> dict[str, Any]:
    """The same of a page that is not worth to be found yet. One query."""
    return {"meta": unlisted(meta), "publication": load_publication()}


def _paginate(
    request: HttpRequest,
    articles: QuerySet[Revision],
    *,
    count: int | None = None,
    order: Sequence[Any] = NEWEST,
) -> Listing:
    """The page of a list that is asked for. Two queries; one if the `count` is known."""
    number = request.GET.get("page", "1")
    is_number = number.isascii() and number.isdecimal() and len(number) <= 6
    listing = None
    if is_number and int(number):
        listing = find_page(articles, int(number), count=count, order=order)
    if listing is None:
        raise Http404("There is no such page of this list.")
    return listing
