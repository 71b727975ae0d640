"""A merchant's address in a text becomes a product link with one click, and undo takes it back."""

import pytest
from selenium.webdriver.common.keys import Keys

from articles.models import AffiliateLink
from articles.publishing.windows import save_revision
from tests.browser.form import change, value, write
from tests.factories import make_article, make_merchant, make_user

LAMP = "https://shop.example.com/desk-lamp"


@pytest.fixture
def desk(browser, standing_rows):
    """A browser in which an editor has the form of an article open."""
    editor = make_user("editor", username="editor")
    make_merchant(name="Shop", hosts="shop.example.com")
    article = make_article(owner=editor, introduction="Hello.", sections=[("One", "Words.")])
    save_revision(article, by=editor)
    browser.sign_in(editor)
    browser.open(change(article))
    return browser


def test_address_becomes_a_product_link_with_one_click_and_back_with_undo(desk):
    write(desk, "sections-0-body", f" See {LAMP}")
    desk.wait(lambda: desk.all(".field-raw-links button"))
    note = desk.one("[data-rows=sections] .field-raw-links li")
    assert note.text == f"{LAMP} belongs to Shop. Make it a product link"
    desk.click("//button[.='Make it a product link']")
    converted = "Words. See [Desk lamp](go:desk-lamp)"
    desk.wait(lambda: value(desk, "sections-0-body") == converted)
    desk.wait(lambda: not desk.all(".field-raw-links"))
    assert AffiliateLink.objects.get().destination == LAMP
    desk.named("sections-0-body").send_keys(Keys.CONTROL, "z")
    assert value(desk, "sections-0-body") == f"Words. See {LAMP}"


def test_note_is_put_where_the_address_is_and_says_what_went_wrong(desk):
    write(desk, "introduction", f" [a]({LAMP})")
    desk.wait(lambda: desk.all("[data-place=introduction] .field-raw-links button"))
    desk.run("document.querySelector('[name=introduction]').value = 'Other words.'")
    desk.click("//button[.='Make it a product link']")
    desk.wait(lambda: "change it by hand" in desk.one(".field-raw-links").text)
    assert any("409" in complaint for complaint in desk.complaints())
