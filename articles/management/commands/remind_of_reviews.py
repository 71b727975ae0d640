from django.core.management.base import BaseCommand, CommandParser
from django.utils import formats

from articles.upkeep.reminding import MOST, Reminder, count_articles, foresee, remind, send


class Command(BaseCommand):
    help = (
        "Tell those who look after articles which of them are due for review, at the desk and "
        "by mail: once whenever one falls due, and all of one person's in one mail. What nobody "
        "looks after is told to the editors. Run it daily. It may be stopped at any time: the "
        "next run sends what is left."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--dry-run", action="store_true", help="only say who would be told of what"
        )

    def handle(self, *args, dry_run: bool, **options) -> None:
        reminders = foresee() if dry_run else remind()
        for reminder in reminders:
            self.stdout.write(_spell(reminder))
        people = _count(len(reminders), "person", "people")
        counts = f"{people}, {_count(count_articles(reminders), 'article')}"
        if dry_run:
            self.stdout.write(f"{counts} to tell.")
        else:
            self.stdout.write(f"{counts} told. {_count(send(), 'mail')} sent.")


def _spell(reminder: Reminder) -> str:
    rows = [
        f"“{row.title}” ({formats.date_format(row.on, 'j F Y')})" for row in reminder.rows[:MOST]
    ]
    more = len(reminder.rows) - MOST
    rows += [f"and {more} more"] if more > 0 else []
    return f"{reminder.user.get_username()}: {', '.join(rows)}"


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or f'{one}s'}"
