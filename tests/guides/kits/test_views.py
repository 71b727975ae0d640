"""The way to a kit as a reader goes it, and as others try it."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from guides.kits import limits
from guides.kits.intake import feed
from guides.kits.optin import MAX_DOWNLOADS, Shown, confirm
from guides.kits.views import TOO_QUICK
from guides.models import Ask, Consent, Kit, KitCount, KitRequest, Mail, Subscriber
from tests.articles.admin.forms import parse
from tests.articles.affiliates.headers import AHEAD, BOTS, CHROME
from tests.factories import (
    PDF,
    make_guide,
    make_kit,
    make_kit_request,
    make_mail,
    make_publication,
    make_subscriber,
    make_wording,
    publish_article,
)

pytestmark = pytest.mark.django_db

ASK = "/kits/evening/ask/"
MARA = {"address": "mara@example.org"}
BEACON = CHROME | {"Accept": "*/*", "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "empty"}


@pytest.fixture
def kit():
    return make_kit(slug="evening", title="One evening")


def confirmed(row):
    return confirm(row.code, Shown.of(row))


def words(response):
    return " ".join(parse(response).css_first("main").text().split())


def hidden_fields(response):
    nodes = parse(response).css("form input[type=hidden]")
    return {node.attributes["name"]: node.attributes["value"] for node in nodes}


def is_private(response):
    names = ("Cache-Control", "X-Robots-Tag", "Referrer-Policy")
    found = [response.headers.get(name) for name in names]
    return found == ["no-store", "noindex, nofollow", "no-referrer"] and not response.cookies


# Its page


def test_kit_has_a_page_of_its_own(client, kit):
    response = client.get("/kits/evening/")
    assert response.status_code == 200
    assert parse(response).css_first("h1").text() == "One evening"
    assert parse(response).css_first("form").attributes["action"] == ASK
    assert not response.cookies


def test_page_of_a_kit_costs_four_queries(client, kit, django_assert_num_queries):
    with django_assert_num_queries(4):
        client.get("/kits/evening/")


def test_closed_kit_says_so(client, kit):
    Kit.objects.update(is_open=False)
    response = client.get("/kits/evening/")
    assert "cannot be asked for at the moment" in words(response)
    assert parse(response).css_first("form") is None
    assert "/share/k" not in response.content.decode()
    assert client.post(ASK, MARA).status_code == 404


def test_kit_that_never_was_is_not_found(client):
    assert client.get("/kits/nothing/").status_code == 404
    assert client.post("/kits/nothing/ask/", MARA).status_code == 404


# The form


def test_whole_way_from_the_form_to_the_file_and_out(client, kit):
    revision = publish_article(sections=[("One", "::: kit evening\nWords.\n:::")])
    article = client.get(revision.get_absolute_url())
    form = parse(article).css_first(".kit-form form")
    fields = hidden_fields(article) | {"letters": "yes"}
    sent = client.post(form.attributes["action"], fields | MARA, headers=CHROME)
    assert (sent.status_code, sent.url) == (303, "/kits/evening/asked/")
    assert "Check your e-mail" in words(client.get(sent.url))

    assert feed() == 1
    row = KitRequest.objects.get()
    page = client.get(f"/kits/confirm/{row.code}/")
    assert "You also agreed to letters" in words(page)
    assert not Subscriber.objects.get().confirmed_at
    confirmed = client.post(f"/kits/confirm/{row.code}/", hidden_fields(page))
    assert confirmed.status_code == 303
    assert Subscriber.objects.get().letters_since
    link = parse(client.get(confirmed.url)).css_first(".notice a.button").attributes["href"]
    file = client.get(link, headers=CHROME)
    assert b"".join(file.streaming_content) == PDF
    assert file["Content-Disposition"] == 'attachment; filename="evening.pdf"'
    assert file["Content-Type"] == "application/pdf"
    assert all(map(is_private, (sent, page, confirmed, file)))

    [count] = KitCount.objects.values("source", "asked", "confirmed", "downloaded")
    assert count == {"source": revision.source, "asked": 1, "confirmed": 1, "downloaded": 1}
    assert Consent.objects.filter(what="asked").get().page == revision.get_absolute_url()


@pytest.fixture
def somebody(request, kit):
    """An address of each kind: nobody's, asked for, confirmed, mailed just now."""
    if request.param == "unknown":
        return
    row = make_kit_request(kit, make_subscriber(address="mara@example.org"))
    if request.param == "confirmed":
        confirmed(row)
    if request.param == "mailed":
        make_mail(row)


@pytest.mark.parametrize("somebody", ["unknown", "asked", "confirmed", "mailed"], indirect=True)
def test_answer_and_queries_are_the_same_for_every_address(
    client, kit, somebody, django_capture_on_commit_callbacks
):
    answers, queries = [], []
    for address in ("mara@example.org", "nobody@example.org"):
        DBTaskResult.objects.all().delete()
        with (
            CaptureQueriesContext(connection) as captured,
            django_capture_on_commit_callbacks(execute=True),
        ):
            response = client.post(ASK, {"address": address})
        answers.append((response.status_code, dict(response.headers), response.content))
        queries.append([query["sql"].partition(" ")[0] for query in captured])
        assert is_private(response)
    assert answers[0] == answers[1]
    assert (answers[0][0], answers[0][1]["Location"]) == (303, "/kits/evening/asked/")
    assert queries[0] == queries[1]
    assert (len(queries[0]) <= 10, Ask.objects.count()) == (True, 2)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "mara",
        "mara@",
        "@example.org",
        "a@b@c.org",
        "a b@c.org",
        "x" * 250 + "@example.org",
    ],
)
def test_what_is_no_address_is_told_and_stays(client, kit, address):
    response = client.post(ASK, {"address": address, "letters": "yes"})
    form = parse(response).css_first("form")
    assert response.status_code == 422
    assert form.css_first("[role=alert]").text()
    assert form.css_first("[name=address]").attributes.get("value", "") == address.strip().replace(
        "\n", ""
    )
    assert "checked" in form.css_first("[name=letters]").attributes
    assert Ask.objects.count() == 0


def test_quoted_name_is_refused_with_a_sentence(client, kit):
    response = client.post(ASK, {"address": '"mara"@example.org'})
    assert (response.status_code, "without quotation marks" in words(response)) == (422, True)


def test_address_is_put_down_in_its_one_spelling(client, kit):
    client.post(ASK, {"address": "Mara@BÜCHER.example"})
    assert Ask.objects.get().address == "Mara@xn--bcher-kva.example"


def test_letters_without_words_beside_their_box_are_not_asked_for(client, kit):
    make_wording(kit, letters="")
    client.post(ASK, MARA | {"letters": "yes", "version": "2"})
    assert not Ask.objects.get().wants_letters


@pytest.mark.parametrize("address", ["mara@example.org", "no address"])
def test_machine_is_answered_like_anybody_and_nothing_is_noted(client, kit, address):
    response = client.post(ASK, {"address": address, "website": "https://spam.example"})
    assert (response.status_code, response.url) == (303, "/kits/evening/asked/")
    assert (Ask.objects.count(), KitCount.objects.count()) == (0, 0)


def test_whoever_is_quick_is_asked_to_press_once_more(client, kit):
    response = client.post(ASK, MARA | {"took": "40", "letters": "yes"}, headers=CHROME)
    form = parse(response).css_first("form")
    assert response.status_code == 422
    assert form.css_first("[role=alert]").text() == TOO_QUICK
    assert form.css_first("[name=address]").attributes["value"] == "mara@example.org"
    assert "checked" in form.css_first("[name=letters]").attributes
    assert "autofocus" in form.css_first("button").attributes
    assert (Ask.objects.count(), KitCount.objects.count()) == (0, 0)

    fields = MARA | hidden_fields(response) | {"took": "40"}
    assert client.post(ASK, fields, headers=CHROME).status_code == 303
    assert (Ask.objects.count(), KitCount.objects.get().asked) == (1, 1)


def test_whoever_is_quick_is_told_first_what_is_no_address(client, kit):
    response = client.post(ASK, {"address": "mara@", "took": "40"})
    alert = parse(response).css_first("[role=alert]").text()
    assert (response.status_code, alert.startswith("This is no e-mail address")) == (422, True)
    fields = MARA | hidden_fields(response) | {"took": "40"}
    assert client.post(ASK, fields).status_code == 303
    assert Ask.objects.count() == 1


@pytest.mark.parametrize("somebody", ["unknown", "asked", "confirmed", "mailed"], indirect=True)
def test_answer_to_whoever_is_quick_is_the_same_for_every_address(client, kit, somebody):
    answers = [
        client.post(ASK, {"address": address, "took": "40"}).content.decode()
        for address in ("mara@example.org", "nobody@example.org")
    ]
    assert answers[0].replace("mara@", "nobody@") == answers[1]


def test_whoever_is_quick_uses_up_nobodys_room(client, kit):
    for _ in range(21):
        client.post(ASK, MARA | {"took": "40"})
    assert client.post(ASK, MARA).status_code == 303


@pytest.mark.parametrize("took", ["", "1500", "many", "9" * 12])
def test_time_that_a_person_takes_is_taken(client, kit, took):
    client.post(ASK, MARA | {"took": took})
    assert Ask.objects.count() == 1


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://elsewhere.example"},
        {"Origin": "null"},
        {"Origin": "https://testserver"},
    ],
)
def test_form_of_another_site_is_refused(client, kit, headers):
    response = client.post(ASK, MARA, headers=headers)
    assert response.status_code == 403
    assert "not sent from our page" in words(response)
    assert parse(response).css_first("[name=address]").attributes["value"] == "mara@example.org"
    assert Ask.objects.count() == 0


def test_own_origin_is_accepted(client, kit):
    headers = {"Origin": "http://testserver", "Sec-Fetch-Site": "same-origin"}
    assert client.post(ASK, MARA, headers=headers).status_code == 303


def test_too_many_of_one_network_have_to_wait(client, kit):
    answers = [
        client.post(ASK, {"address": f"a{number}@example.org"}).status_code for number in range(21)
    ]
    assert answers == [303] * 20 + [429]
    elsewhere = client.post(ASK, MARA, REMOTE_ADDR="203.0.113.9")
    assert elsewhere.status_code == 303


def test_too_many_for_one_kit_have_to_wait_wherever_they_are(client, kit, monkeypatch):
    monkeypatch.setattr(limits, "KIT_LIMIT", (3, 600))
    make_kit(slug="other")
    answers = [client.post(ASK, MARA, REMOTE_ADDR=f"203.0.113.{number}") for number in range(4)]
    assert [answer.status_code for answer in answers] == [303] * 3 + [429]
    assert "Many people asked just now" in words(answers[-1])
    assert client.post("/kits/other/ask/", MARA).status_code == 303


def test_wording_that_was_on_the_page_is_what_is_agreed_to(client, kit):
    make_wording(kit, delivery="Newer words.")
    for version in ("1", "99", ""):
        client.post(ASK, MARA | {"version": version})
    assert [ask.wording.version for ask in Ask.objects.all()] == [1, 2, 2]


@pytest.mark.parametrize("source", ["a999", "nonsense", "k1", ""])
def test_page_that_is_none_of_ours_is_the_kits_own(client, kit, source):
    client.post(ASK, MARA | {"source": source})
    assert Ask.objects.values_list("source", "page").get() == ("", "/kits/evening/")


def test_asking_is_counted_of_people_alone(client, kit):
    for headers in (BOTS["curl"], BOTS["headless"], AHEAD["chrome-prefetch"], CHROME, CHROME):
        client.post(ASK, MARA, headers=headers)
    assert (KitCount.objects.get().asked, Ask.objects.count()) == (1, 5)


# Confirming


def test_scanner_that_follows_links_confirms_nobody(client, kit):
    row = make_kit_request(kit)
    for _ in range(3):
        client.get(f"/kits/confirm/{row.code}/")
        client.head(f"/kits/confirm/{row.code}/")
    row.refresh_from_db()
    assert (row.confirmed_at, row.subscriber.confirmed_at) == (None, None)
    assert Consent.objects.count() == 0


def test_letters_are_spoken_of_only_where_they_were_wanted(client, kit):
    page = client.get(f"/kits/confirm/{make_kit_request(kit).code}/")
    assert "letters" not in words(page)


def test_letters_that_are_asked_for_after_the_page_was_opened_are_not_confirmed(client, kit):
    row = make_kit_request(kit, make_subscriber(address="mara@example.org"))
    page = client.get(f"/kits/confirm/{row.code}/")
    client.post(ASK, MARA | {"letters": "yes"})
    feed()
    assert "and letters" in words(client.get(f"/kits/confirm/{row.code}/"))
    client.post(f"/kits/confirm/{row.code}/", hidden_fields(page))
    person = Subscriber.objects.get()
    assert (person.confirmed_at is None, person.letters_since) == (False, None)


@pytest.mark.parametrize("facts", [{"version": "x"}, {"version": "9" * 30, "letters": "yes"}])
def test_page_that_is_none_of_ours_confirms_the_kit_alone(client, kit, facts):
    row = make_kit_request(kit, wants_letters=True)
    assert client.post(f"/kits/confirm/{row.code}/", facts).status_code == 303
    assert Subscriber.objects.get().letters_since is None


def test_link_that_is_followed_again_says_when_it_was_confirmed(client, kit):
    row = confirmed(make_kit_request(kit))
    now = timezone.localtime(row.confirmed_at)
    said = words(client.get(f"/kits/confirm/{row.code}/"))
    assert f"You confirmed your address on {now.day} {now:%B %Y, %H:%M}." in said
    assert "deleted" not in said


def test_button_that_is_pressed_again_only_leads_to_the_link(client, kit):
    row = confirmed(make_kit_request(kit))
    KitRequest.objects.update(downloads=MAX_DOWNLOADS)
    for _ in range(2):
        again = client.post(f"/kits/confirm/{row.code}/")
        assert (again.status_code, again.url) == (303, f"/kits/download/{row.link_code}/")
    assert (Mail.objects.count(), Consent.objects.count()) == (1, 1)


@pytest.mark.parametrize("method", ["get", "post"])
def test_mail_that_is_over_or_never_was_is_told_the_same(client, kit, method):
    row = make_kit_request(kit, asked_at=timezone.now() - timedelta(days=15))
    old = getattr(client, method)(f"/kits/confirm/{row.code}/")
    never = getattr(client, method)("/kits/confirm/nonsense/")
    assert (old.status_code, old.content) == (410, never.content)
    row.refresh_from_db()
    assert row.confirmed_at is None


def test_mail_that_is_over_names_the_kits_that_can_be_asked_for(client, kit):
    make_kit(title="Closed", is_open=False)
    page = parse(client.get("/kits/confirm/nonsense/"))
    links = [(link.text(), link.attributes["href"]) for link in page.css(".notice li a")]
    assert links == [("One evening", "/kits/evening/")]


def test_mail_that_is_over_leads_home_where_there_is_no_kit(client):
    page = parse(client.get("/kits/confirm/nonsense/"))
    assert (page.css(".notice li"), page.css_first(".notice .button").attributes["href"]) == (
        [],
        "/",
    )


@pytest.mark.parametrize("page", ["confirm", "download", "file"])
@pytest.mark.parametrize("code", ["a%00b", "a b", "%ff"])
def test_code_that_nobody_was_given_is_not_found(client, page, code):
    assert client.get(f"/kits/{page}/{code}/").status_code == 404


# Downloading


@pytest.fixture
def row(kit):
    return confirmed(make_kit_request(kit))


def test_download_is_resumed_and_counted_once(client, row):
    path = f"/kits/file/{row.link_code}/"
    first = client.get(path, headers={"Range": "bytes=0-9"})
    assert b"".join(first.streaming_content) == PDF[:10]
    part = client.get(path, headers={"Range": "bytes=10-"})
    assert (part.status_code, b"".join(part.streaming_content)) == (206, PDF[10:])
    client.head(path)
    row.refresh_from_db()
    assert row.downloads == 1


def test_last_download_goes_on_where_it_broke_off(client, row):
    KitRequest.objects.update(downloads=MAX_DOWNLOADS - 1)
    path = f"/kits/file/{row.link_code}/"
    first = client.get(path)
    parts = [client.get(path, headers={"Range": f"bytes={start}-"}) for start in (10, 0)]
    assert [answer.status_code for answer in (first, *parts)] == [200, 206, 410]


@pytest.mark.parametrize("asked", ["bytes=00-", "bytes=1-", "bytes=-99999999"])
def test_no_part_is_a_way_around_the_limit(client, row, asked):
    path = f"/kits/file/{row.link_code}/"
    answers = [
        client.get(path, headers={"Range": asked}, REMOTE_ADDR=f"203.0.113.{number}").status_code
        for number in range(MAX_DOWNLOADS + 1)
    ]
    assert answers == [206] * MAX_DOWNLOADS + [410]


@pytest.mark.parametrize("headers", AHEAD.values(), ids=AHEAD)
def test_what_fetches_ahead_of_a_click_uses_up_nothing(client, row, headers):
    response = client.get(f"/kits/file/{row.link_code}/", headers=headers)
    assert (response.status_code, response.content, is_private(response)) == (503, b"", True)
    row.refresh_from_db()
    assert (row.downloads, KitCount.objects.get().downloaded) == (0, 0)


def test_downloads_are_counted_of_people_alone(client, row):
    path = f"/kits/file/{row.link_code}/"
    found = []
    for headers in (BOTS["googlebot"], BOTS["curl"], CHROME, CHROME):
        client.get(path, headers=headers)
        found.append(KitCount.objects.get().downloaded)
    row.refresh_from_db()
    assert (found, row.downloads) == ([0, 0, 1, 1], 4)


def test_link_that_is_over_gives_a_button_for_a_new_one(client, row):
    KitRequest.objects.update(downloads=MAX_DOWNLOADS)
    Mail.objects.all().delete()
    for path in (f"/kits/download/{row.link_code}/", f"/kits/file/{row.link_code}/"):
        response = client.get(path)
        assert response.status_code == 410
        assert parse(response).css_first("form").attributes["action"] == (
            f"/kits/download/{row.link_code}/"
        )
    sent = client.post(f"/kits/download/{row.link_code}/")
    assert (sent.status_code, Mail.objects.get().kind) == (200, "download")
    row.refresh_from_db()
    assert client.get(f"/kits/file/{row.link_code}/").status_code == 200


def test_unknown_link_is_answered_like_one_that_is_over(client, row):
    KitRequest.objects.update(link_until=timezone.now())
    code = re.escape(row.link_code)
    old = client.get(f"/kits/download/{row.link_code}/").content.decode()
    never = client.get("/kits/download/nonsense/").content.decode()
    assert re.sub(code, "nonsense", old) == never
    old = client.post(f"/kits/download/{row.link_code}/").content
    assert client.post("/kits/download/nonsense/").content == old


def test_good_link_is_not_replaced_by_whoever_presses(client, row):
    client.post(f"/kits/download/{row.link_code}/")
    assert client.get(f"/kits/download/{row.link_code}/").status_code == 200


def test_file_that_is_being_made_is_told(client):
    guide = make_guide()
    row = confirmed(make_kit_request(make_kit(made_from="pdf", guide=guide)))
    response = client.get(f"/kits/file/{row.link_code}/")
    assert (response.status_code, "just being made" in words(response)) == (503, True)
    row.refresh_from_db()
    assert row.downloads == 0


def test_nobody_gets_the_file_without_confirming(client, kit):
    row = make_kit_request(kit)
    assert client.get(f"/kits/file/{row.link_code}/").status_code == 410
    assert client.get(f"/media/{kit.file.name}").status_code == 404


# Counting


def test_form_that_is_seen_is_counted_once_a_moment(client, kit):
    make_publication(count_views=True)
    source = publish_article().source
    for _ in range(2):
        response = client.post("/count/kit/", {"kit": "evening", "source": source}, headers=BEACON)
        assert (response.status_code, response.cookies) == (204, {})
    assert KitCount.objects.values_list("source", "shown").get() == (source, 1)


@pytest.mark.parametrize(
    ("facts", "headers"),
    [
        ({"kit": "nothing"}, BEACON),
        ({"kit": "evening\0"}, BEACON),
        ({"kit": "evening"}, BEACON | {"DNT": "1"}),
        ({"kit": "evening"}, {"User-Agent": "curl/8"}),
        ({"kit": "evening"}, BEACON | {"Sec-Fetch-Site": "cross-site"}),
        ({}, BEACON),
    ],
)
def test_what_is_no_reader_is_not_counted(client, kit, facts, headers):
    make_publication(count_views=True)
    assert client.post("/count/kit/", facts, headers=headers).status_code == 204
    assert KitCount.objects.count() == 0


def test_nothing_is_counted_where_the_publication_counts_no_views(client, kit):
    make_publication(count_views=False)
    client.post("/count/kit/", {"kit": "evening"}, headers=BEACON)
    assert KitCount.objects.count() == 0
