"""A letter is sent off as it stands on the screen, and nothing typed is left behind unasked."""

import pytest
from django.utils import timezone

from guides.models import Letter
from tests.factories import make_article, make_kit, make_letter, make_subscriber, make_user

#: Whether the browser would ask before it leaves the page.
ASKS = """
    const event = new Event("beforeunload", { cancelable: true });
    dispatchEvent(event);
    return event.defaultPrevented;
"""


@pytest.fixture
def letter(browser, standing_rows):
    browser.sign_in(make_user("editor"))
    now = timezone.now()
    make_subscriber(confirmed_at=now, letters_since=now)
    return make_letter(subject="Spring")


def form_of(row):
    return f"/admin/{row._meta.app_label}/{row._meta.model_name}/{row.pk}/change/"


def test_form_of_a_kit_asks_before_it_is_left(browser, letter):
    browser.open(form_of(make_kit()))
    assert not browser.run(ASKS)
    browser.type("promise", "!")
    assert browser.run(ASKS)


def test_form_with_two_lists_asks_when_something_is_moved_between_them(browser):
    user = make_user("author", is_superuser=True)
    browser.sign_in(user)
    browser.open(form_of(user))
    browser.wait(lambda: browser.all("#id_groups_to option"))
    assert not browser.run(ASKS)
    browser.click("//select[@id='id_groups_to']/option[.='author']")
    browser.click("//*[@id='id_groups_remove']")
    browser.wait(lambda: not browser.all("#id_groups_to option"))
    assert browser.run(ASKS)


def test_form_that_keeps_what_is_typed_has_no_need_to_ask(browser, letter):
    browser.open(form_of(make_article()))
    assert browser.all("script[src*=unsaved]") == []
