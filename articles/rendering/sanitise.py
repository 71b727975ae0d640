"""What HTML may stand in a text, whoever typed it. nh3 is ammonia, in Rust."""

import re
import secrets

import nh3

from articles.rendering.links import OWN_SCHEMES, URL_SCHEMES

_NAMES = (
    "a abbr b blockquote br cite code dd del details dfn div dl dt em figcaption figure "
    "h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q s samp section small "
    "span strong sub summary sup table tbody td tfoot th thead time tr u ul var"
)
TAGS = set(_NAMES.split())
ATTRIBUTES = {
    "a": {"href", "title", "id", "aria-label"},
    "abbr": {"title"},
    "div": {"data-block"},
    "img": {"src", "alt", "title"},
    "li": {"id"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
    "time": {"datetime"},
}
CLASSES = {
    "a": {"footnote-backref"},
    "li": {"footnote-item"},
    "ol": {"footnotes-list"},
    "section": {"footnotes"},
    "sup": {"citation", "footnote-ref"},
    "td": {"align-center", "align-right"},
    "th": {"align-center", "align-right"},
}
#: The only ids that come out of the parser; headings get theirs later.
ID = re.compile(r"(cite|fn|fnref)-[\w:-]{1,40}\Z")

#: Marks the blocks that the parser made: raw HTML cannot pass for one.
SEAL = secrets.token_hex(8)

#: An HTML parser opens every formatting element that was left open again in each paragraph,
#: three of a kind; of different attributes, all of them. None of these has any to keep.
FORMATTING = re.compile(
    r"<(b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)[\s/][^>]*>", re.IGNORECASE
)


def _keep(tag: str, attribute: str, value: str) -> str | None:
    if attribute == "id" and not ID.match(value):
        return None
    if attribute == "data-block" and not value.startswith(SEAL):
        return None
    if attribute in ("colspan", "rowspan", "start") and not re.fullmatch(r"[0-9]{1,3}", value):
        return None
    return value


_cleaner = nh3.Cleaner(
    tags=TAGS,
    attributes=ATTRIBUTES,
    attribute_filter=_keep,
    allowed_classes=CLASSES,
    url_schemes={*URL_SCHEMES, "go", *(scheme.rstrip(":") for scheme in OWN_SCHEMES)},
    # rel is decided by the one link function, after this.
    link_rel=None,
)


def sanitise(html: str) -> str:
    """Return `html` with everything but plain text markup taken out."""
    # After the last > there is no tag, and looking for the end of each < would be quadratic.
    end = html.rfind(">") + 1
    return _cleaner.clean(FORMATTING.sub(r"<\1>", html[:end]) + html[end:])
