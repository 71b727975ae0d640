"""Books in the background: `manage.py db_worker` makes them."""

from django_tasks import task

from guides.books.building import build
from guides.models import Guide


@task()
def build_books_of(pk: int) -> int:
    """Make what is due of a guide's books; returns how many. One in the bin loses its own."""
    guide = Guide.everything.filter(pk=pk).first()
    return len(build(guide)) if guide else 0
