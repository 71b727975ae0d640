"""What changed between two frozen articles, in words for readers. Pure, and linear in their length.

Nothing is said of what is no reader's business: tags, topic, photos, what is for search results.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.contrib.humanize.templatetags.humanize import apnumber
from django.template.defaultfilters import pluralize
from django.utils import formats
from django.utils.text import get_text_list

from articles.publishing.content import WORD
from articles.publishing.merge import by_key
from articles.publishing.substance import is_substantial, words_of

Form = Mapping[str, Any]

FIELDS = {"dek": "the lines under the title", "introduction": "the introduction"}
ROWS = {"sections": "sections", "faqs": "questions", "references": "sources"}
#: Of its words, so many stay in a text that is not another.
KEPT = 0.5
#: Characters of changed texts that are looked at word by word; what is beyond has just changed.
MAX_COMPARED = 100_000
#: Parts of one sentence that are named; of more, only how many others there are.
MAX_NAMED = 6
#: Stands for a person who is no longer known by their key.
SOMEBODY = "somebody else"
NOTHING = "No word of the text: only what surrounds it, such as a photo or a tag."


@dataclass
class Texts:
    """What became of the texts of one kind, by their labels."""

    rewritten: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    small: list[str] = field(default_factory=list)
    room: int = MAX_COMPARED

    def sort(self, label: str, was: str, now: str, *, forms: tuple[dict, dict]) -> None:
        """Note what became of one text, which stands alone in the two `forms`."""
        if was == now:
            return
        self.room -= len(was) + len(now)
        if self.room < 0:
            self.changed.append(label)
        elif not is_substantial(*forms):
            self.small.append(label)
        elif _count_kept(was, now) < KEPT:
            self.rewritten.append(label)
        else:
            self.changed.append(f"{label}{_tell_words(was, now)}")


def tell_changes(old: Form, new: Form, names: Mapping[int, str]) -> list[str]:
    """Short sentences on what readers of `old` find changed in `new`; never none.

    Both are JSON as a revision's `content` holds it; `names` are those of people, by primary key.
    """
    texts, answers = Texts(), Texts()
    sentences = [
        *_tell_title(old, new, texts),
        *_tell_fields(old, new, texts),
        *_tell_sections(old, new, texts),
        *_tell(texts.rewritten, "Rewritten: {}."),
        *_tell(texts.changed, "Changed in {}."),
        *_tell_questions(old, new, answers),
        *_tell(answers.rewritten, "Answered anew: {}."),
        *_tell(answers.changed, "Changed in the answer to {}."),
        *_tell_sources(old, new),
        *_tell_authors(old, new, names),
        *_tell_review(old, new, names),
        *_tell_order(old, new),
    ]
    small = [*texts.small, *(f"the answer to {label}" for label in answers.small)]
    sentences += _tell(small, "Small things, such as spelling, a link or a few words, in {}.")
    return sentences or [NOTHING]


def people_of(form: Form) -> set[int]:
    """The people whose names are needed to tell of a form, by primary key."""
    return {*form["authors"], form["reviewer"]} - {None}


def _tell_title(old: Form, new: Form, texts: Texts) -> Iterator[str]:
    was, now = old["title"], new["title"]
    if is_substantial({"title": was}, {"title": now}):
        yield f"The title was “{was}”."
    elif was != now:
        texts.small.append("the title")


def _tell_fields(old: Form, new: Form, texts: Texts) -> Iterator[str]:
    for name, label in FIELDS.items():
        was, now = old[name], new[name]
        if bool(was.strip()) == bool(now.strip()):
            texts.sort(label, was, now, forms=({name: was}, {name: now}))
        else:
            yield f"{'New' if now.strip() else 'Removed'}: {label}."


def _tell_sections(old: Form, new: Form, texts: Texts) -> Iterator[str]:
    before, after = by_key(old["sections"]), by_key(new["sections"])
    added = [_quote(row["heading"]) for key, row in after.items() if key not in before]
    removed = [_quote(row["heading"]) for key, row in before.items() if key not in after]
    yield from _tell(added, "New section: {}.", "New sections: {}.")
    yield from _tell(removed, "Removed: {}.")
    for was, row in _pairs(before, after):
        yield from _tell_rows("sections", "heading", "body", was, row, texts)


def _tell_questions(old: Form, new: Form, answers: Texts) -> Iterator[str]:
    before, after = by_key(old["faqs"]), by_key(new["faqs"])
    added = [_quote(row["question"]) for key, row in after.items() if key not in before]
    removed = [_quote(row["question"]) for key, row in before.items() if key not in after]
    yield from _tell(added, "New question: {}.", "New questions: {}.")
    yield from _tell(removed, "No longer asked: {}.")
    for was, row in _pairs(before, after):
        yield from _tell_rows("faqs", "question", "answer", was, row, answers)


def _tell_rows(
    rows: str, title: str, text: str, was: Form, row: Form, texts: Texts
) -> Iterator[str]:
    """Tell that a row is called otherwise, and note what became of its text."""
    label = _quote(row[title])
    titles_alone = ({rows: [{**one, text: ""}]} for one in (was, row))
    is_renamed = is_substantial(*titles_alone)
    if is_renamed:
        verb = "asked as" if rows == "faqs" else "called"
        yield f"{_quote(was[title])} is now {verb} {label}."
    forms = ({rows: [{**was, title: ""}]}, {rows: [{**row, title: ""}]})
    texts.sort(label, was[text], row[text], forms=forms)
    if was[title] != row[title] and was[text] == row[text] and not is_renamed:
        texts.small.append(label)


def _tell_sources(old: Form, new: Form) -> Iterator[str]:
    before, after = by_key(old["references"]), by_key(new["references"])
    pairs = [(was, row) for was, row in _pairs(before, after) if was != row]
    checked = [was for was, row in pairs if {**was, "accessed_on": row["accessed_on"]} == row]
    counts = {
        "added": len(after.keys() - before.keys()),
        "removed": len(before.keys() - after.keys()),
        "changed": len(pairs) - len(checked),
        "looked up again": len(checked),
    }
    parts = [f"{apnumber(number)} {verb}" for verb, number in counts.items() if number]
    if parts:
        yield f"Sources: {', '.join(parts)}."


def _tell_authors(old: Form, new: Form, names: Mapping[int, str]) -> Iterator[str]:
    before, after = old["authors"], new["authors"]
    added = [names.get(key, SOMEBODY) for key in after if key not in before]
    removed = [names.get(key, SOMEBODY) for key in before if key not in after]
    yield from _tell(added, "Now also by {}." if set(before) <= set(after) else "Now by {}.")
    yield from _tell(
        removed, "{} is no longer named as author.", "{} are no longer named as authors."
    )


def _tell_review(old: Form, new: Form, names: Mapping[int, str]) -> Iterator[str]:
    was, now = ((form["reviewer"], form["reviewed_on"]) for form in (old, new))
    reviewer, day = now
    if was == now:
        return
    if not any(now):
        yield "No review is named any more."
        return
    again = " again" if all(was) and was[0] == reviewer else ""
    by = f" by {names.get(reviewer, SOMEBODY)}" if reviewer else ""
    on = f" on {formats.date_format(date.fromisoformat(day), 'j F Y')}" if day else ""
    yield f"Reviewed{again}{by}{on}."


def _tell_order(old: Form, new: Form) -> Iterator[str]:
    for rows, label in ROWS.items():
        before, after = by_key(old[rows]), by_key(new[rows])
        if [key for key in before if key in after] != [key for key in after if key in before]:
            yield f"The {label} stand in another order."


def _pairs(before: Mapping, after: Mapping) -> Iterator[tuple[Form, Form]]:
    """The rows that are in both and not the same, in the order they have now."""
    for key, row in after.items():
        if key in before and before[key] != row:
            yield before[key], row


def _tell(labels: list[str], one: str, more: str = "") -> Iterator[str]:
    """A sentence on what is labelled so, if anything is."""
    if labels:
        yield (more if more and len(labels) > 1 else one).format(_join(labels))


def _join(labels: Iterable[str]) -> str:
    named = list(labels)
    if len(named) > MAX_NAMED:
        others = len(named) - MAX_NAMED + 1
        named = [*named[: MAX_NAMED - 1], f"{others} more"]
    return get_text_list(named, "and")


def _quote(title: str) -> str:
    return f"“{title}”"


def _tell_words(was: str, now: str) -> str:
    """How many words came and went, in brackets; empty where only a link, say, is another."""
    old, new = Counter(words_of(was)), Counter(words_of(now))
    came, went = (new - old).total(), (old - new).total()
    told = [f"{came} new word{pluralize(came)}"] if came else []
    told += [f"{went} word{pluralize(went)} gone"] if went else []
    return f" ({', '.join(told)})" if told else ""


def _count_kept(was: str, now: str) -> float:
    """Which share of the words of two texts both have, whatever their order (Dice)."""
    old, new = Counter(WORD.findall(was)), Counter(WORD.findall(now))
    return 2 * (old & new).total() / max(old.total() + new.total(), 1)
