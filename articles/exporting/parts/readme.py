"""What an export says about itself to whoever opens it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from articles.exporting.files import File
from articles.exporting.names import Names
from articles.exporting.parts import Loading
from articles.exporting.tables import Table

TEXT = Path(__file__).with_name("readme.md")


@dataclass(frozen=True)
class Readme:
    """`README.md`: the layout, the marks, and what is not there."""

    tables: tuple[Table, ...] = field(default=())

    def write(self, names: Names) -> Iterator[File]:
        yield File("README.md", [TEXT.read_bytes()])

    def read(self, loading: Loading) -> None:
        """Nothing: it is the same in every export."""
