"""Every page of the desk on a phone, by keyboard, in both themes and without scripts."""

from collections import Counter
from contextlib import suppress

import pytest
from django.utils import timezone
from PIL import Image
from selenium.common.exceptions import TimeoutException
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.actions.action_builder import ActionBuilder
from selenium.webdriver.common.keys import Keys

from articles.importing.document import LeftOut, Repair
from articles.importing.outline import Call, Part, ProposedLink, Role
from articles.photos.store import store_photo
from articles.reviewing.notices import tell
from tests.factories import (
    make_article,
    make_comment,
    make_import,
    make_imported_document,
    make_kit,
    make_letter,
    make_mail,
    make_missed_path,
    make_outline,
    make_ping,
    make_product,
    make_redirect,
    make_submission,
    make_topic,
    make_user,
    publish_article,
    publish_guide,
)

ARTICLE = "/admin/articles/article/{article}"
PAGES = {
    "index": "/admin/",
    "index of an app": "/admin/articles/",
    "list of articles": "/admin/articles/article/",
    "narrowed list": "/admin/articles/article/?state=live&q=shop",
    "new article": "/admin/articles/article/add/",
    "article": f"{ARTICLE}/change/",
    "versions": f"{ARTICLE}/revisions/",
    "schedule": f"{ARTICLE}/schedule/",
    "withdraw": f"{ARTICLE}/withdraw/",
    "delete": f"{ARTICLE}/delete/",
    "checklist": f"{ARTICLE}/checklist/",
    "before publishing": f"{ARTICLE}/publish/",
    "submit": f"{ARTICLE}/submit/",
    "review": f"{ARTICLE}/review/",
    "comments": f"{ARTICLE}/comments/",
    "share": f"{ARTICLE}/share/",
    "log of an article": f"{ARTICLE}/log/",
    "read next": f"{ARTICLE}/next/",
    "guides": "/admin/guides/guide/",
    "guide": "/admin/guides/guide/{guide}/change/",
    "books of a guide": "/admin/guides/guide/{guide}/books/",
    "kits": "/admin/guides/kit/",
    "new kit": "/admin/guides/kit/add/",
    "kit": "/admin/guides/kit/{kit}/change/",
    "numbers of a kit": "/admin/guides/kit/{kit}/numbers/",
    "subscribers": "/admin/guides/subscriber/",
    "letters": "/admin/guides/letter/",
    "new letter": "/admin/guides/letter/add/",
    "mails": "/admin/guides/mail/",
    "redirects": "/admin/articles/redirect/",
    "new redirect": "/admin/articles/redirect/add/",
    "pages not found": "/admin/articles/missedpath/",
    "pings": "/admin/articles/ping/",
    "photos": "/admin/articles/photo/",
    "photo": "/admin/articles/photo/{photo}/change/",
    "new photo in a popup": "/admin/articles/photo/add/?_popup=1",
    "products": "/admin/articles/affiliatelink/",
    "product": "/admin/articles/affiliatelink/{product}/change/",
    "merchants": "/admin/articles/merchant/",
    "import of merchants": "/admin/articles/merchant/import/",
    "programmes": "/admin/articles/merchant/presets/",
    "merchant of a programme": "/admin/articles/merchant/add/?preset=amazon-us",
    "imports": "/admin/articles/import/",
    "new import": "/admin/articles/import/add/",
    "import": "/admin/articles/import/{batch}/change/",
    "imported document": "/admin/articles/import/{batch}/documents/{document}/",
    "authors": "/admin/articles/author/",
    "topics": "/admin/articles/topic/",
    "publication": "/admin/articles/publication/1/change/",
    "review queue": "/admin/review/",
    "policies": "/admin/policies/",
    "calendar": "/admin/calendar/",
    "notices": "/admin/notices/",
    "bin": "/admin/bin/",
    "log": "/admin/articles/event/",
    "users": "/admin/auth/user/",
    "user": "/admin/auth/user/{user}/change/",
    "password": "/admin/password_change/",
}

#: What can be pressed and is smaller than 24 pixels: links inside sentences are not meant.
SMALL = """
  const targets = document.querySelectorAll(
    "a[href], button, summary, select, textarea, input:not([type=hidden])");
  const isSmall = (node) => {
    const how = {visibilityProperty: true, contentVisibilityAuto: true};
    if (!node.checkVisibility(how)) return false;
    const boxes = [node, ...(node.labels ?? [])].map((each) => each.getBoundingClientRect());
    const [own] = boxes;
    if (own.width < 2 || own.height < 2) return false;
    const fits = (box) => Math.round(box.width) >= 24 && Math.round(box.height) >= 24;
    return !boxes.some(fits) && !(node.localName === "a" && isInSentence(node));
  };
  const isInSentence = (node) => getComputedStyle(node).display === "inline" &&
    node.parentElement.textContent.trim().length > node.textContent.trim().length;
  return [...targets].filter(isSmall).map((node) => node.outerHTML.slice(0, 120));
"""
#: Levels of the headings in their order, and ids that stand twice.
OUTLINE = """
  const shown = (node) => node.checkVisibility({visibilityProperty: true});
  return [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")].filter(shown)
    .map((node) => Number(node.localName[1]));
"""
IDS = "return [...document.querySelectorAll('[id]')].map((node) => node.id)"
UNFOLD = "document.querySelectorAll('details:not(.menu)').forEach((row) => row.open = true)"
#: Roles of what somebody can use, which a screen reader has to name.
CONTROLS = {"button", "link", "textbox", "searchbox", "combobox", "checkbox", "radio", "spinbutton"}


@pytest.fixture
def chief(standing_rows):
    return make_user("editor", username="chief", is_superuser=True, first_name="Edith")


@pytest.fixture
def desk(browser, chief):
    """A desk with something on every page, on a phone."""
    browser.sign_in(chief)
    narrow(browser, 360)
    return browser


def narrow(browser, width):
    browser.command(
        "Emulation.setDeviceMetricsOverride",
        width=width,
        height=800,
        deviceScaleFactor=1,
        mobile=False,
    )


@pytest.fixture
def rows(chief):
    """The primary keys of one row of each kind."""
    article = publish_article(
        owner=chief,
        title="A title of some length, as they are on telephones",
        sections=[("First", "Words.")],
        faqs=[("Why?", "Because.")],
        references=[{"key": "source", "title": "A study", "url": "https://example.org/a-study"}],
        tags=["peace"],
    ).article
    make_submission(article, submitted_by=chief, note="Is it too long?")
    make_comment(article, written_by=chief)
    tell([chief], "Somebody commented on an article with a title of some length.", "/admin/")
    photo = store_photo(Image.new("RGB", (640, 480), "teal"), alt="A lake on a morning in May")
    document = make_document(chief)
    make_redirect(path="/a-page-of-the-site-before-with-a-long-address/")
    make_missed_path(path="/something-that-readers-asked-for-and-did-not-find/")
    make_ping(state="failed", error="No answer: the connection was refused.")
    make_letter(subject="A letter with a subject of some length")
    make_mail()
    return {
        "article": article.pk,
        "kit": make_kit().pk,
        "guide": publish_guide(chapters=[("One", "Words."), article]).guide_id,
        "photo": photo.pk,
        "product": make_product(photo=photo).pk,
        "user": chief.pk,
        "batch": document.batch_id,
        "document": document.pk,
    }


def make_document(chief):
    """A document with something of everything that its page shows; another waits."""
    url = "https://shop.example.com/a-kettle-with-a-long-name?tag=gazette"
    outline = make_outline(
        (0, "", "Begin anywhere."),
        (2, "A heading of some length, as they are in documents", f"See {url}"),
        Part(Role.FAQ, 0, "Why?", "Because."),
        title="A document of some length",
        author="Maren Holt",
        links=(ProposedLink(url, url.partition("?")[0], (("tag", "gazette"),), "Shop"),),
        calls=(Call("Get the kit"),),
        left_out=(LeftOut("#peace", "hashtags"),),
        repairs=(Repair("mojibake", "Ã©", "é", 3),),
        doubts=("Is this the title?",),
    )
    proof = {"lost": ["A sentence."], "invented": [], "share_kept": 0.9}
    found = {"words": 12, "sections": 1, "faqs": 1, "links": 1, "doubts": 1, "lost": 1}
    batch = make_import(started_by=chief, stopped_at=timezone.now())
    make_imported_document(batch, state="waiting", title="")
    return make_imported_document(batch, outline, proof=proof, found=found, text="The source.")


def set_theme(browser, theme):
    features = [{"name": "prefers-color-scheme", "value": theme}]
    browser.command("Emulation.setEmulatedMedia", features=features)


def unnamed(browser):
    """What somebody can use that a screen reader has no name for."""
    nodes = browser.command("Accessibility.getFullAXTree")["nodes"]
    return [
        node["role"]["value"]
        for node in nodes
        if not node["ignored"]
        and node["role"]["value"] in CONTROLS
        and not node.get("name", {}).get("value", "").strip()
    ]


def skipped(levels):
    """Headings that stand more than one level below the one before."""
    return [
        after for before, after in zip([0, *levels], levels, strict=False) if after > before + 1
    ]


def faults_of(browser):
    """What is wrong with the page that is open, folded parts and both themes included."""
    browser.run(UNFOLD)
    for theme in ("light", "dark"):
        set_theme(browser, theme)
        if (width := browser.overflow()) > 0:
            yield f"{width} px too wide ({theme})"
    yield from (f"small: {html}" for html in browser.run(SMALL))
    # The tree follows the page at its own pace.
    with suppress(TimeoutException):
        browser.wait(lambda: unnamed(browser) == [], seconds=1)
    yield from (f"no name: {role}" for role in unnamed(browser))
    levels = browser.run(OUTLINE)
    if levels.count(1) != 1 or skipped(levels):
        yield f"headings: {levels}"
    yield from (f"id twice: {key}" for key, count in Counter(browser.run(IDS)).items() if count > 1)


def test_every_page_fits_a_phone_and_names_its_controls(desk, rows):
    faults = []
    for name, path in PAGES.items():
        desk.open(path.format(**rows))
        desk.wait(lambda: desk.run("return document.readyState") == "complete")
        faults += [f"{name}: {fault}" for fault in faults_of(desk)]
    assert faults == []


@pytest.mark.parametrize("path", ["/admin/login/", "/admin/logout/"])
def test_page_of_who_is_not_signed_in_fits_a_phone(browser, path):
    narrow(browser, 360)
    browser.open(path)
    assert (browser.overflow(), browser.run(SMALL), unnamed(browser)) == (0, [], [])
    assert browser.one("h1").text == "Sign in"


def test_way_around_is_open_to_the_keyboard(desk):
    narrow(desk, 1280)
    desk.open("/admin/articles/photo/")
    press(desk, Keys.TAB)
    assert focused(desk) == "Skip to main content"
    press(desk, Keys.TAB, Keys.TAB)
    assert focused(desk) == "Desk"
    press(desk, *[Keys.TAB] * 9)
    assert focused(desk) == "More"
    press(desk, Keys.ENTER, Keys.TAB)
    assert (focused(desk), is_open(desk)) == ("Help lines", True)
    press(desk, Keys.ESCAPE)
    assert (focused(desk), is_open(desk)) == ("More", False)


def press(browser, *keys):
    ActionChains(browser.driver).send_keys(*keys).perform()


def focused(browser):
    return browser.driver.switch_to.active_element.text


def is_open(browser):
    return browser.run("return document.querySelector('.ways-more').open")


def click_at(browser, x, y):
    """Click where nothing stands but the page itself."""
    pointer = ActionBuilder(browser.driver)
    pointer.pointer_action.move_to_location(x, y).click()
    pointer.perform()


@pytest.mark.parametrize(
    "leave",
    [
        pytest.param(lambda desk: click_at(desk, 20, 200), id="click"),
        pytest.param(lambda desk: press(desk, *[Keys.TAB] * 60), id="focus"),
    ],
)
def test_menu_closes_when_the_focus_or_a_click_goes_elsewhere(desk, leave):
    desk.open("/admin/")
    desk.one(".ways-more summary").click()
    assert is_open(desk)
    leave(desk)
    assert not is_open(desk)


def test_menu_of_the_bar_closes_as_the_headers_do(desk):
    article = make_article(title="Tea")
    desk.open(f"/admin/articles/article/{article.pk}/change/")
    summary = desk.one(".bar-more summary")
    for leave, left_at in (
        (lambda: press(desk, Keys.ESCAPE), "More"),
        (lambda: press(desk, *[Keys.TAB] * 13), None),
    ):
        summary.click()
        press(desk, Keys.TAB)
        assert desk.run("return document.querySelector('.bar-more').open")
        leave()
        assert not desk.run("return document.querySelector('.bar-more').open")
        assert left_at in (None, focused(desk))


def test_theme_can_be_chosen_against_the_device(desk):
    set_theme(desk, "light")
    desk.open("/admin/")
    paper = background(desk)
    desk.one(".person summary").click()
    desk.one(".theme-toggle").click()
    assert desk.one(".theme-toggle").text == "Light or dark: dark"
    assert background(desk) != paper
    desk.open("/admin/bin/")
    assert background(desk) != paper
    desk.run("localStorage.clear()")


def background(browser):
    return browser.run("return getComputedStyle(document.body).backgroundColor")


def test_desk_works_without_scripts(desk, rows):
    desk.disable_scripts()
    desk.open("/admin/")
    desk.one(".ways-more summary").click()
    desk.one(".ways-more .when-narrow a[href='/admin/articles/article/']").click()
    desk.one(".filters summary").click()
    desk.one("#changelist-filter a[href='?state=scheduled']").click()
    assert desk.one(".nothing").text == "Nothing here fits. Show everything"
    assert desk.one(".filters").get_attribute("open") is not None
    desk.one(".person summary").click()
    assert [node.text for node in desk.all(".person li") if node.is_displayed()] == [
        "View site",
        "Change password",
        "Log out",
    ]


def test_row_of_a_list_is_a_card_that_names_its_facts(desk):
    make_topic(title="Peace", slug="peace")
    desk.open("/admin/articles/topic/")
    head = desk.run(
        "return getComputedStyle(document.querySelector('td.field-slug'), '::before').content"
    )
    assert head == '"Slug: "'
    narrow(desk, 1280)
    assert desk.one("tbody tr").value_of_css_property("display") == "table-row"


def test_what_is_read_is_marked_from_the_first_page(desk, rows):
    desk.open("/admin/")
    desk.press("Mark all as read")
    assert desk.all(".bell-count") == []
    desk.open("/admin/")
    assert "For you to know" not in desk.one("#content").text
