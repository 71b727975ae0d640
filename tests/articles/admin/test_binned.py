"""Deleting at the desk: who may, what is asked first, what is said, what is kept."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from articles.admin.binned import MAX_AT_ONCE
from articles.bin import throw_away
from articles.models import AffiliateLink, Article, Draft, Event, Photo, Revision
from articles.publishing.windows import publish, save_revision, withdraw
from guides.models import Guide
from tests.articles.admin.forms import (
    article_form,
    guide_form,
    messages_of,
    opened,
    parse,
    row_of,
)
from tests.factories import (
    make_article,
    make_author,
    make_guide,
    make_merchant,
    make_photo,
    make_product,
    make_redirect,
    make_topic,
    make_user,
    publish_article,
    publish_guide,
)

NOW = datetime(2026, 6, 1, 10, 0, tzinfo=UTC)  # noon in Paris; 90 days later it is 30 August
POST = {"post": "yes"}


def address(row, page="delete"):
    return f"/admin/{row._meta.app_label}/{row._meta.model_name}/{row.pk}/{page}/"


def question(response):
    """The sentences of the page that asks, in order."""
    nodes = parse(response).css(".bin-question :is(p, h2, li)")
    return [" ".join(node.text().split()) for node in nodes]


def links(response):
    return [node.attributes["href"] for node in parse(response).css(".bin-question li a")]


@pytest.fixture
def now():
    with time_machine.travel(NOW, tick=False):
        yield


# The question


def test_question_says_what_becomes_of_a_live_article(now, editor_client):
    article = publish_article(title="Listen", slug="listen").article
    assert question(editor_client.get(address(article))) == [
        "“Listen” goes to the bin.",
        "Its page ends at once: /articles/listen/ tells readers that we have taken it down (410).",
        "All its versions stay with it, and what anybody typed and did not save.",
        "When it is brought back it is a draft: it never goes live by itself.",
        "Until 30 August 2026 it can be brought back whole; then it is removed for good.",
    ]
    assert Revision.objects.live().count() == 1


def test_question_says_what_is_called_off(now, editor_client):
    guide = make_guide(chapters=[("One", "Words.")])
    publish(save_revision(guide), at=NOW + timedelta(days=1))
    assert question(editor_client.get(address(guide)))[1] == (
        "It does not go live on 2 June 2026, 12:00."
    )


def test_question_names_what_will_miss_an_article(editor_client):
    article = publish_article(title="Listen", slug="listen").article
    course = make_guide(title="Course", chapters=[article])
    draft = make_article(title="Draft", introduction="See [it](article:listen).")
    page = publish_article(slug="page", title="Page", introduction="See [it](article:listen).")
    redirects = [
        make_redirect(path=path, target=f"candor:article/{article.pk}{end}")
        for path, end in {"/a/": "", "/b/": "#how", "/c/": "?x=1", "/d/": "0"}.items()
    ]
    response = editor_client.get(address(article))
    assert question(response)[5:] == [
        "These texts name it; they have to be mended when they are next saved:",
        "Article: Page",
        "Article: Draft",
        "It is a part of these; readers find them without it:",
        "Guide: Course",
        "These pages link to it; the words stay, without a link:",
        "Page: Page",
        "Old addresses led readers to it; nothing is found there:",
        "Redirect: /a/",
        "Redirect: /b/",
        "Redirect: /c/",
    ]
    pages = [address(row, "change") for row in (page.article, draft, course)]
    forms = [f"/admin/articles/redirect/{row.pk}/change/" for row in redirects[:3]]
    assert links(response) == [*pages, "/articles/page/", *forms]


def test_question_names_others_drafts_to_an_author_without_a_link(author_client, author, editor):
    article = make_article(owner=author, slug="mine")
    make_article(owner=editor, title="Theirs", introduction="See [it](article:mine).")
    response = author_client.get(address(article))
    assert (question(response)[-1], links(response)) == ("Article: Theirs", [])


@pytest.mark.parametrize("has_fallback", [True, False])
def test_question_says_where_readers_of_a_product_go(now, editor_client, has_fallback):
    fallback = make_product(name="Dice") if has_fallback else None
    product = make_product(name="Cards", slug="cards", fallback=fallback)
    answer = "led to “Dice”." if has_fallback else "told that it is over (410)."
    assert question(editor_client.get(address(product))) == [
        "“Cards” goes to the bin.",
        f"Whoever still comes to /go/cards/ is {answer}",
        "Until 30 August 2026 it can be brought back whole; then it is removed for good.",
    ]


def test_question_names_what_uses_a_photo_and_keeps_it(editor_client):
    photo = make_photo(alt="A bench")
    page = publish_article(hero=photo, title="Listen", slug="listen")
    product = make_product(photo=photo, name="Cards")
    asked, answered = (
        editor_client.get(address(photo)),
        editor_client.post(address(photo), POST),
    )
    assert question(asked) == question(answered)
    assert question(asked) == [
        "“A bench” cannot go to the bin yet. Take it out of these first:",
        "Page: Listen",
        "Affiliate link: Cards",
        "Article: Listen",
        "Back",
    ]
    changes = [address(row, "change") for row in (product, page.article)]
    assert links(asked) == ["/articles/listen/", *changes]
    assert Photo.objects.get() == photo


def test_question_in_a_small_window_leads_nowhere_else(editor_client):
    response = editor_client.get(f"{address(make_photo())}?_popup=1")
    assert parse(response).css("#content-main a") == []


def test_question_costs_the_same_whatever_there_is(editor_client, django_assert_num_queries):
    article = make_article(slug="listen")
    editor_client.get(address(article))
    for number in range(10):
        text = "See [it](article:listen)."
        make_guide(chapters=[article])
        publish_article(introduction=text, slug=f"page-{number}")
    with django_assert_num_queries(17):
        editor_client.get(address(article))


# Moved


@pytest.mark.parametrize("make", [make_article, make_guide, make_product, make_photo])
def test_row_goes_to_the_bin_and_that_is_said(now, editor_client, editor, make):
    row = make()
    response = editor_client.post(address(row), POST, follow=True)
    assert response.redirect_chain == [(address(row).rsplit("/", 3)[0] + "/", 302)]
    message = f'“{row}” is in <a href="/admin/bin/">the bin</a> and can be brought back until '
    assert messages_of(response) == [f"{message}30 August 2026."]
    thrown = type(row).everything.get(pk=row.pk)
    assert (thrown.binned_at, thrown.binned_by) == (NOW, editor)
    told = Event.objects.filter(verb="deleted").values_list("by_name", "label")
    assert list(told) == [("editor", str(row))]


def test_row_deleted_from_a_small_window_tells_the_form_behind_it(editor_client):
    photo = make_photo()
    response = editor_client.post(address(photo), POST | {"_popup": "1"})
    assert (response.status_code, Photo.objects.count()) == (200, 0)
    assert "popup_response.js" in response.text


@pytest.mark.parametrize("make", [make_article, make_guide, make_product, make_photo])
def test_second_to_delete_is_told(now, client, editor, editor_client, make):
    row = make()
    editor_client.post(address(row), POST)
    client.force_login(make_user("editor"))
    response = client.post(address(row), POST, follow=True)
    assert response.redirect_chain == [("/admin/bin/", 302)]
    assert messages_of(response)[-1] == (
        f"“{row}” is in the bin. editor moved it there on 1 June 2026, 12:00."
    )


def test_lists_and_choices_leave_out_the_bin(editor_client):
    article, product, photo = make_article(), make_product(), make_photo()
    for row in (article, product, photo, make_guide()):
        throw_away(row)
    models = ("articles/article", "articles/affiliatelink", "articles/photo", "guides/guide")
    lists = [editor_client.get(f"/admin/{model}/").context["cl"] for model in models]
    field = "app_label=articles&model_name=article&field_name=hero"
    chosen = editor_client.get(f"/admin/autocomplete/?{field}").json()["results"]
    assert [rows.result_count for rows in lists] == [0, 0, 0, 0]
    assert chosen == []


def test_lists_count_what_is_not_in_the_bin(editor_client):
    topic, author, merchant = make_topic(), make_author(), make_merchant()
    for _ in range(2):
        article = make_article(topic=topic, authors=[author], tags=["peace"])
        product = make_product(merchant=merchant)
    throw_away(article)
    throw_away(product)
    models = ("articles/merchant", "articles/topic", "taggit/tag", "articles/author")
    lists = [editor_client.get(f"/admin/{model}/").context["cl"].result_list for model in models]
    counts = [getattr(row, "count", None) or row.written for rows in lists for row in rows]
    assert counts == [1, 1, 1, 1]


@pytest.mark.parametrize("make", [make_article, make_guide, make_product, make_photo])
def test_form_of_what_is_in_the_bin_leads_there(editor_client, make):
    row = throw_away(make(), by=make_user(first_name="Ada", last_name="King"))
    response = editor_client.get(address(row, "change"), follow=True)
    assert response.redirect_chain == [("/admin/bin/", 302)]
    assert messages_of(response)[0].startswith(f"“{row}” is in the bin. Ada King moved it there")


@pytest.mark.parametrize("key", ["0", "12345678901234567890123", "abc", "٣"])
def test_form_of_what_never_was_leads_to_the_desk(editor_client, key):
    response = editor_client.get(f"/admin/articles/article/{key}/change/")
    assert (response.status_code, response.url) == (302, "/admin/")


def test_other_pages_of_what_is_in_the_bin_are_not_found(editor_client):
    article = publish_article().article
    throw_away(article)
    pages = ("revisions", "schedule", "withdraw")
    answers = [editor_client.get(address(article, page)).status_code for page in pages]
    assert answers == [404, 404, 404]


def test_text_sent_to_what_went_to_the_bin_meanwhile_is_kept(editor_client, editor):
    article = make_article(title="Before")
    save_revision(article)
    data = article_form(article, title="My words", opened=opened(article, editor))
    throw_away(article)
    response = editor_client.post(address(article, "change"), data, follow=True)
    assert messages_of(response)[0].endswith(
        "What you typed is kept: bring it back, and the form shows it."
    )
    editor_client.post(f"/admin/bin/article/{article.pk}/bring-back/")
    page = editor_client.get(address(article, "change"))
    assert parse(page).css_first("#id_title").attributes["value"] == "My words"
    unsaved = Draft.objects.unsaved().get()
    assert (unsaved.title, Article.objects.get().title) == ("My words", "Before")


# Who may


STATES = {
    "never live": (lambda author: make_article(owner=author), 200),
    "live": (lambda author: publish_article(owner=author).article, 403),
    "withdrawn": (lambda author: withdrawn(owner=author), 403),
    "scheduled": (lambda author: scheduled(owner=author), 403),
    "somebody else's": (lambda author: make_article(owner=make_user("author")), 403),
    "nobody's": (lambda author: make_article(), 403),
    "a guide": (lambda author: make_guide(owner=author), 403),
    "a photo": (lambda author: make_photo(uploaded_by=author), 403),
    "a product": (lambda author: make_product(), 403),
}


def withdrawn(**fields):
    article = publish_article(**fields).article
    withdraw(article)
    return article


def scheduled(**fields):
    revision = save_revision(make_article(**fields))
    return publish(revision, at=datetime.now(UTC) + timedelta(days=1)).article


@pytest.mark.parametrize("state", STATES)
def test_author_throws_away_only_their_own_that_nobody_read(author_client, author, state):
    make, status = STATES[state]
    row = make(author)
    asked = author_client.get(address(row))
    answered = author_client.post(address(row), POST)
    assert (asked.status_code, answered.status_code) == (status, 302 if status == 200 else 403)
    assert type(row).objects.filter(pk=row.pk).exists() is (status == 403)


def offers_the_bin(client, row):
    page = parse(client.get(address(row, "change")))
    return bool(page.css(f"a[href='{address(row)}']"))


@pytest.mark.parametrize(
    "make",
    [
        lambda: publish_article().article,
        lambda: publish_guide(chapters=[("One", "Words.")]).guide,
        make_product,
        make_photo,
    ],
)
def test_form_offers_the_bin_to_editors(editor_client, make):
    assert offers_the_bin(editor_client, make()) is True


def test_form_offers_the_bin_to_authors_who_may(author_client, author):
    rows = [make_article(owner=author), publish_article(owner=author).article]
    assert [offers_the_bin(author_client, row) for row in rows] == [True, False]


def test_button_of_a_photo_says_where_it_leads(editor_client):
    page = parse(editor_client.get(address(make_photo(), "change")))
    assert [node.text() for node in page.css(".deletelink")] == ["Move to the bin …"]


# From the list


def choose(rows, **fields):
    keys = [row.pk for row in rows]
    return {"action": "delete_selected", "_selected_action": keys} | fields


def test_list_asks_first_and_then_moves_all(now, editor_client, editor):
    photos = [make_photo(alt=alt) for alt in ("A bench", "A lake")]
    asked = editor_client.post("/admin/articles/photo/", choose(photos))
    assert question(asked)[:3] == ["These go to the bin:", "A lake", "A bench"]
    assert Photo.objects.count() == 2
    fields = parse(asked).css(".bin-question input[type=hidden]:not([name=csrfmiddlewaretoken])")
    sent = [(node.attributes["name"], node.attributes["value"]) for node in fields]
    assert sorted(sent) == sorted(
        [
            ("action", "delete_selected"),
            ("post", "yes"),
            *(("_selected_action", str(photo.pk)) for photo in photos),
        ]
    )
    answered = editor_client.post("/admin/articles/photo/", choose(photos, post="yes"), follow=True)
    assert messages_of(answered)[0].startswith("The 2 you chose are in <a")
    assert [row.binned_by for row in Photo.everything.all()] == [editor, editor]


def test_list_moves_none_while_one_is_in_use_and_names_it(editor_client):
    photos = [make_photo(alt=alt) for alt in ("A bench", "A lake")]
    publish_article(hero=photos[0], title="Listen")
    response = editor_client.post("/admin/articles/photo/", choose(photos, post="yes"))
    assert question(response)[:2] == [
        "“A bench” cannot go to the bin yet. Take it out of these first:",
        "Page: Listen",
    ]
    assert Photo.objects.count() == 2


def test_list_names_the_drafts_that_name_any(editor_client):
    products = [make_product(slug=slug) for slug in ("cards", "dice")]
    make_article(title="Draft", introduction="[Them](go:dice)")
    response = editor_client.post("/admin/articles/affiliatelink/", choose(products))
    assert question(response)[-2:] == [
        "These texts name it; they have to be mended when they are next saved:",
        "Article: Draft",
    ]


def test_list_moves_one_and_names_it(editor_client):
    product = make_product(name="Cards")
    data = choose([product], post="yes")
    response = editor_client.post("/admin/articles/affiliatelink/", data, follow=True)
    assert messages_of(response)[0].startswith("“Cards” is in <a")


def test_list_moves_at_most_so_many_at_once(editor_client):
    merchant = make_product().merchant
    for _ in range(MAX_AT_ONCE):
        make_product(merchant=merchant)
    data = choose(AffiliateLink.objects.all(), post="yes")
    response = editor_client.post("/admin/articles/affiliatelink/", data, follow=True)
    assert messages_of(response) == ["Choose at most 100 at once."]
    assert AffiliateLink.objects.count() == MAX_AT_ONCE + 1


def test_list_refuses_who_may_not(author_client):
    photo = make_photo()
    author_client.post("/admin/articles/photo/", choose([photo], post="yes"))
    assert Photo.objects.get() == photo


# A chapter in the bin


def test_guide_is_saved_with_a_chapter_in_the_bin(editor_client):
    article = make_article(title="Listen")
    guide = make_guide(title="Before", chapters=[article])
    throw_away(article)
    page = editor_client.get(address(guide, "change"))
    data = guide_form(guide, title="After", chapters=[row_of(guide.chapters.get())])
    editor_client.post(address(guide, "change"), data)
    assert "Listen (in the bin)" in page.text
    assert (Guide.objects.get().title, guide.chapters.get().article) == ("After", article)


def test_guide_takes_no_other_chapter_from_the_bin(editor_client):
    kept, other = make_article(), make_article()
    guide = make_guide(title="Before", chapters=[kept])
    throw_away(kept)
    throw_away(other)
    rows = [row_of(guide.chapters.get(), article=other.pk)]
    editor_client.post(address(guide, "change"), guide_form(guide, title="After", chapters=rows))
    assert (Guide.objects.get().title, guide.chapters.get().article) == ("Before", kept)


def test_restoring_a_guide_keeps_a_chapter_in_the_bin(editor_client):
    article = make_article(title="Listen")
    guide = make_guide(chapters=[article])
    old = save_revision(guide)
    guide.chapters.all().delete()
    throw_away(article)
    editor_client.post(f"/admin/guides/guide/{guide.pk}/restore/{old.pk}/")
    assert guide.chapters.get().article == article
