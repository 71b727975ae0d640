"""What the form asks of the texts in it: which words could lead to another page."""

import pytest

from articles.discovery.subjects import note_phrases
from tests.factories import publish_article

ADDRESS = "/admin/text/links/"

pytestmark = pytest.mark.django_db


@pytest.fixture
def tea():
    page = publish_article(title="Green tea leaves", slug="tea").article
    note_phrases(page)
    return page


def ask(client, **fields):
    response = client.post(ADDRESS, fields)
    return response.status_code, response.json()


def test_form_is_told_what_could_lead_where(editor_client, tea):
    names = ["introduction", "sections-0-body"]
    texts = ["A\r\nb", "Our\r\n\r\nkettle.\r\nThe green tea leaves."]

    assert ask(editor_client, name=names, text=texts) == (
        200,
        {
            "suggestions": [
                {
                    "field": "sections-0-body",
                    "phrase": "green tea leaves",
                    "offset": len("Our\n\nkettle.\nThe "),
                    "title": "Green tea leaves",
                    "mark": "article:tea",
                }
            ]
        },
    )


def test_page_itself_and_what_it_links_to_elsewhere_are_left_out(author_client, tea):
    asked = {"name": "introduction", "text": "Green tea leaves"}

    assert ask(author_client, **asked, page=f"article/{tea.pk}") == (200, {"suggestions": []})
    assert ask(author_client, **asked, besides="[x](article:tea)") == (200, {"suggestions": []})


def test_what_no_form_sends_is_refused(editor_client):
    assert ask(editor_client, name="introduction") == (
        400,
        {"error": "This is not what a form sends."},
    )


def test_text_that_is_too_large_is_refused(editor_client):
    status, answer = ask(editor_client, name="introduction", text="x" * 100_001)

    assert status == 413
    assert "100,001 bytes" in answer["error"]
