"""The desk's page of the policies: what it shows, what its buttons do, what bad input gets."""

import pytest

from articles.models import Article, PolicyPage
from articles.policies.starting import GAP, count_gaps
from tests.articles.admin.forms import article_form, messages_of, parse
from tests.factories import make_article, make_policy

pytestmark = pytest.mark.django_db

#: The session, its user, their rights, what they have not read, and the publication.
FRAME = 6


def policies():
    return dict(PolicyPage.objects.values_list("role", "page"))


def buttons(row):
    return [node.text(deep=True).split(":")[0].strip() for node in row.css("button")]


def test_page_offers_what_is_missing_and_leads_to_what_is_there(editor_client):
    page = make_policy("about", is_live=False, title="Who we are", dek="[[Your name]]")

    rows = {row.id: row for row in parse(editor_client.get("/admin/policies/")).css(".policy")}

    assert list(rows) == PolicyPage.Role.values
    link = rows["about"].css_first(".policy-page")
    assert link.attributes["href"] == f"/admin/articles/article/{page.pk}/change/"
    assert rows["about"].css_first(".policy-gaps").text() == "1 place in [[ ]] to fill in"
    assert buttons(rows["about"]) == ["Unlink it"]
    assert buttons(rows["privacy"]) == ["Start from our text"]
    assert rows["privacy"].css_first(".state").text() == "Missing"


def test_page_costs_the_same_with_all_of_them(editor_client, django_assert_num_queries):
    for role in PolicyPage.Role.values:
        make_policy(role)
        editor_client.get("/admin/policies/")
        with django_assert_num_queries(FRAME + 2):
            editor_client.get("/admin/policies/")


def test_starting_makes_a_draft_of_ones_own_and_opens_it(editor_client, editor):
    response = editor_client.post("/admin/policies/privacy/start/")

    page = Article.objects.get()
    assert response.url == f"/admin/articles/article/{page.pk}/change/"
    assert (page.owner, page.revisions.live().exists()) == (editor, False)
    assert policies() == {"privacy": page.pk}
    (told,) = messages_of(editor_client.get(response.url))
    assert told.startswith("This draft is made of our text. ")


def test_what_is_started_is_saved_after_each_place_that_is_filled_in(editor_client, editor):
    editor_client.post("/admin/policies/about/start/")
    page = Article.objects.get()
    form = f"/admin/articles/article/{page.pk}/change/"
    gaps = count_gaps(page)
    for left in range(gaps, 0, -1):
        data = {
            name: GAP.sub("Tea", value, count=1) if isinstance(value, str) else value
            for name, value in article_form(page).items()
        }
        assert editor_client.post(form, data).status_code == 302
        page = Article.objects.get()
        assert count_gaps(page) < left
        if not count_gaps(page):
            break
    assert count_gaps(page) == 0 < gaps


def test_starting_twice_makes_one_page(editor_client):
    editor_client.post("/admin/policies/about/start/")

    response = editor_client.post("/admin/policies/about/start/", follow=True)

    assert messages_of(response)[-1] == "“About”: Somebody gave it a page in this moment."
    assert Article.objects.count() == 1


def test_page_that_is_there_is_chosen_in_place_of_another(editor_client):
    old = make_policy("contact", title="Old")
    page = make_article(kind="page", title="Write to us")
    make_article(title="No page")
    make_policy("about", title="Ours")
    options = parse(editor_client.get("/admin/policies/contact/choose/")).css("option")
    assert [option.text() for option in options] == ["Choose a page", "Write to us"]

    response = editor_client.post("/admin/policies/contact/choose/", {"page": page.pk})

    assert response.url == "/admin/policies/#contact"
    assert policies()["contact"] == page.pk
    assert Article.objects.filter(pk=old.pk).exists()


@pytest.mark.parametrize(
    ("sent", "error"),
    [
        ("", "This field is required."),
        ("x", "This page is gone, or has a role of its own by now."),
        ("9" * 30, "This page is gone, or has a role of its own by now."),
        ("article", "This page is gone, or has a role of its own by now."),
        ("taken", "This page is gone, or has a role of its own by now."),
    ],
)
def test_what_cannot_be_chosen_is_refused(editor_client, sent, error):
    taken = make_policy("about")
    make_article(kind="page")
    keys = {"article": make_article().pk, "taken": taken.pk}

    response = editor_client.post("/admin/policies/contact/choose/", {"page": keys.get(sent, sent)})

    assert response.status_code == 400
    assert [node.text() for node in parse(response).css(".errorlist li")] == [error]
    assert policies() == {"about": taken.pk}


def test_unlinking_leaves_the_page(editor_client):
    page = make_policy("about", title="Who we are")

    response = editor_client.post("/admin/policies/about/unlink/", follow=True)

    assert messages_of(response) == [
        "“Who we are” is not linked as “About” any more. It is still there."
    ]
    assert policies() == {}
    assert page.revisions.live().exists()
    assert editor_client.post("/admin/policies/about/unlink/").url == "/admin/policies/#about"


def test_role_that_does_not_exist_is_not_found(editor_client):
    addresses = [("get", "choose"), ("post", "choose"), ("post", "start"), ("post", "unlink")]

    answers = [
        getattr(editor_client, how)(f"/admin/policies/imprint/{what}/").status_code
        for how, what in addresses
    ]

    assert answers == [404] * 4
