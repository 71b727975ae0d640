"""The parts of a page that are made once for each set of values they show."""

from typing import Any

from django import template

from articles.discovery.metadata import Metadata, full_title
from articles.fragments import card_key, print_fragment, publication_key
from articles.models import Publication, Revision

register = template.Library()


@register.simple_tag
def head(meta: Metadata, publication: Publication) -> str:
    """What the head of a page says of it."""
    context = {
        "meta": meta,
        "title": full_title(meta, publication.name),
        "publication": publication,
    }
    return print_fragment("components/head.html", (meta, publication.name), context)


@register.simple_tag
def masthead(publication: Publication, **options: Any) -> str:
    """The top of a page; `options` go to its template."""
    key = (publication_key(publication), *options.items())
    return print_fragment("components/masthead.html", key, {"publication": publication, **options})


@register.simple_tag
def footer(publication: Publication) -> str:
    """The foot of a page."""
    key = publication_key(publication)
    return print_fragment("components/footer.html", key, {"publication": publication})


@register.simple_tag
def card(revision: Revision, **options: Any) -> str:
    """One article in a list; `options` go to its template."""
    key = (card_key(revision), *options.items())
    return print_fragment("components/card.html", key, {"card": revision, **options})
