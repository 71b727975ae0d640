"""What becomes of published pages in the background: `manage.py db_worker` does it."""

from datetime import datetime
from typing import Any

from django_tasks import task

from articles.discovery.related import relate
from articles.discovery.subjects import note_phrases
from articles.models import Article
from articles.publishing.kinds import kinds


@task()
def relate_one(pk: int) -> int:
    """Find what an article is like. Returns how many; none for one that is gone."""
    article = Article.objects.filter(pk=pk).first()
    return relate(article) if article else 0


@task()
def name_one(letter: str, pk: int) -> int:
    """Find by which phrases texts name a page. Returns how many; none for one that is gone."""
    models = {model.revisions.rel.related_model.letter: model for model in kinds()}
    subject = models[letter].objects.filter(pk=pk).first()
    return note_phrases(subject) if subject else 0


def follow(subjects: list[Any], at: datetime | None) -> None:
    """Have the worker look anew at what changes for readers, now or `at` a moment to come."""
    for subject in subjects:
        if isinstance(subject, Article) and subject.kind == Article.Kind.ARTICLE:
            relate_one.using(run_after=at).enqueue(subject.pk)
        name_one.using(run_after=at).enqueue(subject.revisions.model.letter, subject.pk)
