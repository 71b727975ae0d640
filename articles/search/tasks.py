"""What search does in the background (`manage.py db_worker`): it learns words, and has a search
server hold copies of documents.
"""

import logging
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks import task

from articles.publishing.kinds import kinds
from articles.search.engines.chosen import SERVER
from articles.search.learning import learn_text

logger = logging.getLogger(__name__)

#: How long the worker waits after each failure; it gives up after the last, and
#: `manage.py rebuild_search` makes all copies anew.
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 720))


def copy_later(keys: list[int]) -> None:
    """After the commit, have the server of `SEARCH_URL` hold these documents as they are then."""
    if settings.SEARCH_URL and keys:
        transaction.on_commit(partial(copy_documents.enqueue, keys))


@task()
def copy_documents(keys: list[int], failures: int = 0) -> bool:
    """Have the search server hold these documents. Whether it does; if not, it is tried again."""
    try:
        import_string(f"{SERVER}.copy")(keys)
    except Exception as error:  # noqa: BLE001 (whatever happens to it, the next page is copied)
        logger.warning("The search server did not take %d documents: %s", len(keys), error)
        if failures < len(PAUSES):
            again = copy_documents.using(run_after=timezone.now() + PAUSES[failures])
            again.enqueue(keys, failures + 1)
        return False
    return True


@task()
def learn_one(letter: str, pk: int) -> int:
    """Learn words of a live page's text. Returns how many; none of one that is gone."""
    models = {model.revisions.rel.related_model.letter: model for model in kinds()}
    subject = models[letter].objects.filter(pk=pk).first()
    return learn_text(subject) if subject else 0


def follow(subjects: list[Any], at: datetime | None) -> None:
    """Have the worker learn words of what changes for readers, now or `at` a moment to come."""
    for subject in subjects:
        learn_one.using(run_after=at).enqueue(subject.revisions.model.letter, subject.pk)
