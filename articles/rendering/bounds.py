"""Rules of the parser that take quadratic time as shipped, made linear, and its depth."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from mdit_py_plugins.footnote.index import footnote_ref

from articles.rendering.limits import MAX_NESTING, refuse_depth

FOOTNOTE = re.compile(r"\[\^[^\s\[\]]{1,200}\]")
SCHEME = re.compile(r"(?:\A|[^a-z0-9.+-])(https?)\Z", re.IGNORECASE)


def bounds_plugin(md: MarkdownIt) -> None:
    """Use it after the footnote plugin."""
    md.block.ruler.before("table", "depth", _check_depth)
    md.inline.ruler.at("footnote_ref", _footnote)
    md.inline.ruler.at("linkify", _bare_address)


def _check_depth(state: StateBlock, *args) -> bool:
    """Refuse a text that the parser would otherwise leave out from there to its end."""
    if state.level >= MAX_NESTING:
        refuse_depth()
    return False


def _footnote(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it calls it
    """As shipped, `[^` looks for its bracket up to the end of the paragraph."""
    return FOOTNOTE.match(state.src, state.pos) is not None and footnote_ref(state, silent)


def _bare_address(state: StateInline, silent: bool) -> bool:  # noqa: FBT001
    """As shipped, each `://` looks for its scheme in the whole text before it."""
    if state.linkLevel > 0 or not state.src.startswith("://", state.pos):
        return False
    scheme = SCHEME.search(state.pending[-len("?https") :])
    before = len(scheme[1]) if scheme else 0
    linkify = state.md.linkify
    found = scheme and linkify and linkify.match_at_start(state.src[state.pos - before :])
    if not found:
        return False
    url = found.url.rstrip("*")  # belongs to emphasis
    if not silent:
        state.pending = state.pending[:-before]
        state.push("link_open", "a", 1).attrs = {"href": state.md.normalizeLink(url)}
        state.push("text", "", 0).content = state.md.normalizeLinkText(url)
        state.push("link_close", "a", -1)
    state.pos += len(url) - before
    return True
