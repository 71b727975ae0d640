"""Whatever two people do to one article: no sentence is lost, and what nobody touched stays."""

import json
import re
from collections import Counter
from copy import deepcopy
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from articles.publishing import diff3
from articles.publishing.merge import TEXTS, merge, settle_in

GAPS = ["\n\n", "\n\n\n", "\n \n"]
GAP = re.compile(r"\n[^\S\n]*\n\s*")
MARK = re.compile(r"(?:Mine|Theirs) \d+\.")

#: A byte is a choice: a tape is quick to make, and shrinks well. At its end, all is done.
tapes = st.binary(max_size=60)


class Tape:
    def __init__(self, tape):
        self.left = list(reversed(tape))

    def below(self, number):
        return self.left.pop() % number if self.left and number else 0

    def of(self, items):
        return items[self.below(len(items))]


class Writer:
    """An article and who writes it: sentences are marked, paragraphs keep the gap behind them."""

    def __init__(self, introduction, sections):
        self.name, self.count, self.has_moved = "Base", 0, False
        self.title, self.tags = "Title", {"b", "d"}
        self.introduction, self.sections = introduction, sections

    def form(self):
        return {
            "title": self.title,
            "tags": sorted(self.tags),
            "introduction": "".join(self.introduction).strip(),
            "sections": [row | {"body": "".join(row["body"]).strip()} for row in self.sections],
        }

    def changed(self, name, tape):
        """The same article after this person took the steps on the tape."""
        copy = deepcopy(self)
        copy.name = name
        steps = [copy.insert, copy.change, copy.extend, copy.cut, copy.delete, copy.move] * 2
        steps += [copy.rename, copy.add, copy.remove, copy.shift, copy.tag]
        while tape.left:
            tape.of(steps)(tape)
        return copy

    def sentence(self):
        self.count += 1
        return f"{self.name} {self.count}."

    def text(self, tape):
        return tape.of([self.introduction, *(row["body"] for row in self.sections)])

    def insert(self, tape):
        text = self.text(tape)
        text.insert(tape.below(len(text) + 1), self.sentence() + "\n\n")

    def change(self, tape):
        self.change_line(tape, lambda line: [f"{line} {self.sentence()}"])

    def extend(self, tape):
        self.change_line(tape, lambda line: [line, self.sentence()])

    def cut(self, tape):
        self.change_line(tape, lambda _: [])

    def change_line(self, tape, change):
        text = self.text(tape)
        if text:
            place = tape.below(len(text))
            body = text[place].rstrip()
            lines = body.split("\n")
            line = tape.below(len(lines))
            lines[line : line + 1] = change(lines[line])
            text[place] = "\n".join(lines) + text[place][len(body) :]

    def delete(self, tape):
        self.remove_from(self.text(tape), tape)

    def remove(self, tape):
        self.remove_from(self.sections, tape)

    def remove_from(self, items, tape):
        if items:
            del items[tape.below(len(items))]

    def move(self, tape):
        self.move_in(self.text(tape), tape)

    def shift(self, tape):
        self.move_in(self.sections, tape)

    def move_in(self, items, tape):
        if items:
            item = items.pop(tape.below(len(items)))
            items.insert(tape.below(len(items) + 1), item)
            self.has_moved = True

    def rename(self, tape):
        row = tape.of([None, *self.sections])
        if row:
            row["heading"] = self.sentence()
        else:
            self.title = self.sentence()

    def add(self, tape):
        text = self.sentence()
        row = {"key": text, "heading": "New", "body": [f"{text}\n\n"]}
        self.sections.insert(tape.below(len(self.sections) + 1), row)

    def tag(self, tape):
        self.tags ^= {tape.of("abcdef")}


def written_from(tape):
    """An article of which every line is the only one of its kind."""
    numbers = iter(range(1_000))

    def text():
        return [
            "\n".join(f"Line {next(numbers)}." for _ in range(1 + tape.below(3))) + tape.of(GAPS)
            for _ in range(tape.below(5))
        ]

    keys = "abcd"[: tape.below(5)]
    sections = [{"key": key, "heading": f"Part {key}", "body": text()} for key in keys]
    return Writer(text(), sections)


def edit(tapes):
    writers = written_from(Tape(tapes[0]))


def texts_of(form):
    return {"": form["introduction"]} | {row["key"]: row["body"] for row in form["sections"]}


def paragraphs_of(text):
    return [part for part in GAP.split(text) if part]


def marks_in(value):
    return set(MARK.findall(json.dumps(value)))


def between(text, one, other):
    return text.partition(one)[2].partition(other)[0]


def check_nothing_is_lost(merged, base, mine, theirs):
    values = [(clash.mine, clash.theirs) for clash in merged.clashes if clash.field not in TEXTS]
    assert marks_in([merged.content, values]) == marks_in([mine, theirs])
    texts = texts_of(merged.content)
    for key, text in [*texts_of(mine).items(), *texts_of(theirs).items()]:
        assert marks_in(text) <= marks_in(texts.get(key, ""))


def check_untouched_texts_stay(merged, base, mine, theirs):
    texts, before, ours, others = map(texts_of, (merged.content, base, mine, theirs))
    clashing = {clash.key for clash in merged.clashes}
    for key in before.keys() & ours.keys() & others.keys():
        sources = before[key], ours[key], others[key]
        old, *new = map(paragraphs_of, sources)
        now = paragraphs_of(texts[key])
        untouched = [part for part in old if all(part in parts for parts in new)]
        assert [part for part in now if part in untouched] == untouched
        # What one removed is gone, but where the other changed it.
        assert key in clashing or [part for part in now if part in old] == untouched
        for pair in pairwise(untouched):
            gaps = {between(text, *pair) for text in sources}
            assert len(gaps) > 1 or {between(texts[key], *pair)} == gaps


def check_nothing_is_made_up(merged, base, mine, theirs):
    texts, *sources = map(texts_of, (merged.content, mine, theirs))
    for key, text in texts.items():
        lines = {line.strip() for source in sources for line in source.get(key, "").split("\n")}
        assert {line.strip() for line in text.split("\n")} <= lines | {""}


def check_rows_keep_their_order(merged, base, mine, theirs):
    forms = (merged.content, base, mine, theirs)
    now, old, *new = ([row["key"] for row in form["sections"]] for form in forms)
    kept = [key for key in old if all(key in keys for keys in new)]
    assert [key for key in now if key in kept] == kept
    added = Counter(key for keys in new for key in keys if key not in old)
    assert Counter(key for key in now if key not in old) == added


def test_x():
    run()

@settings(max_examples=10_000, deadline=None, database=None)
@given(tapes, tapes, tapes)
def run(a, b, c):
    writer = written_from(Tape(a))
    one, other = writer.changed("Mine", Tape(b)), writer.changed("Theirs", Tape(c))
    base, mine, theirs = writer.form(), one.form(), other.form()
    merged = merge(base, mine, theirs)
    forms = merged, base, mine, theirs
    check_nothing_is_lost(*forms)
    check_nothing_is_made_up(*forms)
    if not (one.has_moved or other.has_moved):
        check_untouched_texts_stay(*forms)
        check_rows_keep_their_order(*forms)
