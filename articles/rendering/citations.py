"""`[^key]` in a text cites the article's reference of that key."""

import re
from collections.abc import Mapping

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

CITATION = re.compile(r"\[\^([^\s\[\]^]{1,60})\]")


def citation_plugin(md: MarkdownIt) -> None:
    """Turn `[^key]` into a numbered link to the source, unless a footnote defines the key."""
    md.inline.ruler.before("link", "citation", _parse)
    md.add_render_rule("citation", _render)


def _parse(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it calls it
    page = state.env.get("page")
    if page is None or state.src[state.pos] != "[":
        return False
    match = CITATION.match(state.src, state.pos)
    if match is None or match[1] not in page.library.references:
        return False
    if f":{match[1]}" in _footnotes(state.env):
        return False
    if not silent:
        token = state.push("citation", "sup", 0)
        token.meta = {"key": match[1]}
    state.pos = match.end()
    return True


def _render(renderer, tokens, index, options, env) -> str:
    page, key = env["page"], tokens[index].meta["key"]
    number = page.library.references.index(key) + 1
    places = page.citations.setdefault(key, [])
    places.append(f"cite-{number}-{len(places) + 1}")
    return (
        f'<sup class="citation"><a id="{places[-1]}" href="#source-{number}" '
        f'aria-label="Source {number}">{number}</a></sup>'
    )


def _footnotes(env: Mapping) -> dict[str, int]:
    """The footnotes a text defines, by `:key`; those it does not refer to are -1."""
    return env.get("footnotes", {}).get("refs", {})


def report_unused(env: Mapping, page) -> None:
    """Report footnotes that nothing refers to: the page would leave them out."""
    for key, number in _footnotes(env).items():
        if number < 0:
            page.report("Nothing refers to this footnote:", f"[^{key[1:]}]")


def report_unknown(text: str, page) -> None:
    """Report the `[^key]` that stayed as they were typed, because nothing defines the key."""
    for match in CITATION.finditer(text):
        page.report("There is no source of this key:", match[0])
