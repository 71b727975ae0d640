"""What tests of the desk's form ask of it, and do to it."""

from articles.models import Draft


def change(article):
    return f"/admin/articles/article/{article.pk}/change/"


def status(browser):
    return browser.one("[data-kept]").text


def wait_for(browser, words):
    browser.wait(lambda: words in status(browser))


def value(browser, name):
    """What a field holds; asked at once, since a page may load itself anew."""
    return browser.run("return document.getElementsByName(arguments[0])[0]?.value", name)


def write(browser, name, text):
    """Put in what no key of the driver can type, as a keyboard does."""
    field = browser.named(name)
    browser.run("arguments[0].focus(); arguments[0].setSelectionRange(1e6, 1e6)", field)
    browser.command("Input.insertText", text=text)


def kept(name):
    """What the server has of a field."""
    draft = Draft.objects.order_by("seen_at").last()
    return draft.data[name][0] if draft else ""


def refused(browser):
    """Take note that the browser told of refused requests, as it does."""
    return browser.complaints()
