"""Every page of the desk: nothing inline, the strict policy, a heading, named fields."""

import pytest

from tests.articles.admin.forms import article_form, parse
from tests.factories import (
    make_article,
    make_author,
    make_photo,
    make_product,
    make_topic,
    publish_article,
    publish_guide,
)

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
    "object-src": "'none'",
}


def addresses():
    """A page of every kind, over rows of every kind."""
    revision, course = (
        publish_article(faqs=[("Why?", "Yes.")]),
        publish_guide(chapters=[("A", "B")]),
    )
    product, photo, author, topic = make_product(), make_photo(), make_author(), make_topic()
    rows = {"affiliatelink": product, "photo": photo, "author": author, "topic": topic}
    rows |= {"merchant": product.merchant, "revision": revision}
    for model, row in rows.items():
        yield f"/admin/articles/{model}/"
        yield f"/admin/articles/{model}/{row.pk}/change/"
        if model != "revision":
            yield f"/admin/articles/{model}/add/"
            yield f"/admin/articles/{model}/{row.pk}/delete/"
            yield f"/admin/articles/{model}/{row.pk}/history/"
    for folder, version in (("articles/article", revision), ("guides/guide", course)):
        yield from (f"/admin/{folder}/", f"/admin/{folder}/add/")
        pages = ("change", "revisions", f"revisions/{version.pk}", "schedule", "withdraw")
        for page in (*pages, f"compare/{version.pk}/{version.pk}"):
            yield f"/admin/{folder}/{version.subject.pk}/{page}/"
    yield from ("/admin/", "/admin/articles/", "/admin/password_change/", "/admin/auth/user/add/")
    yield from ("/admin/articles/publication/1/change/", "/admin/taggit/tag/", "/admin/auth/group/")


def inline(response):
    """What the policy would refuse to run or apply: inline scripts, styles and handlers."""
    page = parse(response)
    scripts = [
        node.html
        for node in page.css("script:not([src])")
        if node.attributes.get("type") not in ("application/json", "application/ld+json")
    ]
    styles = [node.html for node in page.css("style, [style]")]
    handlers = [
        node.html
        for node in page.css("*")
        for name in node.attributes
        if name.startswith("on") or "javascript:" in (node.attributes[name] or "")
    ]
    return scripts + styles + handlers


def policy(response):
    parts = response["Content-Security-Policy"].split(";")
    return dict(part.strip().split(" ", 1) for part in parts)


def elsewhere(response):
    """Addresses outside the site that the page itself loads from."""
    sources = parse(response).css("script[src], link[href], img[src], iframe, form[action]")
    found = (
        node.attributes.get(name) or "" for node in sources for name in ("src", "href", "action")
    )
    own = ("/", "?", ".", "http://testserver")
    return [
        value for value in found if value and (value.startswith("//") or not value.startswith(own))
    ]


def test_no_page_holds_anything_inline_or_loads_from_elsewhere(admin_client):
    for address in addresses():
        response = admin_client.get(address)
        assert (address, response.status_code) == (address, 200)
        assert (address, inline(response), elsewhere(response)) == (address, [], [])
        assert policy(response) == POLICY
        assert len(parse(response).css("h1")) >= 1


def test_sign_in_and_sign_out_hold_nothing_inline(client, editor):
    pages = [client.get("/admin/login/")]
    client.force_login(editor)
    pages.append(client.post("/admin/logout/"))
    assert [(page.status_code, inline(page), policy(page)) for page in pages] == [
        (200, [], POLICY),
        (200, [], POLICY),
    ]


def test_pages_that_answer_a_form_hold_nothing_inline(editor_client):
    article = make_article()
    folder = f"/admin/articles/article/{article.pk}"
    pages = [
        editor_client.post(f"{folder}/change/", article_form(article, introduction="[a](#)")),
        editor_client.post(f"{folder}/change/", article_form(article, _preview="on")),
        editor_client.post(f"{folder}/share/"),
        editor_client.post(f"{folder}/schedule/", {"at": "nonsense"}),
    ]
    assert [(page.status_code, inline(page), policy(page)) for page in pages] == [
        (200, [], POLICY)
    ] * 4


@pytest.mark.parametrize("address", ["/admin/articles/article/add/", "/admin/guides/guide/add/"])
def test_every_field_of_a_form_has_a_name_for_those_who_hear_it(editor_client, address):
    page = parse(editor_client.get(address))
    named = {label.attributes.get("for") for label in page.css("label")}
    fields = page.css(
        "#content-main :is(input:not([type=hidden], [type=submit]), select, textarea)"
    )
    nameless = [
        node.attributes.get("name") for node in fields if node.attributes.get("id") not in named
    ]
    assert [name for name in nameless if name != "_selected_action"] == []


def test_desk_is_called_as_the_publication(editor_client):
    page = parse(editor_client.get("/admin/"))
    assert page.css_first("#site-name").text(strip=True) == "Untitled publication"
