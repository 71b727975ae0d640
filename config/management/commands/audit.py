import json
import time
from collections import Counter
from collections.abc import Iterator

from django.core.management.base import BaseCommand, CommandError, CommandParser

from config.auditing.crawling import Audit
from config.auditing.rules import RULES, Finding, Rule
from config.auditing.standards import BY_NUMBER, STANDARDS, Standard

#: Findings of one rule that are printed; the rest is counted.
SHOWN = 10


class Command(BaseCommand):
    help = (
        "Read every page, feed, sitemap, style sheet and mail as readers and machines get them, "
        "and check each by every rule that a program can check. Nothing is counted or changed. "
        "Prints page, rule and evidence, and ends with 1 if there is any."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--list", action="store_true", help="only print the rules")
        parser.add_argument("--path", default="", help="only what begins with this, not the site")
        parser.add_argument(
            "--rule",
            action="append",
            default=[],
            dest="names",
            help="only this rule, by its number or name; may be given several times",
        )
        parser.add_argument("--all", action="store_true", help="print every finding")
        parser.add_argument("--json", action="store_true", help="one object for each finding")

    def handle(self, *args, path: str, names: list[str], **options) -> None:
        if options["list"]:
            self.stdout.write("\n".join(map(tell_standard, STANDARDS)))
            return
        if path and not path.startswith("/"):
            raise CommandError("Give a path that begins with a slash, such as /articles/.")
        started, audit = time.monotonic(), Audit(rules=choose(names), path=path)
        if options["json"]:
            counts = self.print_json(audit)
        else:
            counts = self.print_lines(audit, limit=0 if options["all"] else SHOWN)
            self.print_summary(audit, time.monotonic() - started)
        if counts:
            raise CommandError(f"{counts.total()} findings by {len(counts)} rules.")

    def print_summary(self, audit: Audit, seconds: float) -> None:
        rules = f"{len(audit.possible)} rules"
        self.stdout.write(f"{audit.read} answers read by {rules} in {seconds:.1f} s.")
        for rule in audit.skipped:
            reason = rule.needs.words if rule.needs else ""
            self.stdout.write(f"Not checked, as it needs that {reason}: {label(rule)}.")

    def print_json(self, audit: Audit) -> Counter:
        counts: Counter = Counter()
        for found in audit.run():
            counts[found.rule.name] += 1
            self.stdout.write(json.dumps(as_object(found), ensure_ascii=False))
        return counts

    def print_lines(self, audit: Audit, limit: int) -> Counter:
        """Print findings rule by rule, so many of each (0: all). Keeps no more than it prints."""
        counts: Counter = Counter()
        shown: dict[str, list[Finding]] = {}
        for found in audit.run():
            counts[found.rule.name] += 1
            kept = shown.setdefault(found.rule.name, [])
            if not limit or len(kept) < limit:
                kept.append(found)
        for name, kept in shown.items():
            rule = kept[0].rule
            self.stdout.write(f"{rule.sentence} ({BY_NUMBER[rule.number].source})")
            for one in kept:
                self.stdout.write(f"  {one.page}  {label(rule)}  {one.evidence}")
            if counts[name] > len(kept):
                self.stdout.write(f"  and {counts[name] - len(kept)} more")
        return counts


def choose(names: list[str]) -> list[Rule]:
    """The rules of these numbers or names; all where none is given."""
    known = {rule.name for rule in RULES} | {str(rule.number) for rule in RULES}
    if unknown := set(names) - known:
        raise CommandError(f"There is no rule {', '.join(sorted(unknown))}. See --list.")
    return [rule for rule in RULES if not names or {rule.name, str(rule.number)} & set(names)]


def label(rule: Rule) -> str:
    return f"{rule.number} {rule.name}"


def as_object(found: Finding) -> dict[str, object]:
    return {
        "page": found.page,
        "number": found.rule.number,
        "rule": found.rule.name,
        "sentence": found.rule.sentence,
        "source": BY_NUMBER[found.rule.number].source,
        "evidence": found.evidence,
    }


def tell_standard(one: Standard) -> str:
    """A standard, and how it is checked."""
    return f"{one.number:3}. {one.words} ({one.source}): {'; '.join(how_checked(one))}."


def how_checked(one: Standard) -> Iterator[str]:
    names = [rule.name for rule in RULES if rule.number == one.number]
    if names:
        yield f"checked: {', '.join(names)}"
    if one.tests:
        yield f"checked by tests: {', '.join(one.tests)}"
    if one.because:
        yield f"not checkable by a program, because {one.because}"
