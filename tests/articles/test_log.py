import pytest
from django.db import IntegrityError, transaction

from articles.log import record, record_all, told_once
from articles.models import Event
from articles.models.log import WrittenOnce
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


def test_record_all_tells_of_each_in_one_query(django_assert_num_queries):
    articles = [make_article(title=title) for title in ("Listening", "Money")]
    record("saved", articles[0])  # the kind is known from here on
    with django_assert_num_queries(1):
        record_all("refreshed", articles, detail="A product changed")
    lines = Event.objects.filter(verb="refreshed").order_by("pk")
    assert [(str(line), line.detail) for line in lines] == [
        ("The system refreshed Listening", "A product changed"),
        ("The system refreshed Money", "A product changed"),
    ]


def test_what_is_told_once_is_not_told_in_between():
    article = make_article(title="Listening")
    with told_once():
        record("saved", article)
        record_all("refreshed", [article])
    record("filled", article)
    assert [str(line) for line in Event.objects.all()] == ["The system filled Listening"]


@pytest.mark.parametrize(
    "change",
    [
        lambda line: line.save(),
        lambda line: line.delete(),
        lambda line: Event.objects.update(verb="saved"),
        lambda line: Event.objects.bulk_update([line], ["verb"]),
        lambda line: Event.objects.filter(pk=line.pk).delete(),
        lambda line: Event.objects.update_or_create(pk=line.pk, defaults={"verb": "saved"}),
    ],
    ids=["save", "delete", "update", "bulk update", "delete many", "update or create"],
)
def test_line_is_written_once(change):
    line = record("published", make_article())
    line.verb = "withdrew"
    with pytest.raises(WrittenOnce), transaction.atomic():
        change(line)
    assert Event.objects.values_list("verb", flat=True).get() == "published"


def test_line_takes_the_place_of_no_other():
    line = record("published", make_article())
    with pytest.raises(IntegrityError), transaction.atomic():
        Event(pk=line.pk, verb="withdrew", label="x").save()
    assert Event.objects.get().verb == "published"
