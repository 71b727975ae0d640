"""What posts of WordPress and Ghost have in common on their way to a `Document`."""

from typing import Any

from articles.importing.document import Repair
from articles.importing.repair.mending import mend


def mend_texts(value: Any, repairs: list[Repair]) -> Any:
    """A post as JSON without mojibake in any of its texts; `repairs` has what was mended.

    Posts come out of a bounded file that JSON could be made of, so the recursion is bounded too.
    """
    if isinstance(value, str):
        text, found = mend(value)
        repairs += found
        return text
    if isinstance(value, list):
        return [mend_texts(part, repairs) for part in value]
    if isinstance(value, dict):
        return {key: mend_texts(part, repairs) for key, part in value.items()}
    return value
