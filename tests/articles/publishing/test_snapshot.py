"""Working copy to frozen form and back, with nothing lost."""

from string import ascii_lowercase

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.models import Article, Author, Section
from articles.publishing import snapshot
from articles.publishing.content import ArticleContent, digest, to_json
from articles.publishing.snapshot import apply, take
from articles.publishing.windows import restore, save_revision
from guides import publishing as guide_publishing
from guides.models import Chapter, Guide
from tests.factories import (
    make_article,
    make_author,
    make_guide,
    make_photo,
    make_topic,
    make_user,
    publish_article,
)

pytestmark = pytest.mark.django_db

# What a form can send: neither NUL (PostgreSQL and Django's forms refuse it) nor surrogates.
characters = st.characters(codec="utf-8", exclude_characters="\0")
words = st.text(characters, max_size=40)
names = st.text(characters, min_size=1, max_size=40)
slugs = st.text(ascii_lowercase + "-0123456789", min_size=1, max_size=40)
dates = st.none() | st.dates().map(lambda day: day.isoformat())
keys = st.uuids().map(str)
sections = st.builds(snapshot.SectionContent, keys, heading=names, body=words)
faqs = st.builds(snapshot.FaqContent, keys, question=names, answer=words)
references = st.builds(
    snapshot.ReferenceContent,
    key=slugs,
    title=names,
    publisher=words,
    year=st.none() | st.integers(1000, 2999),
    url=st.just("") | st.just("https://example.org/a?b=c"),
    accessed_on=dates,
    quote=words,
)
contents = st.builds(
    ArticleContent,
    kind=st.just("article"),
    title=names,
    slug=slugs,
    dek=words,
    introduction=words,
    search_title=words,
    search_description=words,
    reviewed_on=dates,
    tags=st.sets(st.text(ascii_lowercase, min_size=1, max_size=9), max_size=3).map(
        lambda tags: tuple(sorted(tags))
    ),
    sections=st.lists(sections, max_size=3).map(tuple),
    faqs=st.lists(faqs, max_size=2).map(tuple),
    references=st.lists(references, max_size=2, unique_by=lambda row: row.key).map(tuple),
)


def fresh(subject):
    return type(subject).objects.get(pk=subject.pk)


def make_full_article(**fields):
    """A working copy with something in every field."""
    defaults = {
        "title": "One",
        "slug": "one",
        "dek": "A dek",
        "introduction": "Hello[^study]",
        "search_title": "Found",
        "search_description": "Described",
        "hero": make_photo(),
        "reviewer": make_author(),
        "reviewed_on": timezone.localdate(),
        "tags": ["home", "care"],
        "authors": [make_author(name="Zoë"), make_author(name="Ada")],
        "sections": [("First", "a"), ("Second", "b")],
        "faqs": [("Why?", "So."), ("How?", "Thus.")],
        "references": [{"key": "study", "title": "A study", "year": 2020}],
    }
    return make_article(**defaults | fields)


@given(content=contents)
@settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_applied_content_is_taken_again_as_it_was(db, content):
    article = Article.objects.create(title="Before", slug="before-it-all-0")

    apply(article, content)
    taken = take(fresh(article))
    article.delete()

    assert taken == content


@given(content=contents)
@settings(max_examples=25, deadline=None, derandomize=True)
def test_content_survives_json(content):
    data = to_json(content)

    assert ArticleContent.from_json(data) == content
    assert digest(data) == digest(to_json(ArticleContent.from_json(data)))


def test_take_keeps_related_rows_by_key():
    article = make_full_article()

    content = take(article)

    assert (content.topic, content.hero, content.reviewer, content.authors) == (
        article.topic_id,
        article.hero_id,
        article.reviewer_id,
        tuple(sorted(author.pk for author in article.authors.all())),
    )


def test_take_costs_five_queries(django_assert_num_queries):
    article = make_full_article()

    with django_assert_num_queries(5):
        take(article)


def test_take_is_the_same_after_an_author_has_a_new_name():
    article = make_full_article()
    before = take(article)

    Author.objects.filter(name="Ada").update(name="Zzz")

    assert take(article) == before


def test_content_with_an_unknown_field_is_an_error():
    data = to_json(take(make_article())) | {"colour": "red"}

    with pytest.raises(TypeError, match="colour"):
        ArticleContent.from_json(data)


def test_revision_holds_what_lists_and_searches_need():
    article = make_full_article()

    revision = save_revision(article)

    assert (revision.title, revision.slug, revision.dek, revision.kind, revision.byline) == (
        "One",
        "one",
        "A dek",
        "article",
        "Ada and Zoë",
    )
    assert set(revision.authors.all()) == set(article.authors.all())
    assert sorted(tag.name for tag in revision.tags.all()) == ["care", "home"]
    assert [photo.pk for photo in revision.photos.all()] == [article.hero_id]


def test_byline_of_three_is_a_list():
    authors = [make_author(name=name) for name in ("Ada", "Ben", "Cy")]

    assert publish_article(authors=authors).byline == "Ada, Ben and Cy"


def test_byline_of_many_long_names_fits_its_column():
    authors = [make_author(name=f"{number}" * 120) for number in range(5)]

    assert len(publish_article(authors=authors).byline) == 400


def test_restore_brings_everything_back():
    article = make_full_article()
    old = save_revision(article)
    before = take(fresh(article))
    other = ArticleContent(kind="article", title="Two", slug="two", topic=make_topic().pk)
    apply(article, other)

    restore(old)

    assert take(fresh(article)) == before


def test_restore_keeps_what_the_working_copy_held():
    article = make_full_article()
    old = save_revision(article)
    Section.objects.filter(article=article).update(body="Typed and never saved as a revision")
    user = make_user()

    restored = restore(old, by=user)

    kept = article.revisions.get(note="Before restoring an earlier version")
    bodies = [row["body"] for row in kept.content["sections"]]
    assert (bodies, kept.created_by) == (["Typed and never saved as a revision"] * 2, user)
    when = timezone.localtime(old.created_at)
    assert restored.note == f"Restored from {when:%d %b %Y, %H:%M}"
    assert restored.content == old.content


def test_restore_publishes_nothing():
    article = make_full_article()
    old = save_revision(article)
    Article.objects.update(title="Two")
    live = publish_article(article)

    restore(old)

    assert list(article.revisions.current()) == [live]


def test_restore_leaves_alone_what_is_not_part_of_the_text():
    article = make_full_article()
    old = save_revision(article)
    owner = make_user()
    Article.objects.update(owner=owner, title="Two")

    restore(old)

    article.refresh_from_db()
    assert (article.owner, article.title) == (owner, "One")


def test_restore_moves_the_version_on():
    article = make_full_article()
    old = save_revision(article)

    restore(old)

    assert fresh(article).version == article.version + 1


def test_restore_leaves_a_slug_to_whoever_has_it_now():
    article = make_full_article(slug="first-name")
    old = save_revision(article)
    Article.objects.update(slug="second-name", title="Two")
    make_article(slug="first-name")

    restore(old)

    article.refresh_from_db()
    assert (article.title, article.slug) == ("One", "second-name")


def test_restore_without_an_author_who_was_deleted():
    article = make_full_article()
    old = save_revision(article)
    Author.objects.get(name="Zoë").delete()

    restore(old)

    assert [author.name for author in article.authors.all()] == ["Ada"]


def test_restore_brings_a_guide_back():
    chapters = [make_article(), ("Own", "Words.")]
    guide = make_guide(title="One", introduction="Hello", hero=make_photo(), chapters=chapters)
    old = save_revision(guide)
    before = guide_publishing.take(guide)
    Guide.objects.update(title="Two", hero=None)
    Chapter.objects.all().delete()

    restore(old)

    assert guide_publishing.take(fresh(guide)) == before


def test_restore_of_a_guide_without_a_chapter_that_was_deleted():
    article = make_article()
    guide = make_guide(chapters=[article, ("Own", "Words.")])
    old = save_revision(guide)
    guide.chapters.filter(article=article).delete()
    article.delete()

    restore(old)

    assert [chapter.title for chapter in guide.chapters.all()] == ["Own"]


def test_freeze_costs_the_same_for_a_long_article(django_assert_max_num_queries):
    sections = [(f"Part {number}", "Words " * 20) for number in range(30)]
    content = take(make_full_article(sections=sections))

    with django_assert_max_num_queries(11):
        snapshot.freeze(content)
