"""Sources: what is said of numbers and studies, and what bears it out."""

from collections.abc import Iterator

from articles.checklist.blocks import Block
from articles.checklist.claims import claims_in
from articles.checklist.finding import Finding, Rule
from articles.checklist.reading import Reading
from articles.checklist.rules.family import Check, passage_of

QUALITY = "Google, Search Quality Rater Guidelines: trust needs sources"
CLAIM = Rule("claim-unsourced", "Numbers without a source", QUALITY)
UNCITED = Rule(
    "source-uncited", "Sources nobody cites", "Citations tie a source to what it bears out"
)
INCOMPLETE = Rule("source-incomplete", "Sources without publisher or date", QUALITY)
NONE = Rule(
    "source-none", "Sensitive topics without sources", f"{QUALITY} (Your Money or Your Life)"
)
GONE = Rule("quote-gone", "Quoted passages that are gone", "The link checker read the source again")


def find_claims(reading: Reading) -> Iterator[Finding]:
    """Sentences that claim a number of people or what research found, in a paragraph that names
    no source: by citation, footnote or link. English.

    Quotations and words to say are somebody else's, and prices, ages and times claim nothing.
    """
    for text in reading.texts:
        for block in text.blocks:
            for sentence in claims_in(block.words, block.sentences) if _may_claim(block) else ():
                reason = "Say where this comes from: a source, cited with [^key], or a link."
                yield reading.find(CLAIM, text.place, passage_of(block, sentence), reason)


def _may_claim(block: Block) -> bool:
    has_link = any(link.href.startswith(("http", "article:", "guide:")) for link in block.links)
    is_own = block.is_prose or block.tag in ("td", "html")
    return is_own and not block.is_cited and not has_link and block.callout != "script"


def find_uncited(reading: Reading) -> Iterator[Finding]:
    """References that no text cites; one finding where none at all is cited."""
    cited = reading.rendered.page.citations
    rows = [row for row in reading.content.references if row.key not in cited]
    if rows and not cited:
        reason = "No text cites any of the sources: put [^key] behind what they bear out."
        yield reading.find(UNCITED, f"references:{rows[0].key}", rows[0].title, reason)
        return
    for row in rows:
        reason = f"No text cites it: put [^{row.key}] behind what it bears out, or take it out."
        yield reading.find(UNCITED, f"references:{row.key}", row.title, reason)


def find_incomplete(reading: Reading) -> Iterator[Finding]:
    """References that do not say who published them, or when, or when they were read."""
    for row in reading.content.references:
        lacks = ["who published it"] * (not row.publisher)
        lacks += ["its year, or when you read it"] * (not row.year and not row.accessed_on)
        if lacks:
            reason = f"Say {' and '.join(lacks)}."
            yield reading.find(INCOMPLETE, f"references:{row.key}", row.title, reason)


def find_none(reading: Reading) -> Iterator[Finding]:
    """A sensitive topic's article without any source."""
    if reading.is_sensitive and reading.is_article and not reading.content.references:
        reason = "Readers at risk may rely on it: name what it rests on."
        yield reading.find(NONE, "references", "", reason)


def find_gone(reading: Reading) -> Iterator[Finding]:
    for row in reading.content.references:
        if row.key in reading.gone:
            reason = "The source answers, and what you quote is not in it any more."
            yield reading.find(GONE, f"references:{row.key}", getattr(row, "quote", ""), reason)


CHECKS: dict[Rule, Check] = {
    CLAIM: find_claims,
    UNCITED: find_uncited,
    INCOMPLETE: find_incomplete,
    NONE: find_none,
    GONE: find_gone,
}
