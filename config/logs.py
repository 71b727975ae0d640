"""What the server's log does not hold."""

import logging
import re

#: Addresses that let whoever knows them confirm, download, leave, or read a draft.
CODES = re.compile(r"(/kits/(?:confirm|download|file)|/letters/leave|/preview)/[^/\s]+")


class CutCodes(logging.Filter):
    """Cuts the codes of readers' links out of the addresses of answers and failures."""

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.args, tuple):
            record.args = tuple(map(_cut, record.args))
        return True


def _cut(value: object) -> object:
    return CODES.sub(r"\1/…", value) if isinstance(value, str) else value
