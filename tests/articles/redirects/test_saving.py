"""No circle and no chain, whatever is saved in which order."""

from contextlib import suppress

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from articles.models import Event, MissedPath, Redirect
from articles.redirects.saving import Circle, save_redirect
from articles.redirects.targets import path_of
from tests.factories import make_redirect

pytestmark = pytest.mark.django_db


def save(path, target, **fields):
    return save_redirect(Redirect(path=path, target=target, **fields))


def saved():
    return dict(Redirect.objects.order_by("path").values_list("path", "target"))


def test_redirect_leads_to_the_end_at_once():
    save("/b/", "/c/#how")
    save("/a/", "/b/?x=1")
    assert saved() == {"/a/": "/c/#how", "/b/": "/c/#how"}


def test_those_that_led_to_it_follow(editor):
    save("/a/", "/b/#how")
    save("/A/", "/B/")
    save_redirect(Redirect(path="/b/", target="candor:article/12"), by=editor)
    assert saved() == {"/A/": "/B/", "/a/": "candor:article/12", "/b/": "candor:article/12"}
    assert Event.objects.values_list("verb", "label", "detail", "by").get() == (
        *("changed", "/a/", "Target: that of /b/"),
        editor.pk,
    )


def test_what_led_to_an_address_that_is_gone_is_gone_too():
    save("/a/", "/b/")
    save("/b/", "")
    save("/c/", "/b/#how")
    assert saved() == {"/a/": "", "/b/": "", "/c/": ""}


@pytest.mark.parametrize("target", ["/a/", "/a/#top", "/a/?x=1"])
def test_redirect_to_itself_is_refused(target):
    with pytest.raises(Circle, match=r"^It would lead back to /a/\.$"):
        save("/a/", target)


def test_circle_is_refused_in_words():
    save("/b/", "/a/")
    with pytest.raises(Circle, match="lead back to /a/: /b/ leads there already"):
        save("/a/", "/b/")
    assert saved() == {"/b/": "/a/"}


def test_redirect_that_is_changed_may_turn_round():
    redirect = save("/a/", "/b/")
    redirect.path, redirect.target = "/b/", "/a/"
    save_redirect(redirect)
    assert saved() == {"/b/": "/a/"}


def test_nobody_misses_its_path_any_more():
    for path in ("/a/", "/b/"):
        MissedPath.objects.create(path=path)
    save("/a/", "/c/")
    assert list(MissedPath.objects.values_list("path", flat=True)) == ["/b/"]


def test_saving_costs_the_same_however_many_follow(django_assert_max_num_queries):
    for number in range(20):
        make_redirect(path=f"/{number}/", target="/b/")
    with django_assert_max_num_queries(10):
        save("/b/", "/c/")


PATHS = st.sampled_from(["/a/", "/b/", "/c/", "/d/", "/A/"])
TARGETS = st.one_of(
    PATHS, PATHS.map(lambda path: f"{path}#x"), st.sampled_from(["candor:article/1", "/end/", ""])
)


@given(st.lists(st.tuples(PATHS, TARGETS, st.booleans()), max_size=12))
@example([("/a/", "/b/", False), ("/b/", "/c/", False), ("/c/", "/a/", False)])
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_no_redirect_leads_to_a_path_that_is_redirected(steps):
    Redirect.objects.all().delete()
    for path, target, is_moved in steps:
        redirect = Redirect.objects.filter(path=path).first() or Redirect(path=path)
        if is_moved and not Redirect.objects.filter(path="/moved/").exists():
            redirect.path = "/moved/"
        redirect.target = target
        with suppress(Circle):
            save_redirect(redirect)
        assert {path_of(target) for target in saved().values()} & saved().keys() == set()
