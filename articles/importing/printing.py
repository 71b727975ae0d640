"""What the command line says of a document: one object for programs, some lines for people."""

from collections.abc import Iterable, Iterator
from typing import Any

from articles.importing.document import LeftOut, Refused
from articles.importing.outline import Outline, Part, Role


def as_object(outline: Outline, source: str, warnings: Iterable[str] = ()) -> dict[str, Any]:
    """The object of a document, as `import_documents --json` prints it.

    Sections are in reading order, one a heading; what stands before the first is under an empty
    one, of level 2. `left_out` holds words of the text alone; code and what stood around it is
    in the warnings, with every reason. `warnings` are those that the outline does not know of.
    """
    return {
        "source": source,
        "title": outline.title or None,
        "description": outline.description or None,
        "author": outline.author or None,
        "tags": list(outline.tags),
        "sections": [
            {"level": part.level or 2, "heading": part.heading, "body": part.body}
            for part in outline.of_role(Role.SECTION)
        ],
        "faqs": [
            {"question": part.heading, "answer": part.body} for part in outline.of_role(Role.FAQ)
        ],
        "references": [{"text": row.text, "url": row.url} for row in outline.references],
        "affiliate_urls": [link.url for link in outline.links],
        "ctas": [{"text": call.text, "url": call.url} for call in outline.calls],
        "left_out": [row.text for row in _left_out(outline) if row.is_text],
        "warnings": [*warnings, *_warnings(outline)],
    }


def as_refusal(refused: Refused) -> dict[str, str]:
    """The object of what gave no document."""
    return {"source": refused.name, "error": refused.why}


def _left_out(outline: Outline) -> Iterator[LeftOut]:
    yield from outline.left_out
    for part in outline.of_role(Role.LEFT_OUT):
        yield LeftOut(_whole(part), part.why)


def _whole(part: Part) -> str:
    return "\n\n".join(filter(None, (part.heading, part.body)))


def _warnings(outline: Outline) -> Iterator[str]:
    yield from outline.doubts
    for row in _left_out(outline):
        yield f"Left out ({row.why or 'no reason is known'}): {row.text}"
    for repair in outline.repairs:
        line = f", line {repair.line}" if repair.line else ""
        yield f"Repaired ({repair.kind}{line}): {repair.before} → {repair.after}"
    for url in outline.remote_pictures:
        yield f"This picture did not come along: {url}"


def warn_of_proof(lost: Iterable[str], invented: Iterable[str]) -> Iterator[str]:
    """What the importer found when it held its own work against the document."""
    for words in lost:
        yield f"LOST, in the document and not in the article: {words}"
    for words in invented:
        yield f"INVENTED, in the article and not in the document: {words}"


def spell(outline: Outline, name: str, warnings: Iterable[str] = ()) -> str:
    """A document as a person reads it on a terminal."""
    counts = {
        "section": sum(1 for part in outline.of_role(Role.SECTION) if part.heading),
        "question": len(outline.of_role(Role.FAQ)),
        "source": len(outline.references),
        "product address": len(outline.links),
    }
    found = ", ".join(_count(count, what) for what, count in counts.items() if count)
    lines = [f"{name}: “{outline.title or 'without a title'}”, {found or 'no headings'}"]
    lines += [f"  {' '.join(words.split())[:300]}" for words in (*warnings, *_warnings(outline))]
    return "\n".join(lines)


def _count(count: int, what: str) -> str:
    plural = "es" if what.endswith("s") else "s"
    return f"{count} {what}{'' if count == 1 else plural}"
