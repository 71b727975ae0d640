"""Forms of the desk as a browser sends them, and what a page shows of one."""

import uuid
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

from articles.editing.drafts import Opened, newest_version, trace_password
from articles.models import Article
from guides.models import Guide

Row = dict[str, Any]


def article_form(
    article: Article | None = None,
    *,
    sections: list[Row] | None = None,
    faqs: list[Row] | None = None,
    references: list[Row] | None = None,
    **fields: Any,
) -> dict[str, Any]:
    """What the form of `article` (or the empty one) sends, with these fields typed over."""
    article = article or Article(title="A new article", slug="a-new-article")
    saved = article.pk is not None
    names = ("title", "slug", "dek", "introduction", "kind", "search_title", "search_description")
    data = {name: getattr(article, name) for name in names} | {
        "opened": opened(article),
        "topic": article.topic_id or "",
        "authors": [author.pk for author in article.authors.all()] if saved else [],
        "tags": ", ".join(article.tags.names()) if saved else "",
        "hero": article.hero_id or "",
        "reviewer": article.reviewer_id or "",
        "reviewed_on": article.reviewed_on or "",
        "review_due_on": article.review_due_on or "",
        "owner": article.owner_id or "",
    }
    kept = {name: list(getattr(article, name).all()) if saved else [] for name in ROWS}
    for name, rows in {"sections": sections, "faqs": faqs, "references": references}.items():
        data |= rows_form(name, [row_of(row) for row in kept[name]] if rows is None else rows)
    return data | fields


ROWS = {
    "sections": ("key", "heading", "body", "position"),
    "faqs": ("key", "question", "answer", "position"),
    "references": ("key", "year", "title", "publisher", "url", "quote", "accessed_on", "position"),
    "chapters": ("key", "article_id", "title", "body", "position"),
}


def opened(subject: Any, user: Any = None) -> str:
    """What a form says of the version it was opened with, as `user` opened it."""
    newest = newest_version(subject) if subject.pk else None
    return Opened(
        key=str(uuid.uuid4()),
        kind=subject._meta.label_lower,
        user=user.pk if user else 0,
        object_id=subject.pk,
        base=newest.pk if newest else None,
        password=trace_password(user) if user else "",
    ).sign()


def row_of(row: Any, **fields: Any) -> Row:
    """A saved row as the form sends it, with these fields typed over."""
    names = ROWS[row._meta.get_field(_parent(row)).remote_field.related_name]
    values = {name.removesuffix("_id"): getattr(row, name) for name in names}
    values = {name: "" if value is None else value for name, value in values.items()}
    return {"id": row.pk, **values} | fields


def _parent(row: Any) -> str:
    return "guide" if hasattr(row, "guide_id") else "article"


def rows_form(prefix: str, rows: list[Row]) -> dict[str, Any]:
    """Inline rows with their management form; rows with an `id` must come first."""
    data = {
        f"{prefix}-TOTAL_FORMS": len(rows),
        f"{prefix}-INITIAL_FORMS": sum(1 for row in rows if row.get("id")),
        f"{prefix}-MIN_NUM_FORMS": 0,
        f"{prefix}-MAX_NUM_FORMS": 500,
    }
    for number, row in enumerate(rows):
        for name, value in ({"id": "", "position": ""} | row).items():
            data[f"{prefix}-{number}-{name}"] = value
    return data


def guide_form(guide: Guide | None = None, *, chapters: list[Row] | None = None, **fields: Any):
    """What the form of `guide` (or the empty one) sends, with these fields typed over."""
    guide = guide or Guide(title="A new guide", slug="a-new-guide")
    names = ("title", "slug", "dek", "introduction", "closing", "search_title")
    data = {name: getattr(guide, name) for name in (*names, "search_description")} | {
        "opened": opened(guide),
        "hero": guide.hero_id or "",
        "owner": guide.owner_id or "",
    }
    if chapters is None:
        chapters = [row_of(row) for row in guide.chapters.all()] if guide.pk else []
    return data | rows_form("chapters", chapters) | fields


def parse(response: Any) -> LexborHTMLParser:
    return LexborHTMLParser(response.content.decode())


def text_of(html: str, selector: str) -> str:
    """The words of one element, with single spaces."""
    return " ".join(LexborHTMLParser(html).css_first(selector).text().split())


def shown(response: Any) -> dict[str, Any]:
    """What the form of a page would send, by name and without a button; a choice is a list."""
    form = parse(response).css_first("#content-main form")
    return {
        node.attributes["name"]: _value(node)
        for node in form.css("input[name], textarea[name], select[name]")
        if "__prefix__" not in node.attributes["name"] and _is_sent(node)
    }


def _is_sent(node: LexborNode) -> bool:
    kind = node.attributes.get("type")
    return kind != "submit" and (kind not in ("radio", "checkbox") or "checked" in node.attributes)


def _value(node: LexborNode) -> Any:
    if node.tag == "textarea":
        return node.text()
    if node.tag == "select":
        chosen = [option.attributes["value"] or "" for option in node.css("option[selected]")]
        return chosen if "multiple" in node.attributes else "".join(chosen)
    return node.attributes.get("value") or ""


def still_typed(response: Any, data: dict[str, Any]) -> dict[str, Any]:
    """Of what was sent, the fields that a page no longer holds, with what it holds instead."""
    page = shown(response)
    sent = {
        name: [str(item) for item in value] if isinstance(value, list) else str(value)
        for name, value in data.items()
        if not name.endswith("_FORMS") and not name.startswith("_") and name != "opened"
    }
    return {name: page.get(name) for name, value in sent.items() if page.get(name) != value}


def errors(response: Any) -> dict[str, list[str]]:
    """The errors of a re-rendered form by field name (`sections-0-body`); "" is the form's own."""
    context = response.context
    forms = [context["adminform"].form]
    for inline in context["inline_admin_formsets"]:
        forms += inline.formset.forms
    found = {
        form.add_prefix(name) if name != "__all__" else form.prefix or "": list(messages)
        for form in forms
        for name, messages in form.errors.items()
    }
    for inline in context["inline_admin_formsets"]:
        if inline.formset.non_form_errors():
            found[inline.formset.prefix] = list(inline.formset.non_form_errors())
    return found


def messages_of(response: Any) -> list[str]:
    """The messages shown on a page that was followed to."""
    return [str(message) for message in response.context["messages"]]


def publish_form(client: Any, address: str, data: dict[str, Any]) -> Any:
    """Press “Publish now” in a form, and again on the page before publishing if it leads there.

    The answer was followed.
    """
    response = client.post(address, data | {"_publish": "on"}, follow=True)
    path = response.request["PATH_INFO"]
    if path.endswith("/publish/"):
        response = client.post(path, shown(response) | {"_publish": "on"}, follow=True)
    return response
