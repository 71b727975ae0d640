"""A strict reading of HTML: what a browser would silently mend.

Our pages close every element, also where HTML lets one leave its end out.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from html.parser import HTMLParser


def words(text: str) -> set[str]:
    return set(text.split())


VOID = words("area base br col embed hr img input link meta source track wbr")
KNOWN = VOID | words(
    """a abbr address article aside audio b bdi bdo blockquote body button caption cite code
    colgroup data datalist dd del details dfn dialog div dl dt em fieldset figcaption figure footer
    form h1 h2 h3 h4 h5 h6 head header hgroup html i ins kbd label legend li main map mark menu
    meter nav noscript object ol optgroup option output p picture pre progress q rp rt ruby s samp
    script search section select slot small span strong style sub summary sup table tbody td
    template textarea tfoot th thead time title tr u ul var video"""
)
#: What may stand where words stand; anything else ends a paragraph.
PHRASING = VOID | words(
    """a abbr audio b bdi bdo button cite code data datalist del dfn em i ins kbd label map mark
    meter noscript object output picture progress q ruby rp rt s samp script select option optgroup
    slot small span strong sub sup template textarea time u var video svg"""
)
ONLY_PHRASING = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "span", "em", "strong", "label", "button"}
CONTROLS = {"a", "button", "select", "textarea", "label", "summary"}
#: What an element of a kind may stand in.
PARENTS = {
    "li": {"ul", "ol", "menu"},
    "dt": {"dl", "div"},
    "dd": {"dl", "div"},
    "tr": {"table", "thead", "tbody", "tfoot"},
    "td": {"tr"},
    "th": {"tr"},
    "figcaption": {"figure"},
    "summary": {"details"},
    "option": {"select", "optgroup", "datalist"},
    "source": {"picture", "video", "audio"},
}
GLOBAL = words(
    """id class lang dir title hidden tabindex role autofocus inert translate accesskey spellcheck
    enterkeyhint inputmode popover slot style contenteditable draggable nonce itemscope itemprop
    itemtype itemid itemref is"""
)
OWN = {
    "a": "href rel target download hreflang type referrerpolicy ping",
    "abbr": "",
    "area": "alt coords shape href rel target",
    "audio": "src controls preload loop muted autoplay crossorigin",
    "blockquote": "cite",
    "button": "type name value disabled form formaction formmethod formnovalidate popovertarget",
    "col": "span",
    "colgroup": "span",
    "data": "value",
    "del": "cite datetime",
    "details": "open name",
    "dialog": "open",
    "fieldset": "disabled form name",
    "form": "action method enctype target novalidate autocomplete name rel accept-charset",
    "img": "src alt width height srcset sizes loading decoding fetchpriority crossorigin "
    "referrerpolicy usemap",
    "input": "type name value id required disabled readonly checked placeholder autocomplete "
    "maxlength minlength min max step pattern multiple list form size accept",
    "ins": "cite datetime",
    "label": "for",
    "li": "value",
    "link": "rel href type as media sizes title crossorigin integrity hreflang fetchpriority",
    "meta": "name content charset http-equiv property media",
    "meter": "value min max low high optimum",
    "object": "data type width height name",
    "ol": "start reversed type",
    "optgroup": "label disabled",
    "option": "value selected disabled label",
    "output": "for form name",
    "progress": "value max",
    "q": "cite",
    "script": "src type async defer crossorigin integrity nomodule fetchpriority",
    "select": "name required disabled multiple size autocomplete form",
    "source": "type srcset sizes media src width height",
    "style": "media",
    "td": "colspan rowspan headers",
    "textarea": "name rows cols required disabled readonly placeholder maxlength minlength "
    "autocomplete wrap form",
    "th": "colspan rowspan headers scope abbr",
    "time": "datetime",
    "track": "src kind srclang label default",
    "video": "src controls preload loop muted autoplay poster width height crossorigin playsinline",
}
FREE = re.compile(r"(data|aria)-[a-z0-9-]+")


@dataclass(frozen=True)
class Fault:
    """What is wrong in a page's HTML: how elements nest, where one stands, or a name."""

    kind: str
    words: str


@lru_cache(maxsize=2)
def read_faults(html: str) -> tuple[Fault, ...]:
    """What a browser would mend or ignore, in the order of the page."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.end()
    return tuple(dict.fromkeys(reader.faults))


class _Reader(HTMLParser):
    """Reads tags as they stand there; what is in an `<svg>` has rules of its own."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.faults: list[Fault] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if "svg" not in self.open:
            self._check_names(tag, [name for name, _ in attrs])
            self._check_place(tag)
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # In HTML the slash means nothing; only in what is no HTML does it close.
        if "svg" not in self.open and tag not in VOID:
            self._note("nesting", f"<{tag}/> closes nothing")
        elif "svg" not in self.open:
            self._check_names(tag, [name for name, _ in attrs])

    def handle_endtag(self, tag: str) -> None:
        if self.open and self.open[-1] == tag:
            self.open.pop()
        elif tag in self.open:
            while (left := self.open.pop()) != tag:
                self._note("nesting", f"<{left}> is open where </{tag}> stands {self._at()}")
        else:
            self._note("nesting", f"</{tag}> closes nothing {self._at()}")

    def end(self) -> None:
        for tag in self.open:
            self._note("nesting", f"<{tag}> is never closed")

    def _check_names(self, tag: str, names: list[str]) -> None:
        if tag != "svg" and tag not in KNOWN:
            self._note("name", f"<{tag}> is no element")
            return
        known = GLOBAL | words(OWN.get(tag, ""))
        for name in names:
            if tag != "svg" and name not in known and not FREE.fullmatch(name):
                self._note("name", f"{name} on <{tag}>")
            if names.count(name) > 1:
                self._note("name", f"{name} twice on <{tag}>")

    def _check_place(self, tag: str) -> None:
        parent = self.open[-1] if self.open else ""
        if tag in PARENTS and parent not in PARENTS[tag] | {"template"}:
            self._note("place", f"<{tag}> in <{parent}> {self._at()}")
        for outer in self.open:
            if outer in ONLY_PHRASING and tag not in PHRASING:
                self._note("place", f"<{tag}> in <{outer}> {self._at()}")
        if tag in CONTROLS and any(outer in {"a", "button"} for outer in self.open):
            self._note("place", f"<{tag}> in a link or button {self._at()}")
        if tag == "form" and "form" in self.open:
            self._note("place", f"<form> in <form> {self._at()}")

    def _note(self, kind: str, words: str) -> None:
        self.faults.append(Fault(kind, words.strip()))

    def _at(self) -> str:
        return f"(line {self.getpos()[0]})"
