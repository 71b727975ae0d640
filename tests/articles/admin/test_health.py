"""The desk's pages of outside links."""

import pytest
import time_machine
from django.contrib import admin
from django_tasks_db.models import DBTaskResult

from articles.health.addresses import hash_of, take_stock
from articles.models import CheckedAddress, CheckedQuote
from articles.rendering.tree import parse
from tests.articles.admin.forms import messages_of
from tests.factories import make_product, make_user, publish_article, publish_guide

pytestmark = pytest.mark.django_db

LIST = "/admin/articles/checkedaddress/"
URL = "https://one.example/lamp"
WORKER = (
    "The worker does it (manage.py db_worker): if nothing happens, ask whoever runs the server."
)
EVIDENCE = [
    {
        "at": "2026-03-01T10:00:00+00:00",
        "method": "GET",
        "status": 404,
        "final": "https://one.example/none",
        "hops": 1,
        "reason": "Not found (404)",
    },
    {
        "at": "2026-02-28T10:00:00+00:00",
        "method": "HEAD",
        "status": 0,
        "final": URL,
        "hops": 0,
        "reason": "No answer in time",
    },
]


def make_address(url=URL, **fields):
    return CheckedAddress.objects.create(url=url, url_hash=hash_of(url), **fields)


def rows_of(response):
    return [address.url for address in response.context["cl"].result_list]


def test_list_shows_what_is_broken_first(editor_client):
    for number, verdict in enumerate(["ok", "unchecked", "broken", "inconclusive"]):
        make_address(f"https://{number}.example/", verdict=verdict)
    numbers = [int(url[8]) for url in rows_of(editor_client.get(LIST))]
    assert numbers == [2, 3, 0, 1]


def test_list_can_be_narrowed_to_a_verdict(editor_client):
    make_address("https://one.example/", verdict="ok")
    make_address("https://two.example/", verdict="broken")
    response = editor_client.get(f"{LIST}?verdict__exact=broken")
    assert rows_of(response) == ["https://two.example/"]


def test_list_counts_verdicts(editor_client):
    for number, verdict in enumerate(["ok", "broken", "ok"]):
        make_address(f"https://{number}.example/", verdict=verdict)
    counts = editor_client.get(f"{LIST}?verdict__exact=ok").context["counts"]
    assert counts == [("broken", "Broken", 1), ("ok", "Works", 2)]


def test_list_leads_to_where_an_address_stands(editor_client):
    body = [("First", f"[One]({URL})")]
    pages = [publish_article(title=f"Page {n}", sections=body) for n in range(4)]
    take_stock()

    html = editor_client.get(LIST).content.decode()

    links = [
        f'<a href="/admin/articles/article/{page.article_id}/change/">{page.title}</a>'
        for page in pages
    ]
    assert f"{', '.join(links[:3])} and 1 more" in html
    assert links[3] not in html


def test_list_shows_the_beginning_of_a_long_address(editor_client):
    make_address(f"{URL}?{'x' * 200}")
    html = editor_client.get(LIST).content.decode()
    assert f"{URL}?{'x' * 94}…</a>" in html


def test_list_costs_the_same_for_more_rows(editor_client, django_assert_max_num_queries):
    for number in range(20):
        publish_article(sections=[("First", f"[One](https://{number}.example/)")])
        publish_guide(chapters=[("One", f"[Two](https://{number}.example/two)")])
        make_product(destination=f"https://{number}.example/three")
    take_stock()
    # Who asks (3), three counts, the rows, articles, guides, products; what the frame asks for.
    with django_assert_max_num_queries(14):
        assert len(rows_of(editor_client.get(LIST))) == 50


def test_address_shows_its_evidence_and_places(editor_client):
    make_product(slug="lamp", name="A lamp", destination=URL)
    page = publish_article(title="Lamps", sections=[("First", f"[One]({URL})")])
    publish_article(title="More lamps", sections=[("First", "[A](go:lamp)")])
    take_stock()
    CheckedAddress.objects.update(verdict="broken", evidence=EVIDENCE)

    response = editor_client.get(f"{LIST}{CheckedAddress.objects.get().pk}/")

    context = response.context
    assert [place.title for place in context["pages"]] == ["Lamps", "A lamp"]
    assert [place.title for place in context["carriers"]] == ["More lamps"]
    told = [(row.question, row.reason, row.final, row.hops) for row in context["evidence"]]
    assert told == [
        ("GET: 404", "Not found (404)", "https://one.example/none", 1),
        ("HEAD: no answer", "No answer in time", URL, 0),
    ]
    assert f'/admin/articles/article/{page.article_id}/change/">Lamps</a>' in (
        response.content.decode()
    )


def test_address_costs_the_same_for_more_products(editor_client, django_assert_max_num_queries):
    for number in range(15):
        make_product(slug=f"lamp-{number}", destination=URL)
        publish_article(sections=[("First", f"[A lamp](go:lamp-{number})")])
    take_stock()
    with django_assert_max_num_queries(14):
        response = editor_client.get(f"{LIST}{CheckedAddress.objects.get().pk}/")
    assert len(response.context["carriers"]) == 15


def test_address_that_stands_nowhere_says_so(editor_client):
    address = make_address(place_count=1)
    html = editor_client.get(f"{LIST}{address.pk}/").content.decode()
    assert "In nothing that still exists." in html
    assert "It was not checked yet." in html


def quote(url=URL, text="Lamps give light.", **fields):
    reference = {"key": "a", "title": "A study", "url": url, "quote": text}
    page = publish_article(title="On lamps", references=[reference])
    take_stock()
    CheckedQuote.objects.filter(address__url=url).update(**fields)
    return page


def test_address_shows_what_is_quoted_from_it(editor_client):
    page = quote(verdict="gone")
    response = editor_client.get(f"{LIST}{CheckedAddress.objects.get().pk}/")
    (passage,) = response.context["passages"]
    assert [place.title for place in passage.pages] == ["On lamps"]
    block = parse(response.content.decode()).css_first(".health-passages").text(separator=" ")
    assert " ".join(block.split()) == (
        "Lamps give light. The quoted passage is gone , though the page still answers. "
        "Quoted in On lamps ."
    )
    assert f"/admin/articles/article/{page.article_id}/change/" in response.content.decode()


def test_address_costs_the_same_for_more_passages(editor_client, django_assert_max_num_queries):
    for number in range(15):
        quote(text=f"Words {number}")
    with django_assert_max_num_queries(14):
        response = editor_client.get(f"{LIST}{CheckedAddress.objects.get().pk}/")
    assert len(response.context["passages"]) == 15


def test_list_can_be_narrowed_to_passages_that_are_gone(editor_client):
    quote("https://one.example/", verdict="gone")
    quote("https://two.example/", verdict="found")
    link = parse(editor_client.get(LIST).content.decode()).css_first(".state-gone")
    assert (link.attributes["href"], link.text()) == ("?passage=gone", "Quoted passage is gone: 1")
    assert rows_of(editor_client.get(f"{LIST}?passage=gone")) == ["https://one.example/"]
    assert len(rows_of(editor_client.get(f"{LIST}?passage=nonsense"))) == 2


def test_address_that_is_not_there_is_not_found(editor_client):
    assert editor_client.get(f"{LIST}0/").status_code == 404


def waiting():
    return list(DBTaskResult.objects.values_list("task_path", "args_kwargs"))


def test_button_leaves_the_check_to_the_worker(editor_client):
    response = editor_client.post(f"{LIST}check/", follow=True)
    assert messages_of(response) == [f"It is asked for; reload in a minute. {WORKER}"]
    assert waiting() == [("articles.health.tasks.check_what_is_due", {"args": [], "kwargs": {}})]


@time_machine.travel("2026-03-01T09:00Z", tick=False)
def test_button_pressed_again_says_that_nobody_has_come(editor_client):
    for _ in range(2):
        response = editor_client.post(f"{LIST}check/", follow=True)
    moment = '<time datetime="2026-03-01T10:00:00+01:00">today, 10:00</time>'
    said = f"It was asked for {moment}, and no worker has come to it yet. {WORKER}"
    assert messages_of(response)[-1:] == [said]
    assert len(waiting()) == 1


def test_address_is_checked_again_by_the_worker(editor_client):
    pk = make_address().pk
    response = editor_client.post(f"{LIST}{pk}/again/", follow=True)
    assert response.redirect_chain == [(f"{LIST}{pk}/", 302)]
    assert waiting() == [("articles.health.tasks.check_one", {"args": [pk], "kwargs": {}})]


@time_machine.travel("2026-03-01T09:00Z", tick=False)
def test_address_that_waits_is_not_asked_for_again(editor_client):
    one, two = make_address(), make_address(f"{URL}/2")
    for address in (one, two, one):
        response = editor_client.post(f"{LIST}{address.pk}/again/", follow=True)
    moment = '<time datetime="2026-03-01T10:00:00+01:00">today, 10:00</time>'
    said = f"It was asked for {moment}, and no worker has come to it yet. {WORKER}"
    assert messages_of(response)[-1:] == [said]
    assert sorted(kwargs["args"] for _, kwargs in waiting()) == [[one.pk], [two.pk]]


@pytest.mark.parametrize("page", ["check/", "1/again/"])
def test_checks_are_not_asked_for_by_following_a_link(editor_client, page):
    assert editor_client.get(f"{LIST}{page}").status_code == 405
    assert waiting() == []


@pytest.mark.parametrize("page", ["check/", "{pk}/again/"])
def test_author_asks_for_no_check(author_client, page):
    address = LIST + page.format(pk=make_address().pk)
    assert author_client.post(address).status_code == 403
    assert waiting() == []


def test_nobody_adds_or_deletes_an_address(client):
    client.force_login(make_user("editor", is_superuser=True))
    pk = make_address().pk
    answers = [client.get(f"{LIST}{page}").status_code for page in ("add/", f"{pk}/delete/")]
    assert answers == [404, 404]


def test_tasks_are_no_page_of_the_desk():
    assert admin.site.is_registered(DBTaskResult) is False


def test_links_are_reached_from_the_menu(editor_client):
    html = editor_client.get("/admin/").content.decode()
    assert f'href="{LIST}"' in html
