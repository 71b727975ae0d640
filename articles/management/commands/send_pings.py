from django.core.management.base import BaseCommand

from articles.discovery.pings.noting import note_what_came
from articles.discovery.pings.queue import TEN_MINUTES, send_due
from articles.discovery.pings.services import silence
from articles.models import Ping


class Command(BaseCommand):
    help = (
        "Tell the WebSub hub and IndexNow what changed. The worker does the same "
        "(manage.py db_worker); run this every few minutes where there is none, or beside it."
    )

    def handle(self, *args, **options) -> None:
        if reason := silence():
            self.stdout.write(f"Nobody is told: {reason}.")
        note_what_came()
        count = send_due(TEN_MINUTES)
        waiting = Ping.objects.filter(state=Ping.State.WAITING).count()
        failed = Ping.objects.filter(state=Ping.State.FAILED).count()
        self.stdout.write(f"{count} received, {waiting} waiting, {failed} failed.")
