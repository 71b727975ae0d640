"""What stands within a page and is no part of its article: buttons, links onwards, forms."""

import re

from selectolax.lexbor import LexborNode

from articles.editing.pasting.nodes import HEADINGS

#: More than this share of the article is no furniture, whatever it is called.
MAX_SHARE = 0.5
MAX_MISSES = 40  # elements that are called furniture and are none

MAX_NAMES = 500  # characters

#: What a class or id says that an element is, where it is no part of an article.
FURNITURE = (
    (
        (
            r"sharedaddy|share(?:-?(?:buttons?|bar|links?|icons?|this|post))?|social(?:-?(?:share|icons?"
            r"|links?|media|buttons?))?|sharing|addtoany_\w+|a2a_kit|addthis\w*|ssba|heateor\w*"
            r"|jp-relatedposts-share|post-share|jetpack-likes\w*|shareaholic\w*|subscription-widget\w*"
            r"|button-wrapper-share"
        ),
        "Buttons to share the page.",
    ),
    (
        (
            r"related(?:-?(?:posts?|articles?|content|stories))?|jp-relatedposts|yarpp(?:-related)?"
            r"|recommended(?:-?posts?)?|recommendations?|more-?(?:posts?|stories|from)|read-?next"
            r"|you-may-also-like|post-navigation|nav-links|nav-(?:previous|next)|pagination|pager"
            r"|page-links|popular-posts|recent-posts"
        ),
        "Links to other articles.",
    ),
    (
        r"comments?(?:-?(?:area|list|section|respond|form))?|respond|disqus_thread|commentlist",
        "Comments of readers.",
    ),
    (
        r"cookie(?:-?(?:notice|banner|consent|bar|law))?\w*|gdpr\w*|consent(?:-?\w+)?",
        "A notice about cookies.",
    ),
    (
        (
            r"author-?(?:box|bio|info|card|profile|description)|about-?(?:the-)?author|post-author"
            r"|saboxplugin-wrap|abh_box|pp-multiple-authors\w*|m-a-box|molongui\w*"
        ),
        "About the author.",
    ),
    (
        (
            r"(?:entry|post|article)-?(?:meta|footer|info|byline|date|categories|tags)|byline|posted-on"
            r"|cat-links|tags?-links|reading-?time|last-?updated|published"
        ),
        "The line of author, date and tags.",
    ),
    (r"bread-?crumbs?\w*|yoast-breadcrumbs?|rank-math-breadcrumb", "The way to the page."),
    (
        (
            r"toc|table-of-contents|toc_container|ez-toc-\w+|ez-toc-container|lwptoc\w*"
            r"|wp-block-(?:yoast-seo|rank-math)-(?:table-of-contents|toc)-?block|rank-math-toc"
            r"|contents-list|wp-block-table-of-contents"
        ),
        "A table of contents; Candor makes its own.",
    ),
    (
        (
            r"newsletter(?:-?(?:form|signup|box))?|subscribe(?:-?(?:form|widget|box|btn))?|optin\w*"
            r"|mc4wp-form|signup-?form|mailchimp\w*|convertkit\w*|formkit-form"
        ),
        "A form to subscribe.",
    ),
    (
        (
            r"ads?|advert(?:s|isement|ising)?|adsbygoogle|ad-?(?:container|slot|unit|wrapper)"
            r"|code-block-ad|google-auto-placed|sponsored-ad"
        ),
        "An advertisement.",
    ),
    (r"screen-reader-text|sr-only|visually-hidden|skip-link", "For screen readers only."),
    (r"sidebar|widget-area|widget", "Beside the article."),
    (
        r"site-(?:header|footer)|masthead|colophon|navbar|menu|main-navigation",
        "Navigation of the site.",
    ),
    (
        r"modal|popup|pum\w*|print-?(?:button|only|link)|post-views\w*|kk-star-ratings|rating-form",
        "A control of the page.",
    ),
)
ANY = re.compile("|".join(f"(?P<n{at}>{names})" for at, (names, _) in enumerate(FURNITURE)))


def why_furniture(node: LexborNode) -> str:
    """Why an element, by its class and id, is no part of an article; nothing where it is."""
    attributes = node.attributes
    names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
    for name in names[:MAX_NAMES].lower().split():
        if match := ANY.fullmatch(name):
            return FURNITURE[int((match.lastgroup or "n0")[1:])][1]
    return ""


#: Elements that are furniture by their tag or role.
BY_TAG = {
    "nav": "Navigation of the site.",
    "form": "A form.",
    "dialog": "A control of the page.",
}
TAGS = frozenset({*BY_TAG, "footer", "header"})
BY_ROLE = {
    "navigation": "Navigation of the site.",
    "contentinfo": "The foot of the page.",
    "search": "A form.",
    "dialog": "A control of the page.",
    "alertdialog": "A control of the page.",
}


def mark_furniture(article: LexborNode) -> None:
    """Hide what within an article is no part of it; `x-why` says why."""
    most = MAX_SHARE * len(article.text())
    misses = 0
    stack = [*article.iter()][::-1]
    while stack:
        node = stack.pop()
        why = _why(node, is_body=article.tag == "body") if misses < MAX_MISSES else ""
        if why and len(node.text()) <= most:
            hide(node, why)
            continue  # so that nothing is looked through twice
        misses += bool(why)
        stack += [*node.iter()][::-1]
    _unwrap(article)


def _unwrap(article: LexborNode) -> None:
    """Buttons that are words of a text, lists that only number the sections of one."""
    for node in article.css("button"):
        if _is_within(node, ("x-a", *HEADINGS, "summary")):
            node.unwrap()
    for item in article.css("li > h1, li > h2, li > h3, li > h4, li > h5, li > h6"):
        for around in (item.parent, item.parent.parent if item.parent else None):
            if around is not None and around.mem_id != article.mem_id:
                around.attrs["x-layout"] = ""


def hide(node: LexborNode, why: str) -> None:
    node.attrs["hidden"] = ""
    node.attrs["x-why"] = why


def _why(node: LexborNode, *, is_body: bool) -> str:
    tag, attributes = node.tag or "", node.attributes
    if tag in HEADINGS or (tag not in TAGS and not attributes):
        return ""
    role = attributes.get("role") or ""
    if tag == "footer" and not _is_within(node, ("blockquote", "figure")):
        return "The foot of the page."
    if is_body and (tag == "header" or role == "banner") and node.css_first("h1") is None:
        return "The head of the page."
    return BY_TAG.get(tag) or BY_ROLE.get(role) or why_furniture(node)


def _is_within(node: LexborNode, tags: tuple[str, ...]) -> bool:
    """Whether one of the next few elements around is one of `tags`."""
    around = node.parent
    for _ in range(4):
        if around is None:
            return False
        if around.tag in tags:
            return True
        around = around.parent
    return False
