import io
import json
import sys
from argparse import RawDescriptionHelpFormatter
from dataclasses import dataclass, field
from functools import cached_property

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from articles.publishing.library import library_for
from articles.reading import find_addresses
from articles.rendering.library import Library, Page, Problem
from articles.rendering.limits import TextTooLarge
from articles.rendering.links import OUR_SCHEMES, fill_addresses, stable_targets
from articles.rendering.markdown import render

HELP = """\
Read Markdown on standard input and print the HTML a page holds for it.

The text is rendered as the body of a section, exactly as publishing does: the same marks,
the same lookups (products, articles, guides, photos), the same limits. What a writer would
have to mend goes to standard error, one problem a line. A text beyond the limits is refused
with a sentence on standard error and exit status 1.
"""

EXAMPLES = """\
examples:
  manage.py render_markdown < section.md > section.html
  printf '"*one*"\\n"two"\\n' | manage.py render_markdown --jsonl

With --jsonl every line of input is a JSON string, and so is every line of output, in the same
order and number. A text that is refused, or a line that is no JSON string, gives "" and a
sentence with the line's number (from 1) on standard error; the exit status stays 0.
Bytes that are not UTF-8 are read as U+FFFD.
"""


@dataclass
class Renderer:
    """Renders texts that have nothing to do with one another."""

    problems: list[Problem] = field(default_factory=list)

    @cached_property
    def hosts(self) -> Library:
        """What a text that names nothing of ours may still link to. One query a run."""
        return library_for([])

    def render(self, text: str) -> str:
        """Return the HTML of `text`, noting its problems. Raises `TextTooLarge`."""
        page = Page(library_for([text]) if _names_something(text) else self.hosts)
        html = render(text, page)
        self.problems = page.problems
        return fill_addresses(html, find_addresses(stable_targets(html)), source="")


def _names_something(text: str) -> bool:
    return any(word in text for word in (*OUR_SCHEMES, "offer", settings.MEDIA_URL))


class Command(BaseCommand):
    help = HELP

    def create_parser(self, prog_name: str, subcommand: str, **options) -> CommandParser:
        parser = super().create_parser(prog_name, subcommand, **options)
        parser.formatter_class = RawDescriptionHelpFormatter
        parser.epilog = EXAMPLES
        return parser

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--jsonl",
            action="store_true",
            help="one JSON string a line, in and out, for many texts in one run",
        )

    def handle(self, *args, jsonl: bool, **options) -> None:
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(encoding="utf-8")
        if jsonl:
            self._render_lines()
        else:
            self._render_text()

    def _render_text(self) -> None:
        renderer = Renderer()
        try:
            html = renderer.render(sys.stdin.buffer.read().decode("utf-8-sig", "replace"))
        except TextTooLarge as error:
            raise CommandError(str(error)) from error
        self.stdout.write(html, ending="")
        for problem in renderer.problems:
            self.stderr.write(str(problem))

    def _render_lines(self) -> None:
        renderer = Renderer()
        for number, line in enumerate(sys.stdin.buffer, start=1):
            html, complaints = _render_line(renderer, line)
            self.stdout.write(json.dumps(html))
            self.stdout.flush()
            for complaint in complaints:
                self.stderr.write(f"Line {number}: {complaint}")


def _render_line(renderer: Renderer, line: bytes) -> tuple[str, list[str]]:
    """The HTML of one line of `--jsonl`, and what there is to say about it."""
    try:
        text = json.loads(line.decode("utf-8", "replace"))
    except (ValueError, RecursionError):  # `[[[[…` is a recursion
        text = None
    if not isinstance(text, str):
        return "", ["This is not a JSON string."]
    try:
        html = renderer.render(text)
    except TextTooLarge as error:
        return "", [str(error)]
    return html, [str(problem) for problem in renderer.problems]
