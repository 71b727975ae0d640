import json
import os
from argparse import RawDescriptionHelpFormatter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError, CommandParser

from articles.importing.batches import begin
from articles.importing.document import Refused, Source, Unreadable
from articles.importing.outline import Outline
from articles.importing.printing import as_object, as_refusal, spell, warn_of_proof
from articles.importing.readers import split
from articles.importing.reading import read_source
from articles.importing.turns import draft_or_say_why, go_on, is_stopped
from articles.models import ImportedDocument, Topic

HELP = """\
Import documents as drafts: Markdown, plain text, HTML, Word, exports of WordPress and Ghost,
and ZIPs of them with their pictures. Folders are walked. Nothing is published.

A document that was imported before updates its draft, or is said to be unchanged; what was
edited meanwhile is merged. Where only a person can say what becomes of it, its proposal waits
in the desk under “Imports”. The exit status is 1 if any document could not be read, or its
draft not made.
"""

EXAMPLES = """\
examples:
  manage.py import_documents drafts/ --topic trust --user maren
  manage.py import_documents old-site.xml --fetch-pictures
  manage.py import_documents drafts/ --dry-run --json > found.json

--json prints one list with an object for each document: source, title, description, author,
tags, sections (level, heading, body), faqs (question, answer), references (text, url),
affiliate_urls, ctas (text, url), left_out, warnings. Bodies and answers are Markdown. What could
not be read is an object with source and error. --dry-run writes nothing.
"""

STATE = ImportedDocument.State
#: Seconds that one turn works on an import here, where nobody waits for a page.
TURN = 60.0

#: What is printed of one document: its object, its lines, and whether it failed.
Told = tuple[dict[str, Any], str, bool]


class Command(BaseCommand):
    help = HELP

    def create_parser(self, prog_name: str, subcommand: str, **options: Any) -> CommandParser:
        parser = super().create_parser(prog_name, subcommand, **options)
        parser.formatter_class = RawDescriptionHelpFormatter
        parser.epilog = EXAMPLES
        return parser

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path, help="files, or folders of files")
        parser.add_argument("--dry-run", action="store_true", help="only say what would happen")
        parser.add_argument("--json", action="store_true", help="print objects for programs")
        parser.add_argument("--user", help="whose the new articles are, by user name")
        parser.add_argument("--topic", help="the topic of all of them, by its slug")
        parser.add_argument(
            "--fetch-pictures",
            action="store_true",
            help="ask for the pictures that documents only point to",
        )

    def handle(self, *args: Any, paths: list[Path], **options: Any) -> None:
        files = list(_walk(paths))
        told = _rehearse(files) if options["dry_run"] else _import(files, options)
        failed = self._print_list(told) if options["json"] else self._print_lines(told)
        if failed:
            raise CommandError(f"{failed} could not be imported.")

    def _print_list(self, told: Iterator[Told]) -> int:
        """One list, each object as soon as it is there; returns how many failed."""
        failed = 0
        self.stdout.write("[", ending="")
        for number, (found, _, is_failure) in enumerate(told):
            lines = json.dumps(found, ensure_ascii=False, indent=1)
            self.stdout.write(f"{',' if number else ''}\n{lines}", ending="")
            failed += is_failure
        self.stdout.write("\n]")
        return failed

    def _print_lines(self, told: Iterator[Told]) -> int:
        total = failed = 0
        for _, lines, is_failure in told:
            (self.stderr if is_failure else self.stdout).write(lines)
            total += 1
            failed += is_failure
        self.stdout.write(f"{total - failed} of {total} documents.")
        return failed


def _walk(paths: list[Path]) -> Iterator[Path]:
    """The files themselves, and those in folders, hidden ones aside, in a stable order."""
    for path in paths:
        if path.is_dir():
            inside = (file for file in sorted(path.rglob("*")) if file.is_file())
            yield from (
                file
                for file in inside
                if not any(part.startswith(".") for part in file.relative_to(path).parts)
            )
        else:
            yield path


def _rehearse(files: list[Path]) -> Iterator[Told]:
    for path in files:
        for part in _split(path):
            yield _tell_refusal(part) if isinstance(part, Refused) else _read(part)


def _split(path: Path) -> Iterator[Source | Refused]:
    try:
        with path.open("rb") as file:
            yield from split(_name(path), file)
    except OSError as error:
        yield Refused(_name(path), f"{_name(path)} cannot be read: {error.strerror}.")


def _name(path: Path) -> str:
    """A path as it can be printed and stored: its bytes may be no characters."""
    return os.fsencode(path).decode(errors="replace")


def _read(source: Source) -> Told:
    try:
        reading = read_source(source)
    except Unreadable as error:
        return _tell_refusal(Refused(source.name, str(error)))
    except Exception as error:  # noqa: BLE001 (one bad document never spoils the others)
        why = f"Something is wrong that should not be: {error!r}"
        return _tell_refusal(Refused(source.name, why))
    warnings = list(warn_of_proof(reading.proof.lost, reading.proof.invented))
    outline = reading.outline
    return (
        as_object(outline, source.name, warnings),
        spell(outline, source.name, warnings),
        False,
    )


def _tell_refusal(refused: Refused) -> Told:
    return as_refusal(refused), f"{refused.name}: {refused.why}", refused.is_failure


# Not only for show


def _import(files: list[Path], options: dict[str, Any]) -> Iterator[Told]:
    user, topic = _find_user(options["user"]), _find_topic(options["topic"])
    name = _name(files[0]) if len(files) == 1 else f"{len(files)} files"
    batch = begin(
        _open_all(files), by=user, name=name, may_fetch_pictures=options["fetch_pictures"]
    )
    # Somebody may stop it in the desk.
    while go_on(batch, by=user, seconds=TURN).left and not is_stopped(batch):
        pass
    if topic:
        batch.documents.update(topic=topic)
    for pk in list(batch.documents.values_list("pk", flat=True)):
        yield _draft(pk, user)


def _draft(pk: int, user: Any) -> Told:
    rows = ImportedDocument.objects.select_related("article").defer("data", "text", "content")
    row = rows.get(pk=pk)
    if row.state == STATE.PROPOSED:
        draft_or_say_why(row, by=user)
        row = rows.get(pk=pk)
    return _tell_row(row)


def _open_all(files: list[Path]) -> Iterator[tuple[str, BinaryIO]]:
    for path in files:
        try:
            with path.open("rb") as file:
                yield _name(path), file
        except OSError as error:
            raise CommandError(f"{_name(path)} cannot be read: {error.strerror}.") from error


def _tell_row(row: ImportedDocument) -> Told:
    if row.state in (STATE.FAILED, STATE.DROPPED):
        return _tell_refusal(Refused(row.name, row.error, row.state == STATE.FAILED))
    what = {
        STATE.DRAFTED: f"In the desk as “{row.article}”.",
        STATE.UNCHANGED: f"Unchanged since it became “{row.article}”.",
    }.get(STATE(row.state), f"No draft is made. {row.error}")
    outline = Outline.from_json(row.outline) if row.outline else Outline(title=row.title)
    proof = row.proof or {"lost": [], "invented": []}
    warnings = [what, *row.told, *warn_of_proof(proof["lost"], proof["invented"])]
    found = as_object(outline, row.name, warnings) | {"article": row.article_id}
    is_failure = row.state in (STATE.PROPOSED, STATE.WAITING)
    return found, spell(outline, row.name, warnings), is_failure


def _find_user(name: str | None) -> Any:
    if name is None:
        return None
    user = get_user_model().objects.filter(**{get_user_model().USERNAME_FIELD: name}).first()
    if user is None:
        raise CommandError(f"Nobody has the user name “{name}”.")
    return user


def _find_topic(slug: str | None) -> Topic | None:
    if slug is None:
        return None
    topic = Topic.objects.filter(slug=slug).first()
    if topic is None:
        slugs = ", ".join(Topic.objects.values_list("slug", flat=True)) or "none yet"
        raise CommandError(f"No topic has the slug “{slug}”. There are: {slugs}.")
    return topic
