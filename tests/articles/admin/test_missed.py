"""Pages that readers did not find, at the desk."""

import pytest

from articles.models import Event, MissedPath, Redirect
from tests.articles.admin.forms import messages_of, parse
from tests.articles.affiliates.headers import CHROME
from tests.factories import make_missed_path, make_topic, make_user, publish_article

pytestmark = pytest.mark.django_db

LIST = "/admin/articles/missedpath/"


def rows(response):
    found = parse(response).css(".missed-list tbody tr")
    return [" ".join(row.css_first("th").text().split()) for row in found]


def targets(response):
    return [node.attributes["value"] for node in parse(response).css("[name=target]")]


def test_most_asked_come_first_with_what_was_meant(editor_client):
    publish_article(title="How to listen", slug="how-to-listen")
    make_missed_path(path="/seldom/", count=2)
    make_missed_path(path="/blog/how-to-listen.html", count=9)
    make_missed_path(path="/ignored/", count=99, is_ignored=True)
    page = editor_client.get(LIST)
    assert rows(page) == ["/blog/how-to-listen.html", "/seldom/"]
    assert targets(page) == ["/articles/how-to-listen/", ""]
    link = parse(page).css_first(".missed-meant a")
    assert (link.text(), link.attributes["href"]) == ("How to listen", "/articles/how-to-listen/")


def test_one_click_leads_readers_on(editor_client, editor, client):
    article = publish_article(title="How to listen", slug="how-to-listen").article
    missed = make_missed_path(path="/blog/how-to-listen.html")
    form = parse(editor_client.get(LIST)).css_first(".missed-do")
    data = {node.attributes["name"]: node.attributes["value"] for node in form.css("input[name]")}
    response = editor_client.post(form.attributes["action"], data, follow=True)
    redirect = Redirect.objects.get()
    assert messages_of(response) == [
        (
            "Readers of /blog/how-to-listen.html are led to /articles/how-to-listen/ now. "
            f'<a href="/admin/articles/redirect/{redirect.pk}/change/">Change the redirect</a>'
        )
    ]
    assert (form.attributes["action"], rows(response)) == (f"{LIST}{missed.pk}/fix/", [])
    assert Redirect.objects.values_list("path", "target", "created_by").get() == (
        *("/blog/how-to-listen.html", f"candor:article/{article.pk}"),
        editor.pk,
    )
    assert Event.objects.filter(verb="added").values_list("label", "by_name").get() == (
        *("/blog/how-to-listen.html", "editor"),
    )
    assert client.get("/blog/how-to-listen.html").url == "/articles/how-to-listen/"


def test_one_click_says_that_it_is_gone_for_good(editor_client, editor, client):
    missed = make_missed_path(path="/old/post/")
    data = {"target": "/nothing/here/", "note": "Of the shop"}
    response = editor_client.post(f"{LIST}{missed.pk}/gone/", data, follow=True)
    assert messages_of(response)[0].startswith(
        "Readers of /old/post/ are told now that it is gone for good. <a "
    )
    assert Redirect.objects.values_list("path", "target", "note", "created_by").get() == (
        *("/old/post/", "", "Of the shop"),
        editor.pk,
    )
    assert (client.get("/old/post/").status_code, MissedPath.objects.count()) == (410, 0)


@pytest.mark.parametrize("path", ["/a/../b/", "/page.html\u00a0", "/caf%25E9/"])
def test_path_is_fixed_as_it_was_asked_for(editor_client, path):
    missed = make_missed_path(path=path)
    editor_client.post(f"{LIST}{missed.pk}/fix/", {"target": "https://example.org/"})
    assert (Redirect.objects.get().path, MissedPath.objects.count()) == (path, 0)


def test_next_path_is_looked_at_when_one_is_decided(editor_client):
    for number in range(3):
        make_missed_path(path=f"/{number}/", count=9 - number)
    found = parse(editor_client.get(LIST))
    following = [node.attributes["value"] for node in found.css("[name=following]")]
    keys = [str(row.pk) for row in MissedPath.objects.all()]
    assert following == [keys[1], keys[2], keys[1]]
    assert [row.attributes["id"] for row in found.css(".missed-list tbody tr[tabindex='-1']")] == [
        f"missed-{key}" for key in keys
    ]
    data = {"following": following[0], "page": "1"}
    response = editor_client.post(f"{LIST}{keys[0]}/ignore/", data)
    assert response.url == f"{LIST}?page=1#missed-{keys[1]}"
    data = {"following": "1&x"}
    assert editor_client.post(f"{LIST}{keys[0]}/notice/", data).url == LIST


@pytest.mark.parametrize("step", ["fix", "gone", "ignore", "notice"])
def test_reload_of_what_was_refused_shows_the_list(editor_client, step):
    missed = make_missed_path(path="/old/")
    response = editor_client.get(f"{LIST}{missed.pk}/{step}/")
    assert (response.status_code, response.url, MissedPath.objects.get()) == (302, LIST, missed)


def test_names_of_buttons_begin_with_their_words(editor_client):
    make_missed_path(path="/old/")
    make_missed_path(path="/ignored/", is_ignored=True)
    for query in ("", "?shown=ignored"):
        for button in parse(editor_client.get(f"{LIST}{query}")).css(".missed-do button"):
            assert button.attributes["aria-label"].startswith(button.text(strip=True))


def test_what_was_typed_stays_where_it_is_refused(editor_client):
    missed = make_missed_path(path="/old/", count=2)
    make_missed_path(path="/other/")
    response = editor_client.post(
        f"{LIST}{missed.pk}/fix/", {"target": "/nothing/here/", "note": "Why"}
    )
    page = parse(response)
    assert page.css_first("title").text().startswith("Error: ")
    assert page.css_first(".errornote a").attributes["href"] == f"#missed-{missed.pk}-target"
    assert page.css_first(".missed-note[open] input").attributes["value"] == "Why"
    assert targets(response) == ["/nothing/here/", ""]
    assert page.css_first(".errorlist li").text() == "No page answers at this address."
    field = page.css_first("[name=target][aria-invalid][autofocus]")
    assert field.attributes["id"] == f"missed-{missed.pk}-target"
    assert page.css_first(f"#{field.attributes['aria-describedby']}") is not None
    assert (MissedPath.objects.count(), Redirect.objects.count()) == (2, 0)


def test_page_that_is_there_by_now_is_not_redirected(editor_client):
    missed = make_missed_path(path="/articles/tea/")
    publish_article(slug="tea")
    make_topic(slug="home")
    response = editor_client.post(f"{LIST}{missed.pk}/fix/", {"target": "/topics/home/"})
    assert parse(response).css_first(".errorlist li").text().startswith("A page answers")


def test_ignored_path_is_not_shown_until_it_is_to_be(editor_client, client):
    missed = make_missed_path(path="/old/post/")
    row = f"missed-{missed.pk}"
    data = {"page": "1", "target": ""}
    response = editor_client.post(f"{LIST}{missed.pk}/ignore/", data)
    assert response.url == f"{LIST}?page=1"
    client.get("/old/post/", headers=CHROME)
    page = editor_client.get(LIST)
    link = f'<a href="{LIST}?shown=ignored#{row}">See what is ignored</a>'
    assert (messages_of(page), rows(page)) == ([f"/old/post/ is not shown again. {link}"], [])
    assert Event.objects.values_list("verb", "label").get() == ("ignored", "/old/post/")
    assert rows(editor_client.get(f"{LIST}?shown=ignored")) == ["/old/post/"]
    response = editor_client.post(
        f"{LIST}{missed.pk}/notice/", {"shown": "ignored", "page": "1"}, follow=True
    )
    assert response.redirect_chain == [(f"{LIST}?shown=ignored&page=1", 302)]
    assert messages_of(response) == [
        f'/old/post/ is shown again. <a href="{LIST}#{row}">See the list</a>'
    ]
    assert rows(editor_client.get(LIST)) == ["/old/post/"]


def test_refused_row_of_the_ignored_is_shown_among_them(editor_client):
    missed = make_missed_path(path="/old/", is_ignored=True)
    data = {"target": "mailto:a@b", "shown": "ignored"}
    response = editor_client.post(f"{LIST}{missed.pk}/fix/", data)
    assert rows(response) == ["/old/"]


def test_refused_row_is_shown_on_whichever_page_it_is_by_now(editor_client):
    for number in range(26):
        make_missed_path(path=f"/{number}/", count=100 - number)
    last = MissedPath.objects.get(path="/25/")
    response = editor_client.post(f"{LIST}{last.pk}/fix/", {"target": "", "page": "1"})
    assert (rows(response)[0], len(rows(response))) == ("/25/", 26)


def test_list_has_pages(editor_client):
    for number in range(26):
        make_missed_path(path=f"/{number}/", count=100 - number)
    assert rows(editor_client.get(f"{LIST}?page=2")) == ["/25/"]
    links = parse(editor_client.get(LIST)).css(".missed-pages a")
    assert [link.attributes["href"] for link in links] == ["?page=2"]


def test_who_may_only_look_finds_no_form(client):
    user = make_user("editor")
    user.groups.get().permissions.filter(codename="change_missedpath").delete()
    client.force_login(user)
    make_missed_path(path="/old/")
    page = client.get(LIST)
    assert (rows(page), targets(page)) == (["/old/"], [])


@pytest.mark.parametrize(
    ("query", "said"),
    [("", "Nothing to do just now."), ("?shown=ignored", "Nothing is ignored.")],
)
def test_empty_list_says_so(editor_client, query, said):
    assert parse(editor_client.get(f"{LIST}{query}")).css_first(".nothing").text() == said
