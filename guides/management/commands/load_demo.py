from django.core.management.base import BaseCommand

from guides.demo.load import load_demo


class Command(BaseCommand):
    help = "Load the demo publication, “Common Ground”. Leaves what is already there alone."

    def handle(self, *args, **options) -> None:
        count = load_demo(lambda line: self.stdout.write(f"  {line}"))
        self.stdout.write(self.style.SUCCESS(f"{count} pages published."))
