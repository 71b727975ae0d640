import secrets
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.core.management.base import BaseCommand

from articles.models import Article


class Command(BaseCommand):
    help = (
        "Make everything ready to serve: migrations, static files, a first editor, and, outside "
        "production, the demo publication in an empty database. Run again, it touches no content."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", verbosity=0, interactive=False)
        if not settings.DEBUG:
            call_command("collectstatic", verbosity=0, interactive=False)
        if not settings.IS_PRODUCTION and not Article.objects.exists():
            self.stdout.write("Loading the demo publication ...")
            call_command("load_demo", stdout=self.stdout)
        if not User.objects.exists():
            self.make_first_editor()
        self.stdout.write(
            f"\n  Read   {settings.SITE_URL}/\n"
            f"  Write  {settings.SITE_URL}/admin/\n"
            "  Stop   Ctrl-C\n"
        )

    def make_first_editor(self) -> None:
        """An account that may do everything, so that it can make the next ones."""
        password = secrets.token_urlsafe(12)
        user = User.objects.create_superuser("editor", password=password)
        user.groups.set(Group.objects.filter(name="editor"))
        self.stdout.write(
            self.style.SUCCESS(f"\n  First account: editor  Password: {password}")
            + "\n  Shown only now. Change it in the admin, or with: manage.py changepassword editor"
        )
