"""Where kits stand, and what it costs to show them."""

import pytest

from articles.models import Revision, Topic
from articles.publishing.dependents import follow
from articles.publishing.snapshot import freeze, take
from articles.publishing.windows import save_revision
from guides.kits.placing import kit_at_end
from guides.models import Kit
from tests.articles.admin.forms import article_form, parse
from tests.factories import (
    make_article,
    make_author,
    make_kit,
    make_photo,
    make_share_link,
    make_topic,
    make_wording,
    publish_article,
    publish_guide,
)

pytestmark = pytest.mark.django_db

BLOCK = "Before.\n\n::: kit evening\nTen cards to print.\n:::\n\nAfter."


def forms_in(response):
    return parse(response).css(".kit-form form")


def test_kit_of_a_text_is_its_form(client):
    make_kit(slug="evening", title="One evening")
    revision = publish_article(sections=[("One", BLOCK)])
    page = parse(client.get(revision.get_absolute_url()))
    [kit] = page.css(".article .kit")
    [form] = kit.css("form")
    fields = {node.attributes["name"]: node.attributes.get("value") for node in form.css("input")}
    assert form.attributes["action"] == "/kits/evening/ask/"
    assert fields == {
        "source": revision.source,
        "version": "1",
        "address": None,
        "letters": "yes",
        "website": None,
    }
    assert "checked" not in form.css_first("[name=letters]").attributes
    assert kit.css_first("p").text() == "Ten cards to print."
    assert kit.css_first(".kit-title a").attributes["href"] == "/kits/evening/"


def test_kit_stands_in_guides_too(client):
    make_kit(slug="evening")
    revision = publish_guide(introduction=BLOCK, chapters=[("One", BLOCK)])
    guide = client.get(revision.get_absolute_url())
    chapter = client.get(f"{revision.get_absolute_url()}one/")
    assert (len(forms_in(guide)), len(forms_in(chapter))) == (1, 1)


def test_kit_that_nobody_knows_is_a_problem():
    frozen = freeze(take(make_article(sections=[("One", "::: kit nothing\nWords.\n:::")])))
    [(field, problem)] = frozen.problems
    assert (field, problem.quote) == ("section “One”", "::: kit nothing")


def test_published_page_shows_the_kit_of_today(client):
    kit = make_kit(slug="evening", title="Old")
    path = publish_article(sections=[("One", BLOCK)]).get_absolute_url()
    client.get(path)
    Kit.objects.update(title="New")
    make_wording(kit, delivery="New words.", letters="")
    [form] = parse(client.get(path)).css(".kit-form")
    assert form.attributes["aria-label"] == "New"
    assert form.css_first(".kit-words").text() == "New words."
    assert form.css_first("[name=letters]") is None
    assert form.css_first("[name=version]").attributes["value"] == "2"


def test_nothing_is_shown_of_a_kit_that_cannot_be_asked_for(client):
    make_kit(slug="evening", is_open=False)
    make_kit(slug="morning", title="One morning")
    text = f"{BLOCK}\n\n::: kit morning\nThree cards.\n:::\n\nThe end."
    response = client.get(publish_article(sections=[("One", text)]).get_absolute_url())
    [kit] = parse(response).css(".article .kit")
    assert (kit.css_first("p").text(), len(kit.css("form"))) == ("Three cards.", 1)
    page = response.content.decode()
    assert all(words in page for words in ("Before.", "After.", "The end."))
    assert "Ten cards to print." not in page
    assert "data-slot" not in page


def test_words_around_what_a_closed_block_holds_go_with_it(client):
    make_kit(slug="evening", is_open=False)
    text = ":::: kit evening\nThese:\n\n::: note\nPrint them.\n:::\n::::\n\nAfter."
    page = parse(client.get(publish_article(sections=[("One", text)]).get_absolute_url()))
    article = page.css_first(".article")
    assert ("These:" in article.text(), "Print them." in article.text()) == (False, False)
    assert page.css("section .kit, .callout") == []
    assert "After." in article.text()


def test_kit_in_a_kit_that_is_closed_leaves_sound_markup(client):
    make_kit(slug="outer", is_open=False)
    make_kit(slug="inner", is_open=False)
    text = ":::: kit outer\nOuter.\n\n::: kit inner\nInner.\n:::\n::::\n\nAfter."
    page = client.get(publish_article(sections=[("One", text)]).get_absolute_url()).text
    assert ("data-slot" in page, "Inner." in page) == (False, False)
    assert page.count("<div") == page.count("</div>")


def test_kit_is_looked_up_in_two_queries_however_often_it_stands(client, django_assert_num_queries):
    for slug in ("one", "two", "three"):
        make_kit(slug=slug, cover=make_photo())
    text = "\n\n".join(f"::: kit {slug}\nWords.\n:::" for slug in ("one", "two", "three", "one"))
    path = publish_article(sections=[("One", text)]).get_absolute_url()
    client.get(path)
    with django_assert_num_queries(4 + 2):
        response = client.get(path)
    assert len(forms_in(response)) == 4


def test_preview_shows_the_form_and_counts_for_nobody(editor_client):
    make_kit(slug="evening")
    revision = save_revision(make_article(sections=[("One", BLOCK)]))
    path = f"/admin/articles/article/{revision.article_id}/revisions/{revision.pk}/"
    page = parse(editor_client.get(path))
    assert page.css_first(".kit-form [name=source]").attributes["value"] == ""
    assert page.css_first("[data-kit]") is None


def test_slot_cannot_be_written_by_hand(client):
    kit = make_kit()
    text = f'<div data-slot="kit/{kit.pk}"></div>\n\nWords.'
    revision = publish_article(sections=[("One", text)])
    assert not forms_in(client.get(revision.get_absolute_url()))


def test_kit_in_markdown_is_its_name_and_a_link(client):
    make_kit(slug="evening", title="One evening", promise="Ten questions.")
    path = publish_article(sections=[("One", BLOCK)]).get_absolute_url()
    text = client.get(f"{path.removesuffix('/')}.md").content.decode()
    assert "[One evening](http://testserver/kits/evening/)" in text
    assert "Ten questions." in text
    assert "e-mail" not in text


# In sensitive topics


def make_sensitive(topic):
    Topic.objects.filter(pk=topic.pk).update(sensitivity="sensitive")


def publish_then_make_sensitive(**fields):
    """A page whose topic is sensitive since, though nothing was rendered anew."""
    make_kit(slug="evening", at_end="all")
    revision = publish_article(topic=make_topic(), sections=[("One", BLOCK)], **fields)
    make_sensitive(revision.topic)
    assert 'data-slot="kit/' in revision.html
    return revision


def test_kit_in_a_sensitive_topic_is_a_problem():
    make_kit(slug="evening")
    topic = make_topic(sensitivity="sensitive")
    frozen = freeze(take(make_article(topic=topic, sections=[("One", BLOCK)])))
    [(field, problem)] = frozen.problems
    assert (field, str(problem)) == (
        "section “One”",
        "A sensitive topic asks for no address. Take the kit out: “::: kit evening”",
    )
    assert "kit" not in frozen.columns["html"]
    assert "Ten cards to print." not in frozen.columns["html"]


def test_same_text_is_a_problem_only_where_the_topic_is_sensitive():
    make_kit(slug="evening")
    topics = [make_topic(sensitivity=word) for word in ("ordinary", "sensitive", "ordinary")]
    articles = [make_article(topic=topic, sections=[("One", BLOCK)]) for topic in topics]
    problems = [freeze(take(article)).problems for article in articles]
    assert [len(row) for row in problems] == [0, 1, 0]


def test_article_of_a_sensitive_topic_with_a_kit_is_not_published(editor_client):
    make_kit(slug="evening")
    article = make_article(topic=make_topic(sensitivity="sensitive"), sections=[("One", BLOCK)])
    data = article_form(article) | {"_publish": ""}
    address = f"/admin/articles/article/{article.pk}/change/"
    response = editor_client.post(address, data, follow=True)
    assert "A sensitive topic asks for no address. Take the kit out:" in response.text
    assert not Revision.objects.live().exists()


def test_bio_asks_for_nothing_in_a_sensitive_topic():
    make_kit(slug="evening")
    topic = make_topic(sensitivity="sensitive")
    revision = publish_article(topic=topic, authors=[make_author(bio=BLOCK)])
    assert "data-slot" not in revision.html


def test_published_page_follows_its_topic(client):
    make_kit(slug="evening")
    topic = make_topic()
    article = publish_article(topic=topic, sections=[("One", BLOCK)]).article
    for sensitivity, is_there in [("sensitive", False), ("ordinary", True)]:
        topic.sensitivity = sensitivity
        topic.save()
        follow(topic)
        live = article.revisions.live().get()
        assert ("data-slot" in live.html) is is_there


@pytest.mark.parametrize("suffix", ["/", ".md"])
def test_page_whose_topic_became_sensitive_shows_no_kit(client, suffix):
    revision = publish_then_make_sensitive()
    page = client.get(revision.get_absolute_url().removesuffix("/") + suffix).text
    assert "After." in page
    assert not any(words in page for words in ("kit-form", "/kits/", "Ten cards", "data-slot"))


def test_chapter_whose_topic_became_sensitive_shows_no_kit(client):
    revision = publish_then_make_sensitive(slug="tea")
    guide = publish_guide(chapters=[revision.article])
    page = client.get(f"{guide.get_absolute_url()}tea/")
    assert not forms_in(page)
    assert ("Ten cards" in page.text, "After." in page.text) == (False, True)


def test_shared_version_whose_topic_became_sensitive_shows_no_kit(client):
    revision = publish_then_make_sensitive()
    link = make_share_link(revision.article, revision=revision)
    page = client.get(f"/preview/{link.key}/")
    assert not forms_in(page)
    assert ("Ten cards" in page.text, "After." in page.text) == (False, True)


def test_kit_that_is_not_shown_is_not_looked_up(client, django_assert_num_queries):
    path = publish_then_make_sensitive().get_absolute_url()
    client.get(path)
    with django_assert_num_queries(3) as asked:
        client.get(path)
    assert not any("guides_kit" in query["sql"] for query in asked.captured_queries)


# At the end of articles


@pytest.mark.parametrize(
    ("at_end", "in_topic", "is_shown"),
    [
        ("nowhere", True, False),
        ("all", False, True),
        ("topics", True, True),
        ("topics", False, False),
    ],
)
def test_kit_stands_at_the_end_of_articles(client, at_end, in_topic, is_shown):
    topic = make_topic()
    make_kit(at_end=at_end, topics=[topic] if in_topic else [make_topic()])
    response = client.get(publish_article(topic=topic).get_absolute_url())
    assert bool(parse(response).css(".article > .kit-form")) is is_shown


def test_kit_of_the_topic_comes_before_that_of_all():
    topic = make_topic()
    everywhere = make_kit(at_end="all")
    here = make_kit(at_end="topics", topics=[topic, make_topic()])
    make_kit(at_end="all", is_open=False)
    at_ends = [
        kit_at_end(publish_article(**fields)).kit
        for fields in ({"topic": topic}, {"topic": make_topic()})
    ]
    assert at_ends == [here, everywhere]


def test_kit_of_the_article_comes_before_that_of_its_topic(client):
    topic = make_topic()
    here, other = publish_article(topic=topic), publish_article(topic=topic)
    own = make_kit(articles=[here.article, make_article()], topics=[make_topic()])
    of_topic = make_kit(at_end="topics", topics=[topic])
    make_kit(at_end="all")
    make_kit(articles=[here.article], is_open=False)
    assert [kit_at_end(row).kit for row in (here, other)] == [own, of_topic]
    [form] = parse(client.get(here.get_absolute_url())).css(".article > .kit-form")
    assert form.attributes["aria-label"] == own.title


def test_topics_count_only_where_the_kit_says_so():
    revision = publish_article()
    make_kit(topics=[revision.topic], articles=[make_article()])
    assert kit_at_end(revision) is None


def test_article_without_a_topic_ends_with_the_kit_of_all():
    kit = make_kit(at_end="all")
    make_kit(at_end="topics", topics=[make_topic()])
    revision = Revision(article=make_article(topic=None))
    assert kit_at_end(revision).kit == kit


def test_kit_of_the_text_does_not_stand_again_at_the_end(client):
    kit = make_kit(slug="evening", at_end="all")
    revision = publish_article(sections=[("One", BLOCK)])
    make_kit(articles=[publish_article().article])
    assert len(forms_in(client.get(revision.get_absolute_url()))) == 1
    kit.articles.add(revision.article)
    assert len(forms_in(client.get(revision.get_absolute_url()))) == 1


def test_text_that_shows_one_kit_may_end_with_another(client):
    kit, other = make_kit(slug="evening"), make_kit(at_end="all")
    typed = f'`<div data-slot="kit/{other.pk}"></div>`'
    revision = publish_article(sections=[("One", f"{BLOCK}\n\n{typed}")])
    actions = [
        form.attributes["action"] for form in forms_in(client.get(revision.get_absolute_url()))
    ]
    assert actions == [f"/kits/{row.slug}/ask/" for row in (kit, other)]


def test_sensitive_topic_never_ends_with_a_kit(client):
    topic = make_topic(sensitivity="sensitive")
    make_kit(at_end="all")
    make_kit(at_end="topics", topics=[topic])
    revision = publish_article(topic=topic)
    make_kit(articles=[revision.article])
    assert not forms_in(client.get(revision.get_absolute_url()))


def test_pages_outside_the_topics_end_without_a_kit(client):
    make_kit(at_end="all")
    assert not forms_in(client.get(publish_article(kind="page").get_absolute_url()))


def test_article_with_a_kit_at_its_end_costs_one_query_more(client, django_assert_num_queries):
    make_kit(at_end="all", cover=make_photo())
    path = publish_article().get_absolute_url()
    client.get(path)
    with django_assert_num_queries(5):
        client.get(path)


def test_stored_page_is_the_same_with_and_without_kits():
    kit = make_kit(slug="evening", at_end="all")
    html = publish_article(sections=[("One", BLOCK)]).html
    assert f'<div data-slot="kit/{kit.pk}"></div>' in html
    assert Revision.objects.get().html == html
