"""What the editor's chooser of kits finds."""

from articles.editing.choosing import Choice, Chooser
from guides.models import Kit

KIT_CHOOSER = Chooser(
    rows=lambda user: Kit.objects.filter(is_open=True),
    searched=("title", "slug"),
    show=lambda kit: Choice(kit.title, kit.promise, slug=kit.slug),
)
