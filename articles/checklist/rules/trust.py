"""What readers at risk need: somebody who looked it over, and where to turn."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from django.utils import timezone

from articles.checklist.finding import Finding, Rule
from articles.checklist.reading import Reading
from articles.checklist.rules.family import Check, passage_of
from articles.checklist.sentences import WORD
from articles.search.asking import folded
from articles.upkeep.due import months_after

RATERS = "Google, Search Quality Rater Guidelines (Your Money or Your Life)"
UNREVIEWED = Rule("review-missing", "Sensitive topics nobody reviewed", RATERS)
OVERDUE = Rule("review-old", "Reviews that are due", "The publication's review clock")
HELP = Rule(
    "help-missing",
    "Sensitive words without a help line",
    "Samaritans, Media Guidelines: point to support",
)

#: Of these, folded, other texts are full too: one alone in a paragraph is no sign.
LOOSE = frozenset(
    """
abuse
abused
abusing
abusive
violent
violence
overdose
stalker
stalking
cant go on
better off dead
kill me
hit me
hits me
hitting me
hurt me
hurts me
hurting me
beat me
beats me
beating me
slapped me
slaps me
punched me
punches me
kicked me
kicks me
choked me
chokes me
forced me
forces me
threatened me
threatens me
threatening me
cut myself
hurt myself
hurting myself
harm myself
take my life
""".strip().splitlines()
)
#: Signs besides the publication's words, which are for those who search.
ALSO = """
domestic violence
domestic abuse
partner violence
sexual violence
sexual abuse
sexually abused
physical abuse
physically abused
emotional abuse
emotionally abused
child abuse
eating disorder
eating disorders
anorexia
bulimia
""".strip().splitlines()

NEEDED = (
    "Whoever reads this may need help now: say where there is some, in a ::: safety block, or "
    "choose a sensitive topic."
)


def find_unreviewed(reading: Reading) -> Iterator[Finding]:
    if reading.is_sensitive and reading.is_article and reading.content.reviewer is None:
        reason = "Its topic is sensitive: have somebody review it whom readers can name."
        yield reading.find(UNREVIEWED, "reviewer", "", reason)


def find_overdue(reading: Reading) -> Iterator[Finding]:
    """Reviews that are due: by the day an editor set, or by the publication's clock."""
    day = reading.content.reviewed_on
    if not day or not reading.is_article:
        return
    publication, reviewed = reading.publication, date.fromisoformat(day)
    months = (
        publication.review_months_sensitive
        if reading.is_sensitive
        else publication.review_months_ordinary
    )
    own = reading.article.review_due_on if reading.article else None
    is_set = own is not None and own > reviewed
    due = own if is_set and own else months_after(reviewed, months)
    if due <= timezone.localdate():
        when = f"is due since {due}" if is_set else f"is to be every {months} months"
        reason = f"It was last reviewed on {day}, and {when}."
        yield reading.find(OVERDUE, "reviewed_on", "", reason)


def find_help(reading: Reading) -> Iterator[Finding]:
    """Words that call for help where no help is shown; told once.

    They are the publication's, and a few more as long as it has any.
    """
    if reading.is_sensitive or _shows_help(reading):
        return
    listed = reading.publication.help_word_list
    phrases = _by_first_word([*listed, *ALSO] if listed else ())
    for text in reading.texts:
        for block in text.blocks:
            found = dict(_phrases_in(block.words, phrases))
            strict = [passage for name, passage in found.items() if name not in LOOSE]
            if strict or len(found) > 1:
                passage = next(iter([*strict, *found.values()]))
                yield reading.find(HELP, text.place, passage_of(block, passage), NEEDED)
                return


def _shows_help(reading: Reading) -> bool:
    if any(block.callout == "safety" for text in reading.texts for block in text.blocks):
        return True
    lines = {part for row in reading.help_lines for part in (row.telephone, row.address) if part}
    return any(part in text.source for part in lines for text in reading.texts)


def _by_first_word(phrases: Iterable[str]) -> Mapping[str, list[list[str]]]:
    """The words of each phrase by its first; what is one word has its plural beside it."""
    found = defaultdict(list)
    for phrase in phrases:
        words = folded(phrase).split()
        if words:
            found[words[0]].append(words)
        if len(words) == 1 and words[0] not in LOOSE:
            found[f"{words[0]}s"].append([f"{words[0]}s"])
    return found


def _phrases_in(text: str, phrases: Mapping[str, list[list[str]]]) -> Iterator[tuple[str, str]]:
    spans = []
    for match in WORD.finditer(text):
        spans += [(word, match.start(), match.end()) for word in folded(match[0]).split()]
    for index, (word, start, _) in enumerate(spans):
        for sought in phrases.get(word, ()):
            following = spans[index : index + len(sought)]
            if [row[0] for row in following] == sought:
                yield " ".join(sought), text[start : following[-1][2]]


CHECKS: dict[Rule, Check] = {
    UNREVIEWED: find_unreviewed,
    OVERDUE: find_overdue,
    HELP: find_help,
}
