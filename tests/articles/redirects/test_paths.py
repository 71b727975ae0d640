"""One spelling for each path of our own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.redirects.paths import is_reserved, spell_asked, spell_path


@pytest.mark.parametrize(
    ("typed", "spelled"),
    [
        ("/old/", "/old/"),
        ("/old", "/old/"),
        ("old", "/old/"),
        ("//old///post", "/old/post/"),
        ("/", "/"),
        ("", "/"),
        ("/2019/post.html", "/2019/post.html"),
        ("/2019/post.html/", "/2019/post.html"),
        ("/Old/", "/Old/"),
        ("/caf%C3%A9/", "/café/"),
        ("/caf%c3%a9", "/café/"),
        ("/cafe\u0301/", "/café/"),
        ("/a%20b", "/a%20b/"),
        ("/a b", "/a%20b/"),
        ("/100%", "/100%25/"),
        ("/100%25", "/100%25/"),
        ("/what%3f", "/what%3F/"),
        ("/%61bc/", "/abc/"),
        ("/nul%00", "/nul%00/"),
        ("/caf%E9/", "/caf%25E9/"),
    ],
)
def test_path_has_one_spelling(typed, spelled):
    assert spell_path(typed) == spelled


@given(st.text(max_size=60))
def test_spelling_again_changes_nothing(text):
    spelled = spell_path(f"/{text}")
    assert spell_path(spelled) == spelled


@given(st.text(st.characters(codec="utf-8", exclude_characters="%"), max_size=60))
def test_request_and_editor_mean_the_same(text):
    assert spell_asked(f"/{text}") == spell_path(f"/{text}")


@pytest.mark.parametrize(
    "path",
    [
        *("/admin/articles/", "/media/photos/x.jpg", "/static/css/site.css", "/go/lamp/"),
        *("/count/view/", "/preview/key/", "/search/", "/letters/leave/code/"),
        *("/kits/confirm/code/", "/kits/file/code/", "/kits/download/code/"),
    ],
)
def test_what_is_no_page_is_reserved(path):
    assert is_reserved(path)


@pytest.mark.parametrize("path", ["/administration/", "/kits/cards/", "/old/admin/", "/going/"])
def test_what_only_looks_like_it_is_not(path):
    assert not is_reserved(path)
