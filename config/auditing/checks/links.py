"""Links: what pays says so, and everything leads somewhere."""

import re
from collections.abc import Iterator

from articles.affiliates.audit import NO_ANCHOR, NO_PRODUCT, NO_REL, NOT_PAID
from config.auditing.answers import (
    Answer,
    anything,
    attribute,
    is_article,
    is_go,
    is_mail,
    is_page,
    quote,
    text_of,
)
from config.auditing.rules import Elsewhere, Evidence, closing_rule, rule
from config.auditing.site import Site

AMAZON = re.compile(r"(^|\.)(amazon\.[a-z.]{2,6}|amzn\.(to|eu|asia)|a\.co)$")
AMAZON_SAYS = "As an Amazon Associate I earn from qualifying purchases."


def has_links(answer: Answer) -> bool:
    return is_page(answer) or is_mail(answer)


@rule(19, "A link that pays is marked sponsored and nofollow, and no other link is.", of=has_links)
def paid_links_are_marked(answer: Answer, site: Site) -> Iterator[Evidence]:
    for found in site.audit(answer).findings:
        if found.reason in (NO_REL, NOT_PAID):
            yield f"{found.href}: {found.reason}"


@rule(20, "What pays is an ordinary link, on every surface.", of=has_links)
def paid_links_are_links(answer: Answer, site: Site) -> Iterator[Evidence]:
    for found in site.audit(answer).findings:
        if found.reason == NO_ANCHOR:
            yield f"{found.href}: {found.reason}"


@rule(21, "A link that opens a window of its own gives the new page no hold on ours.", of=has_links)
def new_windows_are_noopener(answer: Answer, site: Site) -> Iterator[Evidence]:
    for node in answer.html.css("a[target=_blank], area[target=_blank], form[target=_blank]"):
        if not {"noopener", "noreferrer"} & set(attribute(node, "rel").lower().split()):
            yield f"{attribute(node, 'href') or attribute(node, 'action')}"


@rule(21, "No page sends its reader elsewhere by itself.")
def no_page_moves_by_itself(answer: Answer, site: Site) -> Iterator[Evidence]:
    for node in answer.html.css("meta[http-equiv]"):
        if attribute(node, "http-equiv").lower() == "refresh":
            yield quote(attribute(node, "content"))
    if answer.headers.get("Refresh"):
        yield f"Refresh: {answer.headers['Refresh']}"


@rule(22, "A product's address leads on for now, is not kept and not indexed.", of=is_go)
def redirect_is_not_kept(answer: Answer, site: Site) -> Iterator[Evidence]:
    if answer.status not in (302, 307, 403, 410):
        yield f"{answer.status}"
    if "no-store" not in answer.headers.get("Cache-Control", ""):
        yield f"Cache-Control {quote(answer.headers.get('Cache-Control', ''))}"
    if "noindex" not in answer.headers.get("X-Robots-Tag", ""):
        yield f"X-Robots-Tag {quote(answer.headers.get('X-Robots-Tag', ''))}"


@rule(22, "A product's address leads where the registry says, whatever it is asked.", of=is_go)
def redirect_obeys_the_registry(answer: Answer, site: Site) -> Iterator[Evidence]:
    where = answer.headers.get("Location", "")
    if where and site.merchant_of(where, "/") is None and site.path_of(where) is None:
        yield f"leads to {where}, which is no merchant's"


@rule(22, "Every product link names a product there is.", of=has_links)
def products_are_known(answer: Answer, site: Site) -> Iterator[Evidence]:
    for found in site.audit(answer).findings:
        if found.reason == NO_PRODUCT:
            yield f"{found.href}"


@rule(23, "A merchant who allows no cloaking is linked at its own address.", of=is_page)
def uncloaked_is_direct(answer: Answer, site: Site) -> Iterator[Evidence]:
    for node in answer.html.css('a[href*="/go/"]'):
        merchant = site.merchant_of(attribute(node, "href"), answer.address)
        if merchant and not merchant.may_cloak:
            yield f"{attribute(node, 'href')} of {merchant.name}"


@rule(23, "What a merchant allows on pages only stands in no mail.", of=is_mail)
def mail_keeps_to_merchants_rules(answer: Answer, site: Site) -> Iterator[Evidence]:
    for node in answer.html.css("a[href]"):
        merchant = site.merchant_of(attribute(node, "href"), "/")
        if merchant and not merchant.may_email:
            yield f"{attribute(node, 'href')} of {merchant.name}"


@closing_rule(
    23, "Amazon is neither cloaked nor mailed nor put in documents, and its sentence is said."
)
def amazon_is_as_it_demands(site: Site) -> Iterator[Elsewhere]:
    for row in site.merchants:
        if not any(AMAZON.search(host) for host in row.host_list):
            continue
        kept = {
            "may be cloaked": row.may_cloak,
            "is allowed in e-mail": row.may_email,
            "is allowed in documents": row.may_document,
            "may show prices": row.may_price,
            "has no sentence": AMAZON_SAYS not in row.mandatory_sentence,
        }
        where = f"/admin/articles/merchant/{row.pk}/change/"
        yield from (Elsewhere(where, f"{row.name} {what}") for what, is_so in kept.items() if is_so)


# Links of ours


@rule(89, "No link of ours leads to nothing.", of=anything)
def links_lead_somewhere(answer: Answer, site: Site) -> Iterator[Evidence]:
    source = site.linked_from.get(answer.address, "")
    if answer.status >= 400 and source and not is_go(answer):
        yield Elsewhere(source, f"{answer.address} answers {answer.status}")


@rule(89, "A link into the same page finds its place.", of=is_page)
def fragments_resolve(answer: Answer, site: Site) -> Iterator[Evidence]:
    ids = {attribute(node, "id") for node in answer.html.css("[id]")}
    for node in answer.html.css('a[href^="#"]'):
        name = attribute(node, "href")[1:]
        if name not in ids | {"", "top"}:
            yield f"#{name}"


@rule(
    96,
    "The Markdown of a page says what it earns before its first paid link.",
    of=lambda one: one.type == "text/markdown",
)
def markdown_discloses(answer: Answer, site: Site) -> Iterator[Evidence]:
    paid = re.search(r"(?:\]\(|href=\")([^)\"\s]*/go/[^)\"\s]*)", answer.text)
    if not paid:
        return
    said = " ".join(answer.text[: paid.start()].split())
    merchant = site.merchant_of(paid[1], answer.address)
    words = site.publication.disclosure_for(merchant.relation) if merchant else ""
    if " ".join(words.split()) not in said:
        yield f"{paid[1]} comes before “{words}”"


@rule(96, "A page that is also Markdown says where, and that names the page.", of=is_article)
def markdown_is_told(answer: Answer, site: Site) -> Iterator[Evidence]:
    nodes = answer.html.css('link[rel=alternate][type="text/markdown"]')
    paths = [site.path_of(attribute(node, "href")) for node in nodes]
    if paths != [f"{answer.path.rstrip('/')}.md"]:
        yield f"{paths}"


@rule(86, "A link says where it leads.")
def links_have_names(answer: Answer, site: Site) -> Iterator[Evidence]:
    for node in answer.html.css("a[href]"):
        pictures = "".join(attribute(one, "alt") for one in node.css("img"))
        if not (text_of(node) or attribute(node, "aria-label") or pictures.strip()):
            yield f"{quote(node.html or '')}"
