"""The checklist in the desk: beside the form, on its own page, and before publishing."""

from html import unescape

import pytest
from selectolax.lexbor import LexborHTMLParser

from articles.bin import throw_away
from articles.checklist.dismissing import dismiss
from articles.checklist.listing import look_over
from articles.models import Dismissal, Draft, Revision
from articles.publishing.snapshot import take
from articles.publishing.windows import publish, save_revision
from tests.articles.admin.forms import (
    article_form,
    messages_of,
    opened,
    parse,
    shown,
    text_of,
)
from tests.articles.admin.test_keeping import keep
from tests.factories import make_article, make_submission, publish_article

pytestmark = pytest.mark.django_db

PANEL = "/admin/articles/article/checklist/"
LINK = "[here](https://kettles.test/)"


@pytest.fixture
def article(author):
    """One with two pieces of advice that are surely given, and a fix for the second."""
    publish_article(slug="leaves")
    body = f"Kettles are {LINK}. They go with [their leaves](/articles/leaves/)."
    article = make_article(title="Tea", slug="tea", owner=author, sections=[("Why", body)])
    save_revision(article, by=author)
    return article


def at(article, page):
    return f"/admin/articles/article/{article.pk}/{page}/"


def entry_of(article, passage=LINK):
    """What is open of a passage in the saved text."""
    found = look_over(take(article), article).open
    return next(entry for entry in found if passage in entry.finding.passage)


def pressed(article, reason=None, button="_dismiss", passage=LINK):
    """What a list sends whose button of this passage was pressed."""
    key = entry_of(article, passage).key
    return {button: key} | ({f"_reason-{key}": reason} if reason is not None else {})


def set_all_aside(article):
    for entry in look_over(take(article), article).advice:
        dismiss(article, entry.finding, reason="As it should be", by=None)


def listed(response):
    """The passages of a list that are open, and those that were set aside."""
    page = parse(response)
    passages = ([node.text() for node in page.css(s)] for s in (OPEN, ASIDE))
    return tuple(next(passages) for _ in range(2))


OPEN = ".finding:not(.is-aside) .finding-passage"
ASIDE = ".finding.is-aside .finding-passage"


# A page of its own


def test_page_lists_what_is_open_with_its_place_reason_and_rule(author_client, article):
    response = author_client.get(at(article, "checklist"))
    assert LINK in listed(response)[0]
    key = entry_of(article).key
    node = parse(response).css_first(f"[data-finding='{key}']")
    link = node.css_first(".finding-head a")
    where = f"{at(article, 'change')}#at-sections:{article.sections.get().key}"
    assert (link.text(), link.attributes["href"]) == ("Section “Why”", where)
    assert node.css_first(".finding-level").text() == "Consider"
    assert "does not say where it leads" in node.css_first(".finding-reason").text()
    assert node.css_first(".finding-why p").text() == (
        "Readers who move from link to link hear only these words. "
        "Source: WCAG 2.2, 2.4.4 Link Purpose; failure F84 (2.4.9)."
    )


def test_place_of_a_finding_is_in_the_form(author_client, article):
    page = parse(author_client.get(at(article, "change")))
    places = {f"at-sections:{article.sections.get().key}", "at-title", "at-search_description"}
    assert places <= {node.attributes["id"] for node in page.css("[id]")}


def test_page_tells_of_errors_first_and_lets_nobody_set_them_aside(author_client, article):
    article.authors.clear()
    page = parse(author_client.get(at(article, "checklist")))
    first = page.css_first(".finding")
    assert first.css_first(".finding-level").text() == "Mend"
    assert first.css("[name=_dismiss]") == []
    key = next(entry.key for entry in look_over(take(article), article).errors)
    data = {"_dismiss": key, f"_reason-{key}": "I do not mind"}
    response = author_client.post(at(article, "checklist"), data, follow=True)
    assert messages_of(response) == ["What must be mended cannot be set aside."]
    assert not Dismissal.objects.exists()


def test_clean_page_says_so(author_client, article):
    set_all_aside(article)
    page = author_client.get(at(article, "checklist")).text
    assert text_of(page, ".findings-none").startswith("Nothing to mend and nothing to consider.")


def test_advice_is_set_aside_with_a_reason_and_advised_again(author_client, author, article):
    page = at(article, "checklist")
    response = author_client.post(page, pressed(article, "It is quoted"), follow=True)
    assert messages_of(response) == ["It is set aside until this passage changes."]
    is_open, aside = listed(response)
    assert (LINK in is_open, aside) == (False, [LINK])
    assert "No problem here: It is quoted" in text_of(response.text, ".finding-said")
    row = Dismissal.objects.get()
    assert (row.created_by, row.reason) == (author, "It is quoted")
    response = author_client.post(page, {"_again": row.pk}, follow=True)
    is_open, aside = listed(response)
    assert (LINK in is_open, aside) == (True, [])


@pytest.mark.parametrize(
    ("reason", "problem"),
    [
        ("", "Say in a few words why it is no problem here."),
        ("  ", "Say in a few words why it is no problem here."),
        ("a" * 400, "Say it in at most 300 letters: these are 400."),
        ("a\0b", "Null characters are not allowed."),
    ],
    ids=["none", "spaces", "long", "null"],
)
def test_reason_that_is_none_is_asked_for_again_and_kept(author_client, article, reason, problem):
    response = author_client.post(at(article, "checklist"), pressed(article, reason))
    assert response.status_code == 200
    assert text_of(response.text, "[role=alert]") == problem
    assert parse(response).css_first("details[open] textarea").text() == reason.replace("\0", "�")
    assert not Dismissal.objects.exists()


def test_passage_that_changed_meanwhile_is_said_to_have(author_client, article):
    sent = pressed(article, "It is quoted")
    article.sections.update(body="Other words.")
    response = author_client.post(at(article, "checklist"), sent, follow=True)
    assert messages_of(response) == [
        "This passage has changed meanwhile. Here is the list as it is now."
    ]
    assert not Dismissal.objects.exists()


@pytest.mark.parametrize("button", ["_dismiss", "_fix", "_again"])
@pytest.mark.parametrize("key", ["", "unknown", "9" * 30, "\0"])
def test_button_of_nothing_does_nothing(author_client, article, button, key):
    other = make_article()
    foreign = Dismissal.objects.create(
        article=other, rule="one", passage_hash="1", reason="Theirs", passage="It"
    )
    for value in (key, foreign.pk):
        assert author_client.post(at(article, "checklist"), {button: value}).status_code == 302
    assert (Dismissal.objects.get(), article.revisions.count()) == (foreign, 1)


def test_what_was_set_aside_of_a_passage_that_is_gone_can_be_forgotten(author_client, article):
    dismiss(article, entry_of(article).finding, reason="It is quoted", by=None)
    article.sections.update(body="Other words.")
    response = author_client.get(at(article, "checklist"))
    assert "passages that are gone (1)" in response.text
    assert "Links that say nothing" in text_of(response.text, ".is-aside .finding-reason")
    author_client.post(at(article, "checklist"), {"_again": Dismissal.objects.get().pk})
    assert not Dismissal.objects.exists()


def test_fix_is_a_version_of_its_own(author_client, article):
    sent = pressed(article, button="_fix", passage="their leaves")
    response = author_client.post(at(article, "checklist"), sent, follow=True)
    assert messages_of(response) == ["Done: Link to article:leaves."]
    assert "[their leaves](article:leaves)" in article.sections.get().body
    assert article.revisions.count() == 2
    response = author_client.post(at(article, "checklist"), sent, follow=True)
    assert messages_of(response)[-1].startswith("This passage has changed meanwhile.")


def test_button_of_the_form_saves_and_leads_to_the_page(author_client, article):
    data = article_form(article, title="Better", _checklist="on")
    response = author_client.post(at(article, "change"), data)
    assert response.url == at(article, "checklist")
    article.refresh_from_db()
    assert article.title == "Better"


# Beside the form


def ask(client, article, user, **fields):
    return client.post(PANEL, {"opened": opened(article, user), **fields})


def test_panel_shows_what_is_typed_and_not_what_is_saved(author_client, author, article):
    typed = {"title": ["Tea"], "introduction": ["See [this](https://pots.test/)."]}
    token = opened(article, author)
    keep(author_client, article, author, opened=token, typed=typed)
    answer = author_client.post(PANEL, {"opened": token}).json()
    assert "[this](https://pots.test/)" in unescape(answer["html"])
    assert LINK not in unescape(answer["html"])
    assert answer["words"].endswith("to consider")


def test_panel_of_a_draft_without_an_address_is_shown(author_client, author, article):
    token = opened(article, author)
    for number, slug in enumerate(["", "no address!"], start=1):
        typed = {"slug": [slug], "introduction": [f"Read {LINK}."]}
        keep(author_client, article, author, opened=token, serial=number, typed=typed)
        answer = author_client.post(PANEL, {"opened": token})
        assert LINK in unescape(answer.json()["html"])


def test_panel_of_what_nobody_typed_shows_what_is_saved(author_client, author, article):
    answer = ask(author_client, article, author).json()
    assert LINK in unescape(answer["html"])
    assert answer["open"] == len(look_over(take(article), article).open)


def test_panel_of_a_new_article_sets_nothing_aside(author_client, author, article):
    new = type(article)()
    answer = ask(author_client, new, author, _dismiss="anything")
    assert answer.status_code == 200
    assert "Not a problem here" not in answer.json()["html"]


def test_panel_sets_aside_what_is_typed(author_client, author, article):
    token = opened(article, author)
    typed = {"title": ["Tea"], "introduction": [f"Read {LINK}."]}
    keep(author_client, article, author, opened=token, typed=typed)
    html = author_client.post(PANEL, {"opened": token}).json()["html"]
    node = next(n for n in LexborHTMLParser(html).css(".finding") if LINK in n.html)
    key = node.attributes["data-finding"]
    sent = {"opened": token, "_dismiss": key}
    refused = author_client.post(PANEL, sent | {f"_reason-{key}": "a" * 400})
    assert (refused.status_code, "a" * 400 in refused.json()["html"]) == (400, True)
    answer = author_client.post(PANEL, sent | {f"_reason-{key}": "It is quoted"}).json()
    assert answer["said"] == "It is set aside until this passage changes."
    assert "No problem here: It is quoted" in " ".join(answer["html"].split())
    assert author_client.post(PANEL, sent).status_code == 409
    assert (Dismissal.objects.get().passage, Draft.objects.count()) == (LINK, 1)


@pytest.mark.parametrize("token", ["", "nonsense"])
def test_panel_refuses_what_is_no_form(author_client, token):
    assert author_client.post(PANEL, {"opened": token}).status_code == 400


def test_panel_is_for_those_who_may_write_there(author_client, author, editor, article):
    theirs = make_article(owner=editor)
    assert ask(author_client, theirs, author).status_code == 403
    assert ask(author_client, article, editor).status_code == 403
    token = opened(article, author)
    throw_away(article, by=editor)
    for button in ({}, {"_fix": "anything"}):
        assert author_client.post(PANEL, {"opened": token} | button).status_code == 403


def test_panel_costs_the_same_whatever_the_length(
    author_client, author, django_assert_max_num_queries
):
    counts = []
    for number in (3, 30):
        sections = [(f"Part {n}", f"Read {LINK} and {n}.") for n in range(number)]
        article = make_article(owner=author, sections=sections)
        save_revision(article)
        set_all_aside(article)
        with django_assert_max_num_queries(60) as queries:
            ask(author_client, article, author)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 40


# Before publishing


def press_publish(client, article, **fields):
    data = article_form(article, **fields) | {"_publish": "on"}
    return client.post(at(article, "change"), data, follow=True)


def test_open_advice_is_shown_before_publishing(editor_client, article):
    response = press_publish(editor_client, article, title="Newer")
    assert response.redirect_chain == [(at(article, "publish"), 302)]
    assert not article.revisions.live().exists()
    assert LINK in listed(response)[0]
    assert "They see it for the first time." in response.text
    response = editor_client.post(
        at(article, "publish"), shown(response) | {"_publish": "on"}, follow=True
    )
    assert messages_of(response) == ['Published. <a href="/articles/tea/">Read it</a>']
    assert article.revisions.live().get().title == "Newer"


def test_without_open_advice_it_is_published_at_once(editor_client, article):
    set_all_aside(article)
    response = press_publish(editor_client, article)
    assert messages_of(response) == ['Published. <a href="/articles/tea/">Read it</a>']


def test_errors_lead_to_their_places(editor_client, article):
    response = press_publish(editor_client, article, authors=[])
    form = at(article, "change")
    assert response.redirect_chain == [(form, 302)]
    assert messages_of(response) == [
        (
            "Saved, but not published. Mend this first:"
            f'<br><a href="{form}#at-authors">Authors</a>: Name an author'
        )
    ]
    page = editor_client.get(at(article, "publish"))
    assert parse(page).css("[name=_publish]") == []
    sent = {"revision": article.revisions.latest("pk").pk, "_publish": "on"}
    response = editor_client.post(at(article, "publish"), sent, follow=True)
    assert response.redirect_chain == [(at(article, "publish"), 302)]
    assert not article.revisions.live().exists()


def test_many_errors_are_not_all_told_at_once(editor_client, article):
    article.sections.update(body=" ".join(f"[x](go:nothing-{number})" for number in range(9)))
    sent = {"revision": save_revision(article).pk, "_publish": "on"}
    response = editor_client.post(at(article, "publish"), sent, follow=True)
    (message,) = messages_of(response)
    more = f'<br><a href="{at(article, "checklist")}">And 3 more</a>'
    assert (message.count("There is no product"), message.endswith(more)) == (6, True)


def test_what_was_shown_is_published_or_nothing(editor_client, author, article):
    sent = shown(editor_client.get(at(article, "publish"))) | {"_publish": "on"}
    article.dek = "Better"
    article.save()
    save_revision(article, by=author)
    response = editor_client.post(at(article, "publish"), sent, follow=True)
    assert messages_of(response) == [
        "author saved a newer version meanwhile, and nothing is published yet. Here it is."
    ]
    assert not article.revisions.live().exists()


@pytest.mark.parametrize("revision", [None, "", "nonsense", "9" * 30])
def test_publishing_no_version_publishes_nothing(editor_client, article, revision):
    sent = {"_publish": "on"} | ({"revision": revision} if revision is not None else {})
    assert editor_client.post(at(article, "publish"), sent).url == at(article, "publish")
    assert not article.revisions.live().exists()


def test_pressing_twice_publishes_once(editor_client, article):
    sent = shown(editor_client.get(at(article, "publish"))) | {"_publish": "on"}
    for _ in range(2):
        assert editor_client.post(at(article, "publish"), sent).url == at(article, "change")
    assert article.revisions.ever_live().count() == 1


def test_page_before_publishing_tells_what_changes_for_readers(editor_client, article):
    live = publish(article.revisions.get())
    page = editor_client.get(at(article, "publish"))
    assert "Nothing: they see this version already." in page.text
    article.sections.update(body=f"Other words and {LINK}.")
    newer = save_revision(article)
    page = editor_client.get(at(article, "publish"))
    assert text_of(page.text, ".checklist-changes") == "Section “Why”: changed"
    links = [node.attributes["href"] for node in parse(page).css(".checklist-looks a")]
    pages = [f"revisions/{newer.pk}", f"compare/{live.pk}/{newer.pk}"]
    assert links == [at(article, page) for page in pages]


def test_advice_is_set_aside_and_mended_before_publishing(editor_client, article):
    page = shown(editor_client.get(at(article, "publish")))
    response = editor_client.post(at(article, "publish"), page | pressed(article, ""))
    assert "Say in a few words" in response.text
    response = editor_client.post(at(article, "publish"), page | pressed(article, "Quoted"))
    assert (response.url, Dismissal.objects.count()) == (at(article, "publish"), 1)
    fix = pressed(article, button="_fix", passage="their leaves")
    response = editor_client.post(at(article, "publish"), page | fix)
    assert (response.url, article.revisions.count()) == (at(article, "publish"), 2)


def test_article_without_a_version_is_to_be_saved_first(editor_client):
    article = make_article()
    assert editor_client.get(at(article, "publish")).url == at(article, "change")
    assert not Revision.objects.exists()


@pytest.mark.parametrize("page", ["schedule", "review", "submit"])
def test_pages_on_the_way_show_the_list(editor_client, editor, article, page):
    make_submission(article, submitted_by=editor)
    response = editor_client.get(at(article, page))
    assert LINK in listed(response)[0]
    assert parse(response).css(".checklist-glance [name=_dismiss]") == []


@pytest.mark.parametrize(("page", "most"), [("checklist", 50), ("publish", 60)])
def test_page_costs_the_same_whatever_the_length(
    editor_client, django_assert_max_num_queries, page, most
):
    counts = []
    for number in (3, 30):
        sections = [(f"Part {n}", f"Read {LINK} and {n}.") for n in range(number)]
        article = publish_article(sections=sections).article
        with django_assert_max_num_queries(100) as queries:
            assert editor_client.get(at(article, page)).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= most
