import pytest

from tests.factories import make_kit

pytestmark = pytest.mark.django_db


def test_kits_that_can_be_asked_for_are_found(author_client, django_assert_max_num_queries):
    make_kit(title="One evening", slug="evening", promise="Ten questions.")
    make_kit(title="Evening of before", is_open=False)
    make_kit(title="Another")
    with django_assert_max_num_queries(5):
        answer = author_client.get("/admin/choose/kit/", {"q": "even"}).json()
    [row] = answer["rows"]
    assert (row["label"], row["detail"], row["slug"]) == (
        "One evening",
        "Ten questions.",
        "evening",
    )
