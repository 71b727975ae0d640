"""Tables whose rows are texts: a Markdown file each, with what belongs to it inside."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.text import slugify

from articles.exporting import plain_yaml
from articles.exporting.files import File, encode
from articles.exporting.framing import Piece, frame, unframe
from articles.exporting.names import Names
from articles.exporting.parts import Loading, reading
from articles.exporting.tables import BATCH, Made, Row, Table


@dataclass(frozen=True, eq=False)
class Rows:
    """Rows that belong to a document, as its parts: a heading and a text under a mark.

    `title` stands before the first, where they are a list of their own.
    """

    mark: str
    table: Table
    parent: str
    heading: str
    text: str
    level: int = 2
    title: str = ""

    def write(self, rows: list[Row], names: Names) -> Iterator[Piece]:
        """Each row under its mark."""
        if self.title and rows:
            yield Piece(f"{self.mark}s", heading=self.title)
        for row in rows:
            facts = {name: str(row[name]) for name in self._facts if row[name] is not None}
            yield Piece(self.mark, facts, self.level, row[self.heading], row[self.text])

    def read(self, piece: Piece) -> Row:
        """The inverse of `write`, for one."""
        facts = {name: piece.facts.get(name) for name in self._facts}
        return {**facts, self.heading: piece.heading, self.text: piece.text}

    @property
    def _facts(self) -> list[str]:
        return [name for name in self.table.columns if name not in (self.heading, self.text)]


@dataclass(frozen=True, eq=False)
class Facts:
    """Rows that belong to a document and are no texts: a list in its front matter.

    `tell` says them once more at the end of the text, for other tools.
    """

    name: str
    table: Table
    parent: str
    tell: Callable[[list[Row]], list[Piece]]


@dataclass(frozen=True)
class Documents:
    """A table with its texts: `opening` first, then the rows, then `closing`.

    `folder_of` says in which of the `folders` a row's file stands.
    """

    table: Table
    folders: tuple[str, ...]
    folder_of: Callable[[Row], str]
    opening: str
    rows: tuple[Rows, ...] = ()
    facts: tuple[Facts, ...] = ()
    closing: str = ""

    @property
    def tables(self) -> tuple[Table, ...]:
        return (self.table, *(part.table for part in self.children))

    @property
    def children(self) -> tuple[Rows | Facts, ...]:
        """All rows that belong to a document."""
        return (*self.rows, *self.facts)

    def write(self, names: Names) -> Iterator[File]:
        """A file a row. Per `BATCH` rows, a query for each kind of rows that belong to them."""
        taken: set[str] = set()
        for rows in self.table.batches(names):
            keys = [row["id"] for row in rows]
            children = {
                part: part.table.children(part.parent, keys, names) for part in self.children
            }
            for row in rows:
                own = {part: found[row["id"]] for part, found in children.items()}
                yield File(self._path(row, taken), encode(self._frame(row, own, names)))

    def _path(self, row: Row, taken: set[str]) -> str:
        """The slug as the file's name, with the key where it is not one or another has it."""
        name = slugify(row["slug"]) or "untitled"
        path = f"{self.folder_of(row)}/{name}"
        if name != row["slug"] or path in taken:
            path = f"{path}.{row['id']}"
        taken.add(path)
        return f"{path}.md"

    def _frame(self, row: Row, own: dict[Any, list[Row]], names: Names) -> Iterator[str]:
        texts = {self.opening, self.closing}
        front = {name: value for name, value in row.items() if name not in texts}
        for facts in self.facts:
            front[facts.name] = [plain_yaml.tell(one) for one in own[facts]]
        pieces = [piece for part in self.rows for piece in part.write(own[part], names)]
        if self.closing:
            pieces.append(Piece("closing", text=row[self.closing]))
        pieces += [piece for facts in self.facts for piece in facts.tell(own[facts])]
        return frame(plain_yaml.dump(front), row[self.opening], pieces)

    def read(self, loading: Loading) -> None:
        paths = [path for folder in self.folders for path in loading.paths(folder, ".md")]
        for start in range(0, len(paths), BATCH):
            made: dict[Table, list[Made]] = {table: [] for table in self.tables}
            for path in paths[start : start + BATCH]:
                with reading(path):
                    self._read_file(loading.read(path), loading.names, made)
            with reading(f"{self.folders[0]}/"):
                for table, rows in made.items():
                    table.save(rows)

    def _read_file(self, text: str, names: Names, made: dict[Table, list[Made]]) -> None:
        front, opening, pieces = unframe(text)
        row = plain_yaml.load(front) | {self.opening: opening}
        if self.closing:
            row[self.closing] = {piece.mark: piece.text for piece in pieces}["closing"]
        own: list[tuple[Any, list[Row]]] = [(part, row.pop(part.name)) for part in self.facts]
        own += [
            (part, [part.read(one) for one in pieces if part.mark == one.mark])
            for part in self.rows
        ]
        made[self.table].append(self.table.make(row, names))
        for part, rows in own:
            parent = {f"{part.parent}_id": made[self.table][-1].row.pk}
            made[part.table] += [part.table.make(one, names, **parent) for one in rows]
