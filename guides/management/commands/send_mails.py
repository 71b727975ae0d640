from django.core.management.base import BaseCommand

from guides.mail.outbox import TEN_MINUTES, send_due
from guides.models import Mail


class Command(BaseCommand):
    help = (
        "Send the mail that is due: confirmations, downloads and letters. The worker does the "
        "same (manage.py db_worker); run this every few minutes where there is none, or beside "
        "it. It may be stopped at any time: nobody gets anything twice."
    )

    def handle(self, *args, **options) -> None:
        count = send_due(TEN_MINUTES)
        failed = Mail.objects.filter(state=Mail.State.FAILED).count()
        uncertain = Mail.objects.filter(state=Mail.State.UNCERTAIN).count()
        self.stdout.write(f"{count} sent, {failed} failed, {uncertain} perhaps sent.")
