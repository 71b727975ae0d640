"""Pages that can put their reader at risk: which they are, what they show and leave behind."""

from typing import Any

from django.http import HttpResponse

from articles.models import RevisionBase, Topic
from articles.rendering.unpaid import without_payments


def is_sensitive(subject: Any) -> bool:
    """Whether a topic is sensitive, or that of an article or a version of one.

    No query where the topic is loaded; nothing without a topic is.
    """
    topic = subject if isinstance(subject, Topic) else getattr(subject, "topic", None)
    return topic is not None and topic.is_sensitive


def body_of(revision: RevisionBase) -> str:
    """The stored HTML of a version, as it may be read today.

    What was published before its topic became sensitive keeps its words, and no link that pays.
    """
    return without_payments(revision.html) if is_sensitive(revision) else revision.html


def leave_no_trace(response: HttpResponse) -> HttpResponse:
    """Have an answer tell no other site where its reader was, and leave no copy behind.

    Other pages may be kept and asked for again by their ETag. Of these a copy on the disk of a
    computer that is shared, or one that comes back with the button of the browser, would tell
    what was read: that outweighs the bytes.
    """
    response["Cache-Control"] = "private, no-store"
    response["Referrer-Policy"] = "no-referrer"
    return response


def guard(response: HttpResponse, *subjects: Any) -> HttpResponse:
    """The answer that shows or names `subjects`, which leaves no trace if one is sensitive."""
    return leave_no_trace(response) if any(map(is_sensitive, subjects)) else response
