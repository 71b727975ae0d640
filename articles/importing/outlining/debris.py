"""What belongs to the page a text came from and not to the text: rules, teasers, tags, sharing.

What goes is told in `left_out`; what is only suspicious stays, with a doubt.
"""

import re
from dataclasses import dataclass, replace

from articles.importing.document import Block, Kind
from articles.importing.markup import plain
from articles.importing.outlining.contents import drop_contents
from articles.importing.outlining.wording import (
    POINTERS,
    bare,
    lead,
    links_in,
    outside_code,
)
from articles.importing.outlining.working import Working

RULE = re.compile(r"(?:[\s*·•⸻—–_=~#◆◇❖✦✧★☆♥❤♡⁂.\\+°§|-]|&nbsp;|\ufe0f)+\Z")
EMPTY = re.compile(
    r"(?:\s|&nbsp;|&#160;|<br\s*/?>|<!--(?>(?:[^-]|-(?!->))*)-->|[\u200b-\u200d\ufeff\\])*\Z",
    re.DOTALL,
)
#: Doubtful as a row of signs unless there are at least so many.
MIN_SIGNS = 2
TEASER = re.compile(
    r"(?:coming (?:up )?(?:next|soon)|up next|next (?:up|time|week|post|article|in (?:this|the"
    r"|our) series)|next"
    r"|in (?:the|our|my) next (?:post|article|part|issue|email|instal+ment)|stay tuned|demnächst"
    r"|próximamente"
    r"|à suivre|sıradaki)(?P<colon>\s*[:：…]|\b)",
    re.IGNORECASE,
)
#: What makes `Next: …` a teaser, and not the next step of something.
PROMISE = re.compile(
    r"\b(?:we|i)['’]ll\b|\b(?:section|part|post|article|chapter|week|episode)\b", re.IGNORECASE
)
#: A teaser's label takes a paragraph of so many words with it.
MAX_TEASER_WORDS = 60
TAGGED = re.compile(
    r"(?P<label>topics?|tags?|tagged(?: (?:in|with|as))?|categor(?:y|ies)|filed under|posted in"
    r"|labels?|keywords?"
    r"|hashtags?|schlagw(?:o|ö)rt(?:er)?|stichwort(?:e|er)?|kategorien?|etiquetas|categorías"
    r"|mots[- ]clés"
    r"|étiquettes|etiketler|konular|tagi|теги|метки|标签|タグ)\s*[:：]\s*(?P<names>.+)\Z",
    re.IGNORECASE | re.DOTALL,
)
HASHTAG = re.compile(r"\\?[#＃][\w-]+\Z")
HANDLE = re.compile(r"\(?@[\w.]{2,}\)?\Z")
HANDLE_LABEL = re.compile(
    r"(?:tagged|tag|mentions?|follow|credits?|featuring|cc|via)\s*[:：]?\Z", re.IGNORECASE
)
SHARING = re.compile(
    r"(?:(?:please )?share (?:this|on|with|via|the (?:post|article|love))|tweet (?:this|about)"
    r"|click to tweet"
    r"|pin (?:it|this|for later)|save (?:this )?(?:for later|to pinterest)|follow (?:me|us) on"
    r"|(?:like|follow) and"
    r"|print this|e-?mail this|leave a (?:comment|reply)|\d+ comments?\Z|no comments"
    r"|comments? (?:off|closed)"
    r"|(?:facebook|twitter|pinterest|whatsapp|linkedin|email|x|reddit|print)"
    r"(?:[\s|,/·•]+(?:facebook|twitter|pinterest|whatsapp|linkedin|email|x|reddit|print"
    r"|copy link))+\Z"
    r"|share\Z|copy link\Z)",
    re.IGNORECASE,
)
SUBSCRIBING = re.compile(
    r"(?:subscribe|sign up)(?: here| now| today)?(?: to (?:my|our|the) (?:newsletter|blog"
    r"|channel|list))?\W*\Z",
    re.IGNORECASE,
)
RELATED = re.compile(
    r"(?:read (?:more|next|also|this next)|related(?: (?:post|article|reading|read|story"
    r"|guide)s?)?|see also"
    r"|you (?:may|might) (?:also )?(?:like|enjoy)(?: this| these)?|(?:more|keep) reading"
    r"|also read|recommended reading"
    r"|don['’]t miss|weiterlesen|siehe auch|lee también|à lire(?: aussi)?|leia também"
    r"|ilgili)\s*[:：→»-]",
    re.IGNORECASE,
)
ADVERT = re.compile(
    r"(?:advertisements?|sponsored(?: content)?|ads?|ad break|anzeige|werbung|publicidad"
    r"|publicité|reklam"
    r"|continue reading(?: below)?|article continues (?:below|after).{0,30}"
    r"|scroll (?:down )?to continue)\Z",
    re.IGNORECASE,
)
TEMPLATE = re.compile(
    r"(?:click (?:here )?to (?:edit|add|change)\b|(?:your|add|insert|enter) (?:text|title"
    r"|content|image|heading)"
    r" (?:here|goes here)|this is (?:a|an example of a) (?:text block|paragraph)\. click)",
    re.IGNORECASE,
)
READING_TIME = re.compile(
    r"(?:(?:reading time|read time|time to read)\W*)?(?:about |~)?\d{1,3}\s?(?:-"
    r"|–)?\s?min(?:ute)?s?"
    r"(?: (?:read|to read))?\Z|(?:last )?(?:updated|modified"
    r"|reviewed)(?: on)?\s*[:：]\s*[\w\s.,/-]{4,30}\Z",
    re.IGNORECASE,
)
CREDIT = re.compile(
    r"(?:(?:cover |featured |header |hero )?(?:photo|photograph|image|picture|illustration|foto"
    r"|bild|imagen|görsel)s?"
    r"\s*(?:credits?|courtesy|source|by|von|por|de|:|©|via)\b|photograph(?:y|ed) by|©\s*\w)",
    re.IGNORECASE,
)
#: What a link was going to lead to.
NOWHERE = re.compile(
    r"(?<!!)\[(?P<words>[^\[\]]*)\]\(\s?(?:#|<>|https?://(?:#|example\.com/?)?"
    r"|javascript:[^()]*(?:\([^()]*\))?;?"
    r"|about:blank|/?#?(?:url|link|insert[-_ ]?link|your[-_ ]?(?:affiliate[-_ ]?)?(?:link"
    r"|url)(?:[-_ ]?here)?|todo"
    r"|tbd|xxx+|placeholder|affiliate[-_ ]?(?:link|url)))?\s?\)",
    re.IGNORECASE,
)
MAX_LINE_WORDS = 18
MAX_TAG_WORDS = 40


@dataclass(frozen=True)
class Kinds:
    """A short line that may go, and why."""

    pattern: re.Pattern[str]
    why: str
    most_words: int = MAX_LINE_WORDS


LINES = (
    Kinds(ADVERT, "the label of an advertisement", 8),
    Kinds(TEMPLATE, "a placeholder of a template"),
    Kinds(READING_TIME, "what the old page said of itself", 8),
    Kinds(CREDIT, "the credit of a picture: give it with the picture"),
    Kinds(SHARING, "an invitation to share the old page", 16),
    Kinds(SUBSCRIBING, "an invitation to subscribe to the old site", 10),
)


def take_debris(working: Working) -> None:
    """Leave out what is not the text's own; rules stay until `drop_rules`, as ends of sections."""
    drop_contents(working)
    kept: list[Block] = []
    is_teased = False
    for block in working.blocks:
        why = _why(block, working)
        teaser = _teaser(block)
        if teaser or (is_teased and _is_teased(block)):
            why = why or "it announces what came next on the old site"
        is_teased = teaser == "label"
        if why:
            working.leave_out(plain(block.text), why)
        elif block.kind == Kind.PARAGRAPH and EMPTY.match(block.text):
            continue
        elif block.kind == Kind.PARAGRAPH and _is_row_of_signs(block.text):
            kept.append(Block(Kind.RULE, "---", line=block.line))
        else:
            kept.append(block)
    working.blocks = kept
    _unlink(working)
    if any("lorem ipsum" in block.text.lower() for block in kept):
        working.doubt("The text holds “lorem ipsum”, as a template does.")


def drop_rules(working: Working) -> None:
    """Take out rules between parts: headings part them."""
    working.blocks = [block for block in working.blocks if block.kind != Kind.RULE]


def _is_row_of_signs(text: str) -> bool:
    signs = re.sub(r"[\s\\]|&nbsp;", "", text)
    return RULE.match(text) is not None and (len(signs) > MIN_SIGNS or signs in ("⸻", "⁂"))


def _why(block: Block, working: Working) -> str:
    """Why a block is not the text's own; "" if it is."""
    if block.kind not in (Kind.PARAGRAPH, Kind.HEADING, Kind.QUOTE) or "![" in block.text:
        return ""
    words = lead(block.text.lstrip("> "))
    count = len(words.split())
    if block.kind == Kind.HEADING:
        is_label = ADVERT.match(words) or TEMPLATE.match(words)
        return "a label of the old page" if is_label and count < 8 else ""
    if why := _tail(words, bare(block.text), working):
        return why
    if _is_placeholder(block.text, words, count):
        return "it points to another article, and the link is missing"
    for row in LINES:
        if count <= row.most_words and row.pattern.match(words):
            return row.why
    return ""


def _tail(words: str, full: str, working: Working) -> str:
    """Why a line of tags or names is not the text's own."""
    is_tagged = "@" in full or "#" in full or "＃" in full
    tokens = re.split(r"[\s,;|·•]+", full) if is_tagged else []
    tokens = [token for token in tokens if re.search(r"\w", token)]
    if tokens and all(HASHTAG.match(token) for token in tokens):
        return "hashtags"
    label = 0
    while label < len(tokens) and not HANDLE.match(tokens[label]):
        label += 1
    if len(tokens) > label and all(HANDLE.match(token) for token in tokens[label:]):
        is_label = HANDLE_LABEL.match(" ".join(tokens[:label])) or not label
        return "names on other sites" if is_label else ""
    match = TAGGED.match(words)
    if (
        match
        and len(words.split()) <= MAX_TAG_WORDS
        and not re.search(r"[.!?](?:\s|\Z)", match["names"])
    ):
        working.doubt(f"A line of the text may name tags: {match['names']}")
        return "a line of tags"
    return ""


def _is_placeholder(text: str, words: str, count: int) -> bool:
    """Whether a line only points to an article whose address is not there."""
    match = RELATED.match(words)
    if match is None or count > 2 * MAX_LINE_WORDS or not words[match.end() :].strip():
        return False
    return NOWHERE.search(text) is not None or not links_in(text)


def _is_teased(block: Block) -> bool:
    """Whether a block after the label of a teaser is what it announces, and no invitation."""
    is_short = len(bare(block.text).split()) <= MAX_TEASER_WORDS
    return block.kind == Kind.PARAGRAPH and is_short and not POINTERS.match(block.text)


def _teaser(block: Block) -> str:
    """`label` for a line that only says that a teaser follows, `whole` for a teaser."""
    if block.kind != Kind.PARAGRAPH:
        return ""
    words = lead(block.text)
    match = TEASER.match(words)
    if match is None:
        return ""
    rest = words[match.end() :].strip(" *_:")
    has_colon = match["colon"].strip() != ""
    if not rest:
        return "label" if has_colon else ""
    is_sure = not words.casefold().startswith("next:") or PROMISE.search(rest) is not None
    return "whole" if has_colon and is_sure else ""


# Links to nowhere


def _unlink(working: Working) -> None:
    """Keep the words of links that lead nowhere, and name them."""
    lost: list[str] = []

    def unlink(match: re.Match[str]) -> str:
        lost.append(bare(match["words"]) or "a picture")
        return match["words"]

    def mend(block: Block) -> Block:
        if block.kind == Kind.CODE:
            return block
        text = block.text
        if "](" in text:
            text = outside_code(lambda row: NOWHERE.sub(unlink, row), text)
        return replace(block, text=text, children=tuple(map(mend, block.children)))

    working.blocks = list(map(mend, working.blocks))
    if lost:
        named = ", ".join(f"“{words}”" for words in lost[:5])
        more = f" and {len(lost) - 5} more" if len(lost) > 5 else ""
        working.doubt(f"Links that lead nowhere were taken off their words: {named}{more}")
