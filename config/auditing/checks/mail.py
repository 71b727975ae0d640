"""Kits and letters: what a form asks, what a mail says, and the way out."""

import re
from collections.abc import Iterator

from config.auditing.answers import Answer, anything, attribute, is_mail, is_page, quote, text_of
from config.auditing.rules import HTTPS, Evidence, rule
from config.auditing.site import Site

ADDRESS = re.compile(r"https?://[^\s<>\"]+")
#: What nobody guesses has at least so many letters and digits: 128 bits of them.
CODE = re.compile(r"[\w-]{22,}")


def way_out(answer: Answer) -> str:
    """The first address of `List-Unsubscribe`."""
    found = re.search(r"<([^>]*)>", answer.headers.get("List-Unsubscribe", ""))
    return found[1] if found else ""


def is_confirmation(answer: Answer) -> bool:
    return answer.address == "mail:confirm"


def is_letter(answer: Answer) -> bool:
    return answer.address.startswith("mail:letter")


def is_leaving(answer: Answer) -> bool:
    return answer.view == "leave"


def is_private(answer: Answer) -> bool:
    """What the links of mails lead to."""
    return answer.view in {"kit_confirm", "kit_download", "kit_file", "kit_asked", "leave"}


@rule(33, "A kit's form says which version of its words a reader agrees to.")
def form_names_its_words(answer: Answer, site: Site) -> Iterator[Evidence]:
    for form in answer.html.css(".kit-form form"):
        version = form.css_first("input[type=hidden][name=version]")
        if not version or not attribute(version, "value"):
            yield "no version"
        if not text_of(form.css_first(".kit-words")):
            yield "no words"


@rule(34, "No box is ticked beforehand.")
def no_box_is_ticked(answer: Answer, site: Site) -> Iterator[Evidence]:
    for node in answer.html.css("input[type=checkbox][checked]"):
        yield f"{attribute(node, 'name')}"


@rule(36, "A kit can be had without the letters.")
def letters_are_no_condition(answer: Answer, site: Site) -> Iterator[Evidence]:
    for node in answer.html.css(".kit-form input[type=checkbox][required]"):
        yield f"{attribute(node, 'name')} is required"


@rule(
    37,
    "What the link of a mail leads to changes nothing by itself: a button sends it.",
    of=is_leaving,
)
def leaving_needs_a_press(answer: Answer, site: Site) -> Iterator[Evidence]:
    forms = [form for form in answer.html.css("main form") if attribute(form, "method") == "post"]
    if answer.status != 200 or not forms:
        yield f"{answer.status}, {len(forms)} forms to send"
    for form in forms:
        if not form.css_first("button, input[type=submit]"):
            yield "a form without a button"
        if form.css_first("input[name=csrfmiddlewaretoken]"):
            yield "a token, which mail programs do not have"


@rule(38, "The mail that asks for confirmation advertises nothing.", of=is_confirmation)
def confirmation_sells_nothing(answer: Answer, site: Site) -> Iterator[Evidence]:
    links = [attribute(node, "href") for node in answer.html.css("a[href]")]
    links += ADDRESS.findall(answer.plain)
    for href in dict.fromkeys(links):
        path = site.path_of(href)
        if path is None or (path != "/" and not path.startswith("/kits/confirm/")):
            yield f"leads to {href}"
    if answer.html.css_first("img, .offer"):
        yield "a picture or a product"


@rule(38, "The mail that asks for confirmation says until when.", of=is_confirmation)
def confirmation_expires(answer: Answer, site: Site) -> Iterator[Evidence]:
    if not re.search(r"\b20\d\d\b", answer.plain) or not re.search(
        r"\b20\d\d\b", text_of(answer.main)
    ):
        yield "no date"


@rule(40, "A letter has one List-Unsubscribe, and can be left with one click.", of=is_letter)
def letter_can_be_left(answer: Answer, site: Site) -> Iterator[Evidence]:
    way = answer.headers.get("List-Unsubscribe", "")
    if way.count("<http") != 1:
        yield f"List-Unsubscribe {quote(way)}"
    if answer.headers.get("List-Unsubscribe-Post") != "List-Unsubscribe=One-Click":
        yield f"List-Unsubscribe-Post {quote(answer.headers.get('List-Unsubscribe-Post', ''))}"


@rule(40, "The way out of a letter is HTTPS.", of=is_letter, needs=HTTPS)
def way_out_is_https(answer: Answer, site: Site) -> Iterator[Evidence]:
    if not way_out(answer).startswith("https://"):
        yield way_out(answer)


@rule(
    41,
    "The way out of a letter holds something nobody guesses, and nobody's address.",
    of=is_letter,
)
def way_out_is_unguessable(answer: Answer, site: Site) -> Iterator[Evidence]:
    way = way_out(answer)
    if not CODE.fullmatch(way.rstrip("/").rpartition("/")[2]) or "@" in way:
        yield f"{way}"


@rule(44, "A letter shows how to leave, and who sent it, in both of its parts.", of=is_mail)
def letter_says_who_and_how(answer: Answer, site: Site) -> Iterator[Evidence]:
    way = way_out(answer)
    shown = {"HTML": answer.text, "text": answer.plain}
    for name, part in shown.items():
        if way and way not in part:
            yield f"no way out in its {name} part"
    if site.publication.name not in text_of(answer.html.body) + answer.plain:
        yield "no name of who sent it"


@rule(45, "What belongs to one reader is kept by nobody, and indexed by nobody.", of=is_private)
def private_is_kept_private(answer: Answer, site: Site) -> Iterator[Evidence]:
    if "no-store" not in answer.headers.get("Cache-Control", ""):
        yield f"Cache-Control {quote(answer.headers.get('Cache-Control', ''))}"
    if "noindex" not in answer.headers.get("X-Robots-Tag", ""):
        yield "no X-Robots-Tag: noindex"


@rule(45, "No file of a kit lies where everybody gets it.", of=anything)
def kits_lie_in_private(answer: Answer, site: Site) -> Iterator[Evidence]:
    if answer.status == 200 and answer.type in ("application/pdf", "application/epub+zip"):
        yield f"{answer.type} without a link of one's own"


@rule(50, "A field says what it takes, so that a browser can fill it in.", of=is_page)
def fields_can_be_filled_in(answer: Answer, site: Site) -> Iterator[Evidence]:
    for node in answer.html.css("input[type=email]"):
        if "email" not in attribute(node, "autocomplete"):
            yield f"{attribute(node, 'name')} has no autocomplete=email"
