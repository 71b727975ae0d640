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


@pytest.mark.parametrize("has_scripts", [True, False], ids=["scripts", "plain"])
def test_what_is_typed_is_what_leaves(browser, letter, has_scripts):
    browser.disable_scripts(not has_scripts)
    browser.open(form_of(letter))
    browser.type("subject", " and summer")
    browser.press("Send now …")
    assert browser.one(".letter-shown strong").text == "Spring and summer"
    browser.press("Send it to 1")
    assert Letter.objects.values_list("subject", "state").get() == ("Spring and summer", "sending")


def test_a_test_is_saved_first_and_leads_back(browser, letter):
    browser.open(form_of(letter))
    browser.type("subject", " and summer")
    browser.press("Send me a test")
    assert "Your account has no e-mail address" in browser.one(".messagelist").text
    assert browser.named("subject").get_attribute("value") == "Spring and summer"


def test_a_plain_form_that_was_changed_asks_before_it_is_left(browser, letter):
    browser.open(form_of(letter))
    assert not browser.run(ASKS)
    browser.type("subject", "!")
    assert browser.run(ASKS)
    browser.press("Save draft")
    assert not browser.run(ASKS)
    # What came back with an error is not saved.
    browser.named("subject").clear()
    browser.press("Save draft")
    assert browser.run(ASKS)


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
