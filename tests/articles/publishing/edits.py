"""Random edits of one article by two people, each step chosen by a byte of a tape."""

from copy import deepcopy
from dataclasses import dataclass

GAPS = ["\n\n", "\n\n\n", "\n \n"]


class Tape:
    """A byte is a choice: a tape is quick to make, and shrinks well. At its end, all is done."""

    def __init__(self, tape):
        self.left = list(reversed(tape))

    def below(self, number):
        return self.left.pop() % number if self.left and number else 0

    def of(self, items):
        return items[self.below(len(items))]


@dataclass(frozen=True)
class Edits:
    """One frozen form and what two people made of it."""

    base: dict
    mine: dict
    theirs: dict
    #: Whether somebody moved a text or a row, so that nothing has one order.
    is_moved: bool

    @classmethod
    def on(cls, base, mine, theirs):
        """What three tapes make: an article, and the steps of each person."""
        writer = written_from(Tape(base))
        one, other = writer.changed("Mine", Tape(mine)), writer.changed("Theirs", Tape(theirs))
        is_moved = one.has_moved or other.has_moved
        return cls(writer.form(), one.form(), other.form(), is_moved)


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
        return f"{self.name}{self.count}."

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
        remove_from(self.text(tape), tape)

    def remove(self, tape):
        remove_from(self.sections, tape)

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


def remove_from(items, tape):
    if items:
        del items[tape.below(len(items))]


def written_from(tape):
    """An article of which every line is the only one of its kind."""
    numbers = iter(range(1_000))

    def text():
        return [
            "\n".join(f"Line{next(numbers)}." for _ in range(1 + tape.below(3))) + tape.of(GAPS)
            for _ in range(tape.below(5))
        ]

    keys = "abcd"[: tape.below(5)]
    sections = [{"key": key, "heading": f"Part {key}", "body": text()} for key in keys]
    return Writer(text(), sections)
