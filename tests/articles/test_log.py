import pytest

from articles.log import record
from articles.models import Event
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db


def test_record_keeps_the_names_as_they_were():
    article = make_article(title="Listening")
    record("published", article, by=make_user(username="ann"), detail="From now on")
    article.title = "Hearing"
    article.save()
    event = Event.objects.get()
    assert (str(event), event.object_id, event.detail) == (
        "ann published Listening",
        article.pk,
        "From now on",
    )


def test_record_without_a_person_is_the_systems():
    record("withdrew", make_article(title="Listening"))
    assert str(Event.objects.get()) == "The system withdrew Listening"


def test_record_cuts_what_is_too_long():
    event = record("saved", make_article(title="x" * 160), detail="y" * 600)
    assert (len(event.label), len(event.detail)) == (160, 500)
