"""Pages whose address has the name of a row in it: their old address leads to the new one."""

from typing import Any

from django.db import transaction

from articles.discovery.feeds.formats import FORMATS
from articles.log import record_all
from articles.models import Author, Redirect, Topic
from articles.redirects.saving import save_redirect, wait_for_others


@transaction.atomic
def rename(former: Author | Topic, present: Author | Topic, *, by: Any = None) -> None:
    """Lead readers of a topic's or author's page and feeds from where they were to where they are.

    What led away from the new address is over, as a page answers there. Some thirty queries.
    """
    wait_for_others()
    before, after = former.get_absolute_url(), present.get_absolute_url()
    places = {f"{before}{file}": f"{after}{file}" for file in ("", *FORMATS)}
    over = Redirect.objects.filter(path__in=places.values())
    record_all("deleted", over, by=by, detail="A page answers at this address.")
    over.delete()
    known = {row.path: row for row in Redirect.objects.filter(path__in=places)}
    for path, target in places.items():
        redirect = known.get(path) or Redirect(path=path, created_by=by)
        redirect.target = target
        redirect.note = f"{present} has another address."[:200]
        save_redirect(redirect, by=by)
