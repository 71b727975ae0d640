"""Changes of many articles as tests foresee them, do them and put them back."""

from datetime import UTC, datetime, timedelta

from articles.bulk.plans import carry_out, make_plan, undo

NOW = datetime(2026, 6, 1, 10, 0, tzinfo=UTC)  # noon in Paris
LATER = NOW + timedelta(days=7)


def anyone(article):
    return True


def foresee(change, *articles):
    """What a plan says of each article: was, becomes or why not."""
    plan = make_plan(change, [article.pk for article in articles])
    return {str(s.article): (s.was, s.becomes or f"no: {s.skipped}") for s in plan.steps}


def do(change, *articles, by=None):
    plan = make_plan(change, [article.pk for article in articles])
    return carry_out(change, plan.promise(), by=by, may=anyone)


def put_back(bulk, by=None):
    return undo(bulk, by=by, may=anyone)


def newest(article):
    return article.revisions.by_people().first()
