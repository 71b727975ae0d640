"""The page of one document: what it would become, beside what it is; and the choices for it."""

import pytest
from django.utils import timezone

from articles.admin.imported import LATE, ImportedMixin
from articles.bin import throw_away
from articles.importing import products
from articles.importing.document import LeftOut, Repair
from articles.importing.outline import (
    Call,
    Part,
    ProposedLink,
    Reference,
    Role,
)
from articles.models import Article, Author, ImportedDocument, ImportedPicture
from articles.publishing.content import to_json
from articles.publishing.snapshot import take
from tests.articles.admin.forms import messages_of, parse
from tests.factories import (
    image_bytes,
    make_article,
    make_author,
    make_import,
    make_imported_document,
    make_merchant,
    make_outline,
    make_topic,
)

INTRO = (0, "", "Begin anywhere.")
TEA, CAKE = (2, "Tea", "Two minutes."), (3, "Cake", "One slice.")


def page_of(row, page=""):
    return f"/admin/articles/import/{row.batch_id}/documents/{row.pk}/{page}"


def words(response, selector):
    """The words of each element, on one line."""
    return [" ".join(node.text().split()) for node in parse(response).css(selector)]


def fields_of(response):
    """What the form of a page would send if nobody touched it."""
    found = {}
    for node in parse(response).css(".import-form :is(input, select, textarea)"):
        name, kind = node.attributes.get("name"), node.attributes.get("type")
        if kind == "submit" or (kind in ("radio", "checkbox") and "checked" not in node.attributes):
            continue
        if node.tag == "select":
            chosen = node.css_first("option[selected]") or node.css_first("option")
            found[name] = chosen.attributes["value"]
        else:
            found[name] = node.attributes.get("value") or node.text(deep=True).strip()
    return found


def send(client, row, button="_save", **fields):
    """Send the form with these fields changed and a button pressed."""
    data = fields_of(client.get(page_of(row))) | fields | {button: "1"}
    return client.post(
        page_of(row), {k: v for k, v in data.items() if k and v is not None}, follow=True
    )


@pytest.fixture
def row(author):
    outline = make_outline(INTRO, TEA, CAKE, title="Tea time")
    return make_imported_document(
        make_import(started_by=author), outline, text="The source.\nIts end.\n"
    )


def test_page_shows_source_and_article(author_client, row):
    page = author_client.get(page_of(row))
    assert words(page, ".import-source p") == ["The source.", "Its end."]
    shown = parse(page).css_first("noscript").html
    assert "<h1>Tea time</h1>" in shown.replace(' class="article-title"', "").replace("\n", "")
    assert "Two minutes." in shown


def test_page_says_what_was_found(editor_client):
    outline = make_outline(
        TEA,
        Part(Role.LEFT_OUT, 2, "Coming next", "More.", "a teaser"),
        doubts=("Is this the title?",),
        left_out=(LeftOut("#tea", "hashtags"),),
        repairs=(
            *(Repair("mojibake", "Ã©", "é", line) for line in (3, 5, 5)),
            Repair("joint", "a.B", "a. B"),
        ),
        calls=(Call("Get the kit", "https://kit.test/"), Call("Read on")),
        remote_pictures=("https://pictures.test/a.png",),
        references=(Reference("A", "a", "A"),),
    )
    page = editor_client.get(page_of(make_imported_document(outline=outline, told=["Too long."])))
    assert words(page, ".import-notes li") == ["Too long.", "Is this the title?"]
    assert words(page, ".import-left-out > div") == ["a teaser Coming nextMore.", "hashtags #tea"]
    assert words(page, ".import-repairs li") == [
        "Ã© → é mojibake, 3 times, line 3, 5",
        "a.B → a. B joint",
    ]
    assert words(page, "[aria-labelledby=calls-heading] li") == [
        "Get the kit https://kit.test/",
        "Read on Its link is lost.",
    ]
    assert words(page, "[aria-labelledby=remote-heading] li") == ["https://pictures.test/a.png"]


@pytest.mark.parametrize(
    ("proof", "expected"),
    [
        (
            {"lost": [], "invented": [], "share_kept": 1.0},
            ["100 % kept, nothing invented."],
        ),
        (
            {"lost": [], "invented": [], "share_kept": 0.99999},
            ["99.9 % kept, nothing invented."],
        ),
        ({"lost": ["One."], "invented": ["Two."], "share_kept": 0.9}, ["One.", "Two."]),
    ],
    ids=["whole", "nearly", "broken"],
)
def test_page_shows_the_proof(editor_client, proof, expected):
    page = editor_client.get(page_of(make_imported_document(proof=proof)))
    assert words(page, ".import-proof :is(li, strong)") == expected


def test_what_no_article_holds_is_said_in_the_place_of_one(editor_client):
    row = make_imported_document(outline=make_outline((2, "Tea", "word " * 30_000)))
    page = editor_client.get(page_of(row))
    assert words(page, ".errornote") == ["One paragraph of “Tea” is larger than a field may be."]
    assert editor_client.get(page_of(row, "preview/")).status_code == 404


def test_article_cannot_break_out_of_its_place(editor_client):
    text = '[words](https://e.test/ "</noscript><b id=out>") ![</NoScript><b>](/media/a.png)'
    row = make_imported_document(outline=make_outline((0, "", text)))
    page = editor_client.get(page_of(row)).text
    assert page.lower().count("</noscript") == 1


@pytest.mark.parametrize(
    ("state", "may_read"),
    [("waiting", False), ("failed", True), ("unchanged", True), ("dropped", True)],
)
def test_document_without_a_proposal_has_no_form(editor_client, state, may_read):
    row = make_imported_document(state=state, title="")
    ImportedDocument.objects.update(outline=None)
    page = parse(editor_client.get(page_of(row)))
    assert (page.css(".import-form, .import-sides"), bool(page.css("[name=_again]"))) == (
        [],
        may_read,
    )


def test_unchanged_document_whose_article_is_there_is_not_read_again(editor_client):
    row = make_imported_document(state="unchanged", article=make_article())
    assert parse(editor_client.get(page_of(row))).css("[name=_again]") == []


def test_file_that_held_no_document_cannot_be_read_again(editor_client):
    row = make_imported_document(state="failed", digest="", title="")
    assert parse(editor_client.get(page_of(row))).css("[name=_again]") == []


def test_neighbours_lead_through_the_proposals(editor_client):
    batch = make_import()
    rows = [make_imported_document(batch, position=number) for number in range(3)]
    links = parse(editor_client.get(page_of(rows[1]))).css(".import-neighbours a")
    assert [(node.text(), node.attributes["href"]) for node in links] == [
        ("Before", page_of(rows[0])),
        ("Next", page_of(rows[2])),
    ]


def test_page_costs_the_same_however_long_it_is(editor_client, django_assert_max_num_queries):
    short = make_imported_document(outline=make_outline(TEA))
    parts = [(2, f"Part {number}", "Words.") for number in range(80)]
    long = make_imported_document(outline=make_outline(*parts))
    editor_client.get(page_of(short))
    for row in (short, long):
        with django_assert_max_num_queries(32):
            editor_client.get(page_of(row))


def test_page_of_another_import_is_not_found(author_client, author, row):
    other = make_import(started_by=author)
    address = f"/admin/articles/import/{other.pk}/documents/{row.pk}/"
    assert author_client.get(address).status_code == 404


def test_preview_is_the_page(author_client, row):
    page = author_client.get(page_of(row, "preview/"))
    assert (page.status_code, "Two minutes." in page.text) == (200, True)
    assert page["X-Robots-Tag"] == "noindex, nofollow"


# Choices


def test_nothing_is_changed_by_saving_what_is_there(author_client, row):
    row.refresh_from_db()
    before = row.outline
    response = send(author_client, row)
    row.refresh_from_db()
    assert messages_of(response) == ["Your choices are kept. No draft is made yet."]
    assert (row.outline, row.choices) == (before, {"aim": "", "add_author": False, "links": {}})
    assert Article.objects.count() == 0


def test_choices_are_kept(author_client, row):
    topic, maren = make_topic(), make_author()
    send(
        author_client,
        row,
        **{
            "title": "All about  tea",
            "description": "How to.",
            "slug": "About Tea",
            "tags": '"warm drinks", tea',
            "topic": topic.pk,
            "author": maren.pk,
            "part-1-role": "faq",
            "part-1-heading": "Why tea?",
            "part-2-role": "2",
        },
    )
    row.refresh_from_db()
    outline = row.outline
    assert (outline["title"], outline["description"], outline["slug"], outline["tags"]) == (
        "All about tea",
        "How to.",
        "about-tea",
        ["tea", "warm drinks"],
    )
    assert [(part["role"], part["level"], part["heading"]) for part in outline["parts"]] == [
        ("section", 0, ""),
        ("faq", 2, "Why tea?"),
        ("section", 2, "Cake"),
    ]
    assert (row.title, row.topic, row.author, row.found["faqs"]) == (
        "All about tea",
        topic,
        maren,
        1,
    )


@pytest.mark.parametrize("role", ["2", "faq"])
def test_section_or_question_without_a_heading_is_refused(author_client, row, role):
    page = send(author_client, row, **{"part-0-role": role})
    assert words(page, ".import-row .errorlist") == ["This needs a heading."]
    assert author_client.get(page_of(row)).context["shown"].outline.parts[0].level == 0


def test_what_cannot_be_chosen_is_refused(author_client, row):
    page = send(author_client, row, **{"part-0-role": "7"})
    assert len(words(page, ".import-row .errorlist")) == 1


def test_choice_on_what_was_changed_meanwhile_is_refused(author_client, row):
    data = fields_of(author_client.get(page_of(row)))
    send(author_client, row, title="Other")
    page = author_client.post(page_of(row), data | {"_save": "1"})
    assert "Somebody changed this proposal meanwhile" in words(page, ".errorlist")[0]
    row.refresh_from_db()
    assert row.title == "Other"


def test_document_of_very_many_parts_is_not_rearranged(editor_client, monkeypatch):
    monkeypatch.setattr("articles.importing.forms.MAX_PARTS", 1)
    row = make_imported_document(outline=make_outline(TEA, CAKE))
    assert words(editor_client.get(page_of(row)), ".import-row") == []
    send(editor_client, row, title="Other")
    row.refresh_from_db()
    assert (row.title, len(row.outline["parts"])) == ("Other", 2)


def test_deep_headings_stay_what_they_are(editor_client):
    row = make_imported_document(outline=make_outline(TEA, (6, "Deep", "Words.")))
    send(editor_client, row)
    row.refresh_from_db()
    assert row.outline["parts"][1]["level"] == 6


# The draft


def test_draft_is_made(author_client, author, row):
    response = send(author_client, row, button="_draft", title="All about tea")
    article = Article.objects.get()
    assert response.request["PATH_INFO"] == f"/admin/articles/article/{article.pk}/change/"
    assert (article.title, article.owner) == ("All about tea", author)
    assert messages_of(response) == [
        "“All about tea” is in the desk. Readers see nothing of it until you publish it."
    ]


def test_what_did_not_fit_is_told(author_client, author):
    outline = make_outline(title="Tea " * 60)
    row = make_imported_document(make_import(started_by=author), outline)
    response = send(author_client, row, button="_draft")
    assert "A title has 239 characters" in messages_of(response)[1]


def test_draft_that_needs_a_choice_is_not_made_and_the_rest_is_kept(author_client, author, row):
    make_article(title="Tea time", owner=author)
    response = send(author_client, row, button="_draft", description="How to.")
    row.refresh_from_db()
    assert messages_of(response) == [
        "No draft is made. An article has this title. Say first what becomes of “Tea time”."
    ]
    assert (row.outline["description"], row.state) == ("How to.", "proposed")


@pytest.mark.parametrize(("aim", "count"), [("new", 2), ("update", 1)])
def test_twin_is_made_or_updated_as_chosen(author_client, author, row, aim, count):
    twin = make_article(title="Tea time", owner=author)
    page = author_client.get(page_of(row))
    assert words(page, ".import-earlier legend") == ["An article has this title."]
    send(author_client, row, button="_draft", aim=aim)
    assert Article.objects.count() == count
    assert (twin.sections.get().heading == "Tea") is (aim == "update")


def drafted(article, row, **fields):
    """An earlier import of the same file."""
    values = {"key": row.key, "state": "drafted", "drafted_at": timezone.now(), "article": article}
    return make_imported_document(**values | fields)


def test_article_of_the_same_document_is_updated_without_a_word(author_client, author, row):
    article = make_article(title="Tea time", owner=author)
    drafted(article, row, content=to_json(take(article)))
    page = author_client.get(page_of(row))
    assert parse(page).css_first("[name=aim][checked]").attributes["value"] == "update"
    send(author_client, row, button="_draft")
    assert article.sections.get().heading == "Tea"


def test_article_in_the_bin_can_be_brought_back(editor_client, editor, row):
    article = make_article(title="Tea time")
    drafted(article, row)
    throw_away(article, by=editor)
    page = editor_client.get(page_of(row))
    assert words(page, ".import-earlier label")[-2:] == [
        "Bring it back from the bin, and update it",
        "Make another article of it",
    ]
    send(editor_client, row, button="_draft", aim="back")
    assert Article.objects.get() == article


def test_somebody_elses_article_can_only_have_a_twin(author_client, row):
    drafted(make_article(title="Tea time"), row)
    page = author_client.get(page_of(row))
    assert "is somebody else’s" in words(page, ".import-earlier p")[0]
    assert words(page, ".import-earlier label")[-1:] == ["Make another article of it"]


def test_unknown_author_can_be_added_by_editors(editor_client):
    outline = make_outline(title="Tea", author="Maren Holt", credential="MSc")
    row = make_imported_document(outline=outline)
    send(editor_client, row, button="_draft", add_author="on")
    assert [(a.name, a.credentials) for a in Author.objects.all()] == [("Maren Holt", "MSc")]
    assert Article.objects.get().authors.get().name == "Maren Holt"


@pytest.mark.parametrize(
    ("has_merchant", "expected"),
    [(True, "[it](go:kettle)"), (False, "[it](https://shop.example.com/kettle?tag=x)")],
)
def test_product_link_is_made_where_the_merchant_is_known(editor_client, has_merchant, expected):
    url = "https://shop.example.com/kettle?tag=x"
    link = ProposedLink(url, "https://shop.example.com/kettle", (("tag", "x"),), "Shop")
    outline = make_outline((0, "", f"See [it]({url})."), links=(link,))
    row = make_imported_document(outline=outline)
    if has_merchant:
        make_merchant(hosts="shop.example.com")
    choice = {"link-0": "make"} if has_merchant else {}
    page = editor_client.get(page_of(row))
    assert ("No merchant here has the host" in words(page, ".import-links li")[0]) != has_merchant
    send(editor_client, row, button="_draft", **choice)
    assert Article.objects.get().introduction == f"See {expected}."


def test_addresses_beyond_those_offered_are_told(editor_client, monkeypatch):
    monkeypatch.setattr(products, "MAX_LINKS", 1)
    links = tuple(ProposedLink(f"https://shop.test/{n}", f"https://shop.test/{n}") for n in "ab")
    row = make_imported_document(outline=make_outline((2, "A", "B"), links=links))
    told = words(editor_client.get(page_of(row)), "[aria-labelledby=links-heading] > .quiet")
    assert told[1:] == ["These are the first 1 of 2. The others are kept as they are."]


def test_document_is_left_out(author_client, row):
    response = author_client.post(page_of(row), {"_leave_out": "1"}, follow=True)
    row.refresh_from_db()
    assert (messages_of(response), row.state) == (["“Tea time” is left out."], "dropped")


def test_document_is_read_again(author_client, row):
    ImportedDocument.objects.update(data=b"---\ntitle: Read anew\n---\n\nWords.\n", state="failed")
    author_client.post(page_of(row), {"_again": "1"})
    row.refresh_from_db()
    assert (row.state, row.title) == ("proposed", "Read anew")


def test_draft_is_made_of_no_document_twice(author_client, row):
    data = fields_of(author_client.get(page_of(row)))
    author_client.post(page_of(row), data | {"_draft": "1"}, follow=True)
    page = author_client.post(page_of(row), data | {"_draft": "1"}, follow=True)
    assert Article.objects.count() == 1
    assert messages_of(page) == [LATE]


def test_choice_that_comes_while_a_draft_is_made_is_told(author_client, row, monkeypatch):
    data = fields_of(author_client.get(page_of(row)))
    found = ImportedMixin.find_document

    def find_and_be_overtaken(*args):
        before = found(*args)
        ImportedDocument.objects.update(state="drafted", drafted_at=timezone.now())
        return before

    monkeypatch.setattr(ImportedMixin, "find_document", find_and_be_overtaken)
    page = author_client.post(page_of(row), data | {"title": "Other", "_save": "1"}, follow=True)
    row.refresh_from_db()
    assert (messages_of(page), row.title) == ([LATE], "Tea time")


# Pictures


def picture_of(row, data):
    picture = ImportedPicture.objects.create(document=row, address="bed.png", data=data)
    return picture, page_of(row, f"pictures/{picture.pk}/")


def test_article_is_shown_with_the_pictures_that_came(author_client, author):
    outline = make_outline((0, "", "![A bed](bed.png)"))
    row = make_imported_document(make_import(started_by=author), outline)
    _, address = picture_of(row, image_bytes("PNG", size=(2000, 10)))
    assert address in parse(author_client.get(page_of(row))).css_first("noscript").html
    response = author_client.get(address)
    assert (response["Content-Type"], response.content[:4]) == ("image/webp", b"RIFF")


def test_picture_that_is_a_photo_leads_there(author_client, author, row, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    picture, address = picture_of(row, image_bytes("PNG"))
    send(author_client, row, button="_draft")
    picture.refresh_from_db()
    assert author_client.get(address).url == picture.photo.thumbnail


def test_bytes_that_are_no_picture_are_sent_to_nobody(author_client, row):
    _, address = picture_of(row, b"<svg onload=alert(1)>")
    assert author_client.get(address).status_code == 404
