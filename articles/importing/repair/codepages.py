"""The code pages through which UTF-8 was misread, as tables from character to byte."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

HIGH = range(0x80, 0x100)

#: The bytes of one character in UTF-8, by the standard's table of well-formed sequences
#: (Unicode, table 3-7), so that whatever matches can be decoded.
WELL_FORMED = (
    ((0xC2, 0xDF), (0x80, 0xBF)),
    ((0xE0, 0xE0), (0xA0, 0xBF), (0x80, 0xBF)),
    ((0xE1, 0xEC), (0x80, 0xBF), (0x80, 0xBF)),
    ((0xED, 0xED), (0x80, 0x9F), (0x80, 0xBF)),
    ((0xEE, 0xEF), (0x80, 0xBF), (0x80, 0xBF)),
    ((0xF0, 0xF0), (0x90, 0xBF), (0x80, 0xBF), (0x80, 0xBF)),
    ((0xF1, 0xF3), (0x80, 0xBF), (0x80, 0xBF), (0x80, 0xBF)),
    ((0xF4, 0xF4), (0x80, 0x8F), (0x80, 0xBF), (0x80, 0xBF)),
)


@dataclass(frozen=True)
class CodePage:
    """One way to misread bytes; where `codecs` differ, the first has the word."""

    name: str
    codecs: tuple[str, ...]

    @cached_property
    def table(self) -> dict[str, int]:
        """The byte that each character was."""
        table: dict[str, int] = {}
        for codec in self.codecs:
            for byte in HIGH:
                # A byte without a character of its own comes out as the control of its number.
                shown = bytes([byte]).decode(codec, "replace")
                table.setdefault(chr(byte) if shown == "\ufffd" else shown, byte)
        return table

    @cached_property
    def leads(self) -> frozenset[str]:
        """The characters that can begin a misread character."""
        return frozenset(self._of(0xC2, 0xF4))

    @cached_property
    def tails(self) -> frozenset[str]:
        """The characters that can follow in one."""
        return frozenset(self._of(0x80, 0xBF))

    @cached_property
    def runs(self) -> re.Pattern[str]:
        """One misread character or several in a row."""
        forms = ("".join(self._one_of(*row) for row in form) for form in WELL_FORMED)
        return re.compile(f"(?:{'|'.join(forms)})+")

    @cached_property
    def lost(self) -> tuple[int, ...]:
        """The bytes that fall away in a strict reading, as they have no character."""
        strict = self.codecs[0]
        return tuple(n for n in HIGH if bytes([n]).decode(strict, "replace") == "\ufffd")

    def read(self, run: str) -> str:
        """What a run of misread characters was."""
        return bytes(map(self.table.__getitem__, run)).decode()

    def _of(self, first: int, last: int) -> Iterable[str]:
        return (char for char, byte in self.table.items() if first <= byte <= last)

    def _one_of(self, first: int, last: int) -> str:
        return f"[{''.join(map(re.escape, self._of(first, last)))}]"


#: Latin-1 has controls in place of the marks of Windows; texts mix the two.
TURKISH = CodePage("Windows-1254", ("cp1254", "latin-1"))
WESTERN = CodePage("Windows-1252", ("cp1252", "latin-1"))
CODE_PAGES = (
    WESTERN,
    TURKISH,
    CodePage("Windows-1250", ("cp1250",)),
    CodePage("Windows-1251", ("cp1251",)),
    CodePage("Windows-1253", ("cp1253",)),
    CodePage("Windows-1257", ("cp1257",)),
    CodePage("ISO 8859-2", ("iso8859_2",)),
    CodePage("Mac Roman", ("mac_roman",)),
    CodePage("code page 437", ("cp437",)),
    CodePage("code page 850", ("cp850",)),
)
