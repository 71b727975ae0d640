"""Exercises, words to say, safety notes, takeaways and notes, as `::: name` blocks.

Only where a label says where one begins and its form where it ends: a wrong one is worse than
none. Words are never changed, and the label stays as the first of them.
"""

import re
from dataclasses import replace

from articles.importing.document import Block, Kind
from articles.importing.markup import is_bold
from articles.importing.outlining.wording import POINTERS, bare, folded, items_of, lead
from articles.importing.outlining.working import Working

REFLECTION = (
    r"(?:mini[- ])?(?:self[- ])?(?:reflection|journal(?:l?ing)?)(?: (?:exercise|prompt|question"
    r"|time)s?)?"
    r"|(?:quick |mini |simple |small |weekly |5-minute |practical )?exercise(?: \d+)?|your turn"
    r"|try (?:this|it)(?: (?:exercise|today|now|tonight|at home|yourself|this week|out))?"
    r"|(?:practice|homework|action step|practice step)s?(?: (?:this|for (?:today|this week)))?"
)
SCRIPT = (
    r"(?:what (?:to|you (?:can|could|might)) say(?: instead)?|(?:sample "
    r"|example )?scripts?(?: to (?:try|use))?"
    r"|words (?:to say|you can use)|say (?:this|something like)(?: instead)?|try saying"
    r"|phrases to (?:try|use))"
)
SAFETY = (
    r"safety (?:note|first|warning|reminder)|(?:a note on|a word about|please note on) safety"
    r"|content (?:note|warning)|trigger warning|crisis (?:support|resources|help)|where to get help"
)
TAKEAWAY = (
    r"(?:the )?(?:key |main |quick |big )?take-?aways?|(?:the )?bottom line|in short"
    r"|in a nutshell|tl;?dr"
    r"|key (?:points?|insights?|lesson)|remember|the point"
)
NOTE = (
    r"(?:a |an |one )?(?:quick |side |important |brief |small |editor['’]s "
    r"|author['’]s )?note(?: (?:on|about) [^:.]{2,40})?"
    r"|(?:pro |quick |bonus |helpful |expert |extra |hot )?tip|hint|good to know"
    r"|heads[- ]up|important"
    r"|please note|caution|warning|n\.?b|fyi|did you know"
)
LABELS = {
    name: re.compile(rf"(?:{words})\s*(?:[:：]|(?=\*\*|__))", re.IGNORECASE)
    for name, words in {
        "safety": SAFETY,
        "reflection": REFLECTION,
        "script": SCRIPT,
        "takeaway": TAKEAWAY,
        "note": NOTE,
    }.items()
}
#: What makes a passage one about safety, whatever it calls itself.
DANGER = re.compile(
    r"\bif (?:you(?:['’]re| are)(?: ever| in| feeling| being)*|you feel|your partner|anyone"
    r"|someone|you or (?:someone|anyone)"
    r"(?: you (?:know|love))?(?: is| are| feels?)?) (?:ever )?(?:(?:in )?(?:immediate )?danger"
    r"|(?:un|not )safe|afraid|scared"
    r"|hurt(?:ing)?|abus|threaten|controlled|thinking (?:about|of) (?:suicide|hurting|self)"
    r"|having thoughts of|in (?:a )?crisis)"
    r"|\b(?:call|text|dial) (?:911|112|999|988|116 ?123|your local emergency)\b"
    r"|\bsuicide (?:prevention|hotline|lifeline)"
    r"|\bdomestic (?:violence|abuse) (?:hotline|helpline)",
    re.IGNORECASE,
)
#: What a passage about safety holds that no label announces: the danger, and where to turn.
GRAVE = re.compile(
    r"\bif (?:you|your|anyone|someone)\b[^.!?]{0,60}\b(?:danger|unsafe|not safe|abus(?:e|ed|ive)"
    r"|violen(?:t|ce)"
    r"|suicid(?:e|al)|self-harm|in crisis)\b",
    re.IGNORECASE,
)
TURNING = re.compile(
    r"\b(?:call|text|dial|contact|reach out|seek|hotline|helpline|lifeline|emergency|police"
    r"|shelter)\b",
    re.IGNORECASE,
)
#: Headings under which a label with a quotation gives words to say.
SAYING = re.compile(
    r"\b(?:what to say|words to (?:say|use)|things to say|how to say|scripts?|phrases"
    r"|what you can say)\b",
    re.IGNORECASE,
)
PHRASES = re.compile(
    r"\b(?:phrases?|scripts?|say(?:ing)?|words|sentences?|lines)\b[^:]{0,40}:\W*\Z", re.IGNORECASE
)
QUOTED = re.compile(r"\A[*_\s]*[“\"„«‘]")
#: How Obsidian and GitHub mark them, by the name each has here.
ALERT = re.compile(r"\A>\s*\[!(?P<kind>\w+)\][-+]?[ \t]*(?P<title>[^\n]*)\n?")
ALERTS = {
    "note": ("note", "info", "tip", "hint", "important", "warning", "caution", "attention"),
    "takeaway": ("abstract", "summary", "tldr", "success"),
    "reflection": ("todo", "exercise"),
}
MIN_WORDS = 3
MAX_LABEL = 60
MAX_LABEL_WORDS = 6
WRAPPED = (Kind.PARAGRAPH, Kind.LIST, Kind.QUOTE)


def take_callouts(working: Working) -> None:
    """Wrap the callouts of a text, where both of their ends are certain."""
    calls = {folded(call.text)[:40] for call in working.calls}
    kept: list[Block] = []
    blocks = working.blocks
    position, heading = 0, ""
    while position < len(blocks):
        block = blocks[position]
        if block.kind == Kind.HEADING:
            heading = block.text
        name, end = _callout(blocks, position, heading, calls)
        if not name:
            kept.append(block)
            position += 1
            continue
        kept.append(_wrap(name, blocks[position:end], working))
        position = end
    working.blocks = kept


def _callout(blocks: list[Block], position: int, heading: str, calls: set[str]) -> tuple[str, int]:
    """The name of the callout that begins at a block, and where it ends; "" if none does."""
    block = blocks[position]
    end = position + 1
    if ":::" in block.text or block.kind not in (Kind.PARAGRAPH, Kind.QUOTE):
        return "", position
    if block.kind == Kind.QUOTE:
        return _alert(block), end
    if _is_call(block, calls):
        return "", position
    if script_end := _script_end(blocks, position, heading):
        return "script", script_end
    name = _labelled(block.text)
    if name:
        end = _end(blocks, position, calls)
    elif GRAVE.match(lead(block.text)) and TURNING.search(block.text):
        name = "safety"
    text = " ".join(row.text for row in blocks[position:end])
    if name == "note" and DANGER.search(text):
        name = "safety"
    return (name if end > position else ""), end


def _script_end(blocks: list[Block], position: int, heading: str) -> int:
    """Where words to say end that begin at a block; 0 if none do."""
    if SAYING.search(heading) and (end := _said(blocks, position)) > position:
        return end
    following = blocks[position + 1 : position + 2]
    return position + 2 if following and _is_phrases(blocks[position], following[0]) else 0


def _labelled(text: str) -> str:
    """The kind of callout whose label a text begins with."""
    words = re.sub(r"\A[^\w*_\"“]+", "", text.lstrip("*_ "))
    return next((name for name, label in LABELS.items() if label.match(words)), "")


def _label_only(block: Block) -> bool:
    words = lead(block.text).rstrip("*_ ")
    is_label = words.endswith((":", "：")) and len(words.split()) <= MAX_LABEL_WORDS
    return is_label or (len(words) <= MAX_LABEL and is_bold(block.text))


def _end(blocks: list[Block], position: int, calls: set[str]) -> int:
    """Where a labelled callout ends; its own position where that is not certain."""
    block = blocks[position]
    end = position + 1
    if _label_only(block):
        if end == len(blocks) or not _may_hold(blocks[end], calls):
            return position
        block = blocks[end]
        end += 1
    elif len(bare(block.text).split()) < MIN_WORDS:
        return position
    opens_list = block.kind == Kind.PARAGRAPH and bare(block.text).endswith((":", "："))
    if opens_list and end < len(blocks) and blocks[end].kind in (Kind.LIST, Kind.QUOTE):
        end += 1
    return end


def _may_hold(block: Block, calls: set[str]) -> bool:
    is_text = block.kind in WRAPPED and ":::" not in block.text and "![" not in block.text
    return is_text and not _is_call(block, calls) and not _labelled(block.text)


def _is_call(block: Block, calls: set[str]) -> bool:
    return POINTERS.match(block.text) is not None and folded(block.text)[:40] in calls


# Words to say


def _said(blocks: list[Block], position: int) -> int:
    """The end of labels that each have a quotation after them, or on their own line."""
    end = position
    while end < len(blocks) and blocks[end].kind == Kind.PARAGRAPH:
        label, colon, words = bare(blocks[end].text).partition(":")
        if not colon or len(label.split()) > 8:
            break
        if words.strip():
            if not QUOTED.match(words):
                break
            end += 1
            continue
        quotation = blocks[end + 1] if end + 1 < len(blocks) else blocks[end]
        if quotation.kind not in (Kind.PARAGRAPH, Kind.QUOTE) or not QUOTED.match(
            bare(quotation.text.lstrip("> "))
        ):
            break
        end += 2
    return end


def _is_phrases(block: Block, following: Block) -> bool:
    """Whether a line announces phrases and a list of quotations follows."""
    if following.kind != Kind.LIST or not PHRASES.search(bare(block.text)):
        return False
    if len(bare(block.text).split()) > 12:
        return False
    return all(QUOTED.match(bare(row)) for row in items_of(following))


# Writing


def _alert(block: Block) -> str:
    match = ALERT.match(block.text)
    if match:
        kind = match["kind"].lower()
        return next((name for name, kinds in ALERTS.items() if kind in kinds), "")
    return _labelled(block.text.lstrip("> "))


def _wrap(name: str, blocks: list[Block], working: Working) -> Block:
    texts = [
        _opened(block, name, working) if block.kind == Kind.QUOTE else block.text
        for block in blocks
    ]
    text = "\n\n".join(["::: " + name, *texts, ":::"])
    return replace(blocks[0], kind=Kind.PARAGRAPH, text=text)


def _opened(block: Block, name: str, working: Working) -> str:
    """What a quotation holds that was a callout; a quotation inside one stays what it is."""
    match = ALERT.match(block.text)
    if match is None and not _labelled(block.text.lstrip("> ")):
        return block.text
    inside = re.sub(r"^> ?", "", block.text[match.end() if match else 0 :], flags=re.MULTILINE)
    if match is None:
        return inside
    if match["kind"].lower() != name:
        working.leave_out(match["kind"], "the name of a callout on the old site")
    title = match["title"].strip()
    return f"**{title}**\n\n{inside}" if title else inside
