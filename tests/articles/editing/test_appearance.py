"""What search results and social cards will show of a draft."""

import pytest
from selectolax.lexbor import LexborHTMLParser

from articles.context import load_publication
from articles.discovery.share_image import poster_of_revision
from articles.editing.appearance import Length, appearance_of, render_appearance
from articles.models import Revision
from articles.publishing.kinds import kind_of
from articles.publishing.windows import save_revision
from tests.articles.admin.forms import text_of
from tests.factories import make_article, make_guide, make_publication

pytestmark = pytest.mark.django_db


def look(revision, show=appearance_of):
    poster = poster_of_revision(load_publication(), revision)
    return show(revision, poster, "/admin/poster/")


def test_appearance_is_what_the_page_will_say_of_itself():
    article = make_article(
        title="How to listen",
        slug="listen",
        dek="Four habits.",
        introduction="One two three.",
        sections=[("Four", "Five six.")],
    )
    found = look(save_revision(article))

    assert (found.meta.title, found.meta.description) == (
        "How to listen",
        "Four habits. One two three.",
    )
    assert found.crumbs == ["testserver", "articles", "listen"]
    assert found.counts == "6 words, 1 min"


def test_words_for_search_come_first_and_are_measured():
    article = make_article(search_title="T" * 61, search_description="D" * 155)
    found = look(save_revision(article))

    assert (found.title_length, found.title_length.is_over) == (Length(61, 60), True)
    assert (found.description_length, found.description_length.is_over) == (Length(155, 155), False)


def test_title_is_shown_with_the_publications_name_where_both_fit():
    make_publication(name="The Gazette")
    html = look(save_revision(make_article(title="How to listen")), render_appearance)

    assert text_of(html, ".search-result .search-title") == "How to listen – The Gazette"


def test_long_title_stands_alone():
    make_publication(name="The Gazette")
    html = look(save_revision(make_article(title="How to listen " * 4)), render_appearance)

    assert text_of(html, ".search-result .search-title") == ("How to listen " * 4).strip()


def test_draft_without_an_address_or_photo_or_text_is_shown_all_the_same(django_assert_num_queries):
    make_publication()
    article = make_article(sections=[("One", "")])
    content = kind_of(article).take(article) | {"title": "", "slug": "no address", "dek": ""}
    frozen = kind_of(article).freeze(content)
    revision = Revision(**frozen.columns)
    poster = poster_of_revision(load_publication(), revision)
    with django_assert_num_queries(0):
        html = render_appearance(revision, poster, "/admin/poster/")

    assert text_of(html, ".appearance-counts") == "1 word, 1 min"


def test_image_is_the_one_that_is_shared():
    make_publication(name="The Gazette")
    html = look(save_revision(make_article(title="Tea", authors=[])), render_appearance)

    image = LexborHTMLParser(html).css_first(".social-card img").attributes
    assert {name: image[name] for name in ("src", "alt", "width", "height")} == {
        "src": "/admin/poster/",
        "alt": "Tea – The Gazette",
        "width": "1200",
        "height": "630",
    }


def test_guide_appears_too():
    found = look(save_revision(make_guide(slug="course", chapters=[("One", "Two three.")])))

    assert found.crumbs == ["testserver", "guides", "course"]
