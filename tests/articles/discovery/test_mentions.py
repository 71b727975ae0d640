"""What of a draft could lead to another page: words that name it, once, where a link may be."""

import pytest

from articles.discovery.mentions import (
    MAX_SUGGESTIONS,
    MAX_TIMES,
    MAX_WORDS,
    MOST_PAGES,
    Suggestion,
    suggest_links,
)
from articles.discovery.subjects import note_phrases
from articles.publishing.windows import publish, save_revision, withdraw
from articles.rendering.limits import TextTooLarge
from tests.factories import make_article, publish_article, publish_guide

pytestmark = pytest.mark.django_db


def article(title, text="Words.", **fields):
    page = publish_article(title=title, sections=[("Part", text)], **fields).article
    note_phrases(page)
    return page


def marks(text, **fields):
    """What words of a text could lead to."""
    return [(row.phrase, row.mark) for row in suggest_links({"body": text}, **fields)]


@pytest.fixture
def tea():
    return article("Green tea leaves", slug="tea")


def test_words_that_name_a_page_could_lead_there(tea):
    text = "😀 We dry the Green tea-leaves at home."
    assert suggest_links({"introduction": "Nothing.", "body": text}) == [
        Suggestion(
            field="body",
            phrase="Green tea-leaves",
            offset=len("😀 We dry the ") + 1,  # JavaScript counts two for the face
            title="Green tea leaves",
            mark="article:tea",
        )
    ]


def test_longest_phrase_comes_first_and_each_target_once(tea):
    article("Tea leaves", slug="leaves")
    article("A kettle of brass", slug="brass")
    text = "A kettle of brass, tea leaves, and green tea leaves; green tea leaves again."
    assert marks(text) == [
        ("A kettle of brass", "article:brass"),
        ("green tea leaves", "article:tea"),
        ("tea leaves", "article:leaves"),
    ]


def test_other_words_for_the_same_page_are_not_linked_as_well():
    article("Brass kettles boil slowly", slug="brass")
    text = "Buy brass kettles. Brass kettles boil."
    assert marks(text) == [("Brass kettles boil", "article:brass")]


def test_phrase_names_the_page_of_whose_title_it_is_most(tea):
    article("Warm milk and green tea leaves", slug="milk")
    assert marks("We buy green tea leaves.") == [("green tea leaves", "article:tea")]


def test_phrase_of_a_page_that_is_linked_already_may_lead_to_another(tea):
    article("Warm milk and green tea leaves", slug="milk")
    text = "[here](article:tea) are green tea leaves."
    assert marks(text) == [("green tea leaves", "article:milk")]


def test_phrase_of_many_titles_names_none_of_them():
    for number in range(MOST_PAGES + 1):
        article(f"Green kettles of shop {number}", slug=f"shop-{number}")
    assert marks("We buy green kettles.") == []
    article("Green kettles", slug="kettles")
    assert marks("We buy green kettles.") == [("green kettles", "article:kettles")]


def test_guides_are_named_too():
    guide = publish_guide(title="Seven mornings", slug="seven", chapters=[("One", "Words.")]).guide
    note_phrases(guide)
    assert marks("After seven mornings …") == [("seven mornings", "guide:seven")]
    assert marks("After seven mornings …", own=f"guide/{guide.pk}") == []
    assert marks("After seven mornings …", own=f"article/{guide.pk}") != []


def test_page_does_not_lead_to_itself(tea):
    assert marks("Green tea leaves", own=f"article/{tea.pk}") == []
    assert marks("Green tea leaves", own="article/x") == [("Green tea leaves", "article:tea")]


def test_what_is_not_live_is_not_named(tea):
    withdraw(tea)
    assert marks("Green tea leaves") == []


def test_title_and_mark_are_those_that_readers_have(tea):
    tea.title, tea.slug = "Coffee", "coffee"
    tea.save()
    assert [row.title for row in suggest_links({"body": "Green tea leaves"})] == [
        "Green tea leaves"
    ]


@pytest.mark.parametrize(
    "link",
    [
        "[x](article:tea)",
        "[x](Article:tea#part)",
        "[x](/articles/tea/)",
        "[x](/articles/tea/?a=b#c)",
        "[x](http://testserver/articles/tea/)",
        "[x][y]\n\n[y]: article:tea",
        "[green tea leaves]\n\n[green tea leaves]: article:tea",
        '<a href="/articles/tea/">x</a>',
        "[x](article:former)",
    ],
)
def test_what_the_draft_links_to_already_is_left_out(link):
    page = article("Black tea leaves", slug="former")
    page.title, page.slug = "Green tea leaves", "tea"
    page.save()
    publish(save_revision(page))
    note_phrases(page)
    assert marks(f"Green tea leaves.\n\n{link}") == []
    assert marks("Green tea leaves.", besides=[link]) == []


@pytest.mark.parametrize(
    "link",
    [
        "[x](article:coffee)",
        "[x](https://else.example/articles/tea/)",
        "[x](/topics/tea/)",
        "[x](/nowhere/tea/)",
        "[x](https://[)",
        "`[x](article:tea)`",
    ],
)
def test_other_links_leave_it(tea, link):
    assert marks(f"Green tea leaves.\n\n{link}") == [("Green tea leaves", "article:tea")]


def test_first_place_where_a_link_may_be_is_taken(tea):
    text = "# Green tea leaves\n\n`green tea leaves`\n\nOur green tea leaves. Green tea leaves."
    assert [row.offset for row in suggest_links({"body": text})] == [text.index("green", 40)]


def test_what_only_the_page_itself_would_tell_gives_way_to_the_next_place(tea):
    text = "<div>\ngreen tea leaves\n</div>\n\nOur green tea leaves."
    assert [row.offset for row in suggest_links({"body": text})] == [text.rindex("green")]


def test_what_stands_nowhere_freely_is_given_up(tea):
    text = "<div>\ngreen tea leaves\n</div>\n\n" * 6
    assert marks(text) == []


def test_phrase_is_not_looked_for_without_end(tea):
    assert marks("`green tea leaves` " * MAX_TIMES + "and green tea leaves") == []


def test_no_more_than_so_many_are_proposed():
    for number in range(MAX_SUGGESTIONS + 2):
        article(f"Kettles number{number}", slug=f"kettle-{number}")
    text = ". ".join(f"Kettles number{number}" for number in range(MAX_SUGGESTIONS + 2))
    assert len(marks(text)) == MAX_SUGGESTIONS


def test_words_beyond_the_limit_are_not_looked_at(tea):
    assert marks("word " * (MAX_WORDS - 3) + "green tea leaves") != []
    assert marks("word " * (MAX_WORDS - 2) + "green tea leaves") == []


@pytest.mark.parametrize("text", ["x" * 100_001, "[" * 4_001])
def test_texts_that_are_too_large_are_refused(text):
    with pytest.raises(TextTooLarge):
        suggest_links({"body": text})
    with pytest.raises(TextTooLarge):
        suggest_links({}, besides=[text])


def test_texts_that_are_too_large_together_are_refused():
    with pytest.raises(TextTooLarge):
        suggest_links({f"field-{number}": "x " * 49_000 for number in range(11)})


def test_nothing_is_named_in_nothing():
    assert suggest_links({}) == []


def test_it_costs_the_same_on_a_larger_site_and_in_a_longer_text(tea, django_assert_num_queries):
    text = "[x](/articles/else/) [y](guide:z) Our green tea leaves."
    with django_assert_num_queries(8):
        assert len(marks(text)) == 1
    for number in range(10):
        article(f"Kettles number{number}", slug=f"kettle-{number}")
    longer = (
        f"{text} " + ". ".join(f"Kettles number{number}" for number in range(10)) + " word" * 2_000
    )
    with django_assert_num_queries(8):
        assert len(marks(longer)) == 11


def test_drafts_and_their_authors_are_nobodys_business(tea):
    make_article(title="Secret kettles", slug="secret")
    assert marks("Secret kettles") == []
