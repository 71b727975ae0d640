"""What the form of a long article costs: to open, to save and to be kept."""

import pytest

from articles.publishing.windows import save_revision
from tests.articles.admin.forms import shown
from tests.articles.admin.test_keeping import send
from tests.factories import make_article


def rich_article(author, sections, faqs):
    article = make_article(
        owner=author,
        sections=[(f"Part {n}", f"Text {n}.") for n in range(sections)],
        faqs=[(f"Why {n}?", f"So {n}.") for n in range(faqs)],
        references=[{"key": "study", "title": "Study"}],
        tags=["calm", "home"],
    )
    save_revision(article, by=author)
    return article


@pytest.mark.parametrize("role", ["editor", "author"])
def test_form_of_forty_sections_and_thirty_questions_opens_in_25_queries(
    client, author, editor, role, django_assert_max_num_queries
):
    article = rich_article(author, 40, 30)
    client.force_login({"editor": editor, "author": author}[role])
    with django_assert_max_num_queries(25):
        client.get(f"/admin/articles/article/{article.pk}/change/")


def count_of(client, act, django_assert_max_num_queries):
    with django_assert_max_num_queries(500) as queries:
        act()
    return len([query for query in queries if "SAVEPOINT" not in query["sql"]])


def test_saving_one_changed_section_costs_the_same_whatever_else_there_is(
    author_client, author, django_assert_max_num_queries
):
    counts = []
    for sections, faqs in ((5, 5), (40, 30)):
        url = f"/admin/articles/article/{rich_article(author, sections, faqs).pk}/change/"
        form = shown(author_client.get(url)) | {"sections-2-body": "Other words."}
        counts.append(
            count_of(
                author_client,
                lambda url=url, form=form: author_client.post(url, form),
                django_assert_max_num_queries,
            )
        )
    assert counts[0] == counts[1]


def test_keeping_costs_the_same_whatever_the_length(
    author_client, author, django_assert_max_num_queries
):
    counts = []
    for sections, faqs in ((5, 5), (40, 30)):
        article = rich_article(author, sections, faqs)
        fields = shown(author_client.get(f"/admin/articles/article/{article.pk}/change/"))
        token = fields.pop("opened")
        typed = {
            name: value if isinstance(value, list) else [value] for name, value in fields.items()
        }
        body = {"opened": token, "serial": 1, "is_whole": True, "typed": typed}
        counts.append(
            count_of(
                author_client,
                lambda body=body: send(author_client, body),
                django_assert_max_num_queries,
            )
        )
    assert counts[0] == counts[1] <= 30
