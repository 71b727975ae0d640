"""What a writer gets wrong stands at the field it concerns, and nothing typed is gone."""

import pytest

from articles.models import Article, Revision
from tests.articles.admin.forms import article_form, errors, messages_of, still_typed
from tests.factories import make_article, make_author, make_merchant, make_product, make_topic

ADD = "/admin/articles/article/add/"

TOO_LARGE = "This text has 100,002 bytes; a field holds 100,000. Split it into several sections."
MISTAKES = {
    "product": ("[it](go:nothing)", "There is no product of this name: “go:nothing”"),
    "article": ("[it](article:nothing)", "There is no article of this name: “article:nothing”"),
    "guide": ("[it](guide:nothing)", "There is no guide of this name: “guide:nothing”"),
    "card": ("::: offer nothing\n:::", "There is no product of this name: “::: offer nothing”"),
    "block": ("::: aside\nHm.\n:::", "There is no block of this name: “::: aside”"),
    "unclosed": (
        "::: note\nHm.",
        "This block is never closed; put ::: on a line after it: “::: note”",
    ),
    "fragment": ("[it](#)", "This link leads nowhere yet: “#”"),
    "source": ("So[^nothing].", "There is no source of this key: “[^nothing]”"),
    "bytes": ("é" * 50_001, TOO_LARGE),
    "letters": ("x" * 100_001, "Ensure this value has at most 100000 characters (it has 100001)."),
}


def form_with(field, text):
    """A form full of good text, with `text` in one field."""
    good = article_form(
        introduction="Good.",
        dek="A dek.",
        topic=make_topic().pk,
        tags="peace, talk",
        sections=[{"heading": "One", "body": "Good."}, {"heading": "Two", "body": "Good."}],
        faqs=[{"question": "Why?", "answer": "Good."}],
        references=[{"key": "study", "title": "A study"}],
    )
    return good | {field: text}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_mistake_is_told_at_its_field_and_the_text_is_kept(editor_client, mistake):
    text, message = MISTAKES[mistake]
    data = form_with("sections-1-body", text)
    response = editor_client.post(ADD, data)
    assert errors(response) == {"sections-1-body": [message]}
    assert still_typed(response, data) == {}
    assert Article.objects.count() == 0


@pytest.mark.parametrize("field", ["introduction", "sections-0-body", "faqs-0-answer"])
def test_mistake_is_told_at_whichever_field_it_stands_in(editor_client, field):
    data = form_with(field, "[it](go:nothing)")
    message = "There is no product of this name: “go:nothing”"
    assert errors(editor_client.post(ADD, data)) == {field: [message]}


@pytest.mark.parametrize(
    "text",
    ["[It](go:lamp) costs $19.99.", "::: offer lamp\nOnly $19.99 today.\n:::"],
    ids=["beside-a-link", "on-a-card"],
)
def test_rule_of_a_programme_is_quoted_where_it_is_broken(editor_client, text):
    merchant = make_merchant(name="Amazon", may_price=False)
    make_product(slug="lamp", merchant=merchant)
    response = editor_client.post(ADD, form_with("sections-1-body", text))
    message = "Amazon does not allow a price beside its links. Take it out: “$19.99”"
    assert errors(response) == {"sections-1-body": [message]}


def test_every_mistake_of_a_field_is_told(editor_client):
    data = form_with("introduction", "[a](go:one) and [b](go:two)")
    assert errors(editor_client.post(ADD, data)) == {
        "introduction": [
            "There is no product of this name: “go:one”",
            "There is no product of this name: “go:two”",
        ]
    }


def test_mistakes_in_three_rows_stand_at_their_rows(editor_client):
    data = form_with("introduction", "Good.") | {
        "sections-0-body": "[a](#)",
        "sections-1-body": "[b](go:two)",
        "faqs-0-answer": "",
    }
    assert errors(editor_client.post(ADD, data)) == {
        "sections-0-body": ["This link leads nowhere yet: “#”"],
        "sections-1-body": ["There is no product of this name: “go:two”"],
        "faqs-0-answer": ["This field is required."],
    }


def test_known_names_are_no_mistakes(editor_client):
    product, article = make_product(), make_article()
    text = f"[a](go:{product.slug}) [b](article:{article.slug}) c[^study]"
    assert editor_client.post(ADD, form_with("sections-0-body", text)).status_code == 302


def test_mistake_in_a_changed_article_leaves_what_was_saved(editor_client):
    article = make_article(introduction="Good.", faqs=[("Why?", "Because.")])
    data = article_form(article, introduction="[a](go:one)", title="Changed")
    response = editor_client.post(f"/admin/articles/article/{article.pk}/change/", data)
    assert errors(response) == {"introduction": ["There is no product of this name: “go:one”"]}
    assert still_typed(response, data) == {}
    assert Article.objects.values_list("introduction", "version").get(pk=article.pk) == ("Good.", 0)


def test_forms_of_many_rows_look_names_up_once(editor_client, django_assert_max_num_queries):
    product = make_product()
    rows = [{"heading": f"{n}", "body": f"[a](go:{product.slug}) [b](#)"} for n in range(30)]
    with django_assert_max_num_queries(27):
        response = editor_client.post(ADD, article_form(sections=rows))
    assert len(errors(response)) == 30


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            [{"key": "a"}, {"key": "a"}],
            {
                "references-1": ["Please correct the duplicate values below."],
                "references": ["Please correct the duplicate data for key."],
            },
        ),
        (
            [{"key": "not a key"}],
            {
                "references-0-key": [
                    "Enter a valid “slug” consisting of letters, numbers, underscores or hyphens."
                ]
            },
        ),
        (
            [{"key": "a", "year": 20}],
            {"references-0": ["Constraint “reference_year_is_plausible” is violated."]},
        ),
        ([{"key": "a", "url": "nowhere"}], {"references-0-url": ["Enter a valid URL."]}),
    ],
    ids=["twice", "key", "year", "address"],
)
def test_mistake_in_a_source_is_told_at_its_row(editor_client, rows, expected):
    rows = [{"title": "A study"} | row for row in rows]
    data = article_form(references=rows)
    response = editor_client.post(ADD, data)
    assert errors(response) == expected
    assert still_typed(response, data) == {}


@pytest.mark.parametrize("field", ["introduction", "sections-0-body", "faqs-0-answer"])
def test_a_draft_is_saved_with_a_placeholder_and_not_published(editor_client, field):
    data = form_with(field, "TODO: more. [[Fill in]]") | {"authors": [make_author().pk]}
    response = editor_client.post(ADD, data | {"_publish": "on"}, follow=True)
    (message,) = messages_of(response)
    assert message.count("A placeholder is left here: “TODO:”") == 1
    assert message.startswith("Saved, but not published.")
    assert list(Revision.objects.values_list("live_from", flat=True)) == [None]


def test_a_bio_goes_out_as_it_is_saved_so_it_holds_no_placeholder(editor_client):
    data = {"name": "Ada Byron", "slug": "ada-byron", "bio": "TODO: more."}
    response = editor_client.post("/admin/articles/author/add/", data)
    assert errors(response) == {"bio": ["A placeholder is left here: “TODO:”"]}
