"""Code in a Markdown text: hidden, so that no pass reads it as text."""

import re

from articles.importing.readers.markdown.draft import Draft

FENCE = re.compile(r"(?P<indent>[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?)(?P<fence>`{3,}|~{3,})")
TICKS = re.compile(r"(?<!\\)`+|\n[ \t]*\n")
#: Jekyll's, which are a block of code.
HIGHLIGHT = re.compile(r"\{%-?[ \t]*highlight[ \t]+([\w+-]{1,30})[^%\n]{0,100}%\}")
END_HIGHLIGHT = re.compile(r"\{%-?[ \t]*endhighlight[ \t]*-?%\}")


def hide_code(draft: Draft) -> None:
    """Hide blocks of code between fences, and code within lines."""
    if "highlight" in draft.text:
        draft.text = END_HIGHLIGHT.sub("```", HIGHLIGHT.sub(r"```\1", draft.text))
    if "```" in draft.text or "~~~" in draft.text:
        draft.text = _hide_fences(draft)
    if "`" in draft.text:
        draft.text = _hide_spans(draft)


def _hide_fences(draft: Draft) -> str:
    kept: list[str] = []
    held: list[str] = []
    fence = ""
    for line in draft.text.split("\n"):
        match = FENCE.match(line)
        if not fence and match and "`" not in line[match.end() :]:
            fence, indent = match["fence"], match["indent"]
            kept.append(indent)
            held = [line[len(indent) :]]
        elif fence:
            held.append(line)
            inner = line.strip(" \t>")
            if inner.startswith(fence) and not inner.strip(fence[0]):
                kept[-1] += draft.hide("\n".join(held))
                fence, held = "", []
        else:
            kept.append(line)
    if fence:
        kept[-1] += draft.hide("\n".join(held))
    return "\n".join(kept)


def _hide_spans(draft: Draft) -> str:
    """Each run of backticks is closed by the next of its length in the same paragraph."""
    text = draft.text
    pieces, at = [], 0
    opened: dict[str, int] = {}
    for run in TICKS.finditer(text):
        if run[0][0] == "\n":
            opened.clear()
        elif run[0] in opened:
            start = opened[run[0]]
            pieces += [text[at:start], draft.hide(draft.shown(text[start : run.end()]))]
            at = run.end()
            opened.clear()
        else:
            opened[run[0]] = run.start()
    return "".join(pieces) + text[at:]
