from datetime import UTC, datetime

import pytest

from articles.importing.document import LeftOut, Meta
from articles.importing.readers.fields import POST, Told, split_credential, to_meta


def test_to_meta_reads_what_jekyll_and_hugo_write():
    fields = {
        "layout": "post",
        "title": "Sweet peas",
        "date": "2024-03-05",
        "categories": ["Garden", "Spring"],
        "tags": "peas beans peas",
        "permalink": "/2024/sweet-peas.html",
        "image": {"src": "/img/peas.jpg", "alt": "A row"},
        "author": {"name": "Ada Byrne", "job_title": "Gardener"},
    }
    assert to_meta(fields).meta == Meta(
        title="Sweet peas",
        author="Ada Byrne",
        credential="Gardener",
        tags=("peas", "beans", "Spring"),
        topic="Garden",
        published_at=datetime(2024, 3, 5, tzinfo=UTC),
        slug="sweet-peas",
        image="/img/peas.jpg",
        fields={"layout": "post"},
    )


def test_to_meta_reads_what_ghost_and_astro_write():
    fields = {
        "Title": "Sweet peas",
        "metaDescription": "When to sow.",
        "excerpt": "Sow early.",
        "authors": [{"name": "Ada"}, "Ben"],
        "pubDate": "March 5, 2024",
        "canonical_url": "https://a.example/peas",
        "url": "https://b.example/sweet-peas/",
        "featured_image": "peas.jpg",
        "category": "Garden",
    }
    assert to_meta(fields).meta == Meta(
        title="Sweet peas",
        description="When to sow.",
        author="Ada, Ben",
        topic="Garden",
        published_at=datetime(2024, 3, 5, tzinfo=UTC),
        canonical="https://a.example/peas",
        slug="sweet-peas",
        image="peas.jpg",
        fields={"excerpt": "Sow early."},
    )


@pytest.mark.parametrize(
    ("value", "tags"),
    [
        ("garden spring", ("garden", "spring")),
        ("garden, in spring", ("garden", "in spring")),
        ("peas in spring", ("peas in spring",)),
        ("Sweet Peas", ("Sweet Peas",)),
        ("#garden #in-spring", ("garden", "in-spring")),
        ("[garden, 'spring']", ("garden", "spring")),
        (["#garden", "in spring", "Garden"], ("garden", "in spring")),
        ([{"name": "garden"}, {"label": "spring"}, {"x": "y"}], ("garden", "spring")),
        ("", ()),
        ("~", ()),
    ],
    ids=str,
)
def test_to_meta_splits_tags(value, tags):
    assert to_meta({"tags": value}).meta.tags == tags


@pytest.mark.parametrize("field", ["title", "author", "tags", "category", "image"])
def test_to_meta_passes_over_what_says_nothing(field):
    assert to_meta({field: {"size": "7"}}).meta == Meta(fields={field: {"size": "7"}})


@pytest.mark.parametrize(
    "faq",
    [
        [{"question": "When?", "answer": "Now."}],
        [{"q": "When?", "a": "Now."}],
        [{"name": "When?", "acceptedAnswer": {"text": "Now."}}],
        [{"When?": "Now."}],
        {"When?": "Now."},
        {"mainEntity": [{"name": "When?", "acceptedAnswer": {"@type": "Answer", "text": "Now."}}]},
        [{"question": "When?", "answer": "Now."}, {"question": "Why?"}, "Where?", {}],
    ],
    ids=str,
)
def test_to_meta_reads_questions(faq):
    assert to_meta({"faqs": faq}).meta.faqs == (("When?", "Now."),)


def test_to_meta_keeps_what_is_no_question():
    assert to_meta({"faq": "none yet"}).meta == Meta(fields={"faq": "none yet"})


def test_to_meta_keeps_fields_without_a_place_and_names_their_words():
    told = to_meta({"pros": ["They smell sweet", "Early"], "draft": False, "id": 7, "x": None})
    why = "“pros” in the front matter: an article has no place for it."
    assert told == Told(
        Meta(fields={"pros": ["They smell sweet", "Early"], "draft": False, "id": 7}),
        (LeftOut("They smell sweet", why), LeftOut("Early", why)),
    )


def test_to_meta_leaves_out_code():
    told = to_meta({"blur": "data:image/png;base64," + "A" * 300, "old": 'a:1:{i:0;s:1:"x";}'})
    assert told == Told(
        Meta(),
        (
            LeftOut(
                "data:image/png;base64," + "A" * 58 + "…",
                "A picture's preview in the front matter.",
                is_text=False,
            ),
            LeftOut('a:1:{i:0;s:1:"x";}', "Serialised PHP of the old site.", is_text=False),
        ),
    )


def test_to_meta_says_where_the_fields_stand():
    fields = {"mood": "Calm", "Mood": "Calm and slow", "note": "Sow in May", "blur": "A" * 200}
    assert [row.why for row in to_meta(fields, POST).left_out] == [
        "“Mood” in the post's fields: an article has no place for it.",
        "A picture's preview in the post's fields.",
        "“note” in the post's fields: an article has no place for it.",
    ]


def test_to_meta_notes_a_field_that_comes_twice():
    told = to_meta({"title": "Peas", "Title": "Beans"})
    assert (told.meta.title, [row.text for row in told.left_out]) == ("Peas", ["Beans"])


def test_to_meta_reads_a_taxonomy():
    told = to_meta({"taxonomy": {"category": ["Garden"], "tag": ["peas"]}})
    assert told.meta == Meta(topic="Garden", tags=("peas",))


def test_to_meta_takes_no_word_for_a_date_or_a_switch_for_a_picture():
    fields = {"published": "true", "featured": "true", "link": "/peas", "url": "http://[peas"}
    assert to_meta(fields).meta == Meta(fields=fields)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Ada Byrne, PhD", ("Ada Byrne", "PhD")),
        ("Ada Byrne, PhD, LMFT", ("Ada Byrne", "PhD, LMFT")),
        ("Ada Byrne, Ben Cole", ("Ada Byrne, Ben Cole", "")),
        ("Ada Byrne", ("Ada Byrne", "")),
    ],
)
def test_split_credential_wants_letters_of_a_degree(text, parts):
    assert split_credential(text) == parts


def test_to_meta_takes_the_letters_after_a_name():
    meta = to_meta({"author": "Ada Byrne, LMFT"}).meta
    assert (meta.author, meta.credential) == ("Ada Byrne", "LMFT")
