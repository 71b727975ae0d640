"""Links that pay, what is said of them, and what is sent by mail."""

from config.auditing.answers import Answer
from tests.config.auditing.spoiling import (
    DISCLOSURE,
    LETTER,
    PAID,
    REPAIR,
    SHEET,
    Defect,
    add,
    become,
    chain,
    header,
    plain,
    swap,
)


def _leave_twice(answer: Answer) -> Answer:
    way = answer.headers["List-Unsubscribe"]
    return header("List-Unsubscribe", f"{way}, <http://testserver/other/>")(answer)


DEFECTS = [
    # Links
    Defect(
        "paid link without rel",
        "paid_links_are_marked",
        REPAIR,
        swap(PAID, PAID.replace("sponsored ", "")),
    ),
    Defect(
        "sponsored link to nobody",
        "paid_links_are_marked",
        REPAIR,
        swap('href="/articles/rest/"', 'href="/articles/rest/" rel="sponsored nofollow"'),
    ),
    Defect("paid frame", "paid_links_are_links", REPAIR, add('<form action="/go/lamp/"></form>')),
    Defect(
        "window with a hold on ours",
        "new_windows_are_noopener",
        REPAIR,
        swap('href="https://example.org/"', 'href="https://example.org/" target="_blank"'),
    ),
    Defect(
        "page that moves",
        "no_page_moves_by_itself",
        REPAIR,
        add('<meta http-equiv="refresh" content="5; url=/about/">', "<title>"),
    ),
    Defect("redirect for ever", "redirect_is_not_kept", "/go/lamp/", become(status=301)),
    Defect(
        "redirect that is kept",
        "redirect_is_not_kept",
        "/go/lamp/",
        header("Cache-Control", "max-age=60"),
    ),
    Defect(
        "redirect that is indexed",
        "redirect_is_not_kept",
        "/go/lamp/",
        header("X-Robots-Tag", None),
    ),
    Defect(
        "open redirect",
        "redirect_obeys_the_registry",
        "/go/lamp/",
        header("Location", "https://elsewhere.invalid/"),
    ),
    Defect(
        "product there is not",
        "products_are_known",
        REPAIR,
        swap("/go/lamp/?from=", "/go/lump/?from="),
    ),
    Defect(
        "cloaked against the rules",
        "uncloaked_is_direct",
        REPAIR,
        swap("/go/lamp/?from=", "/go/book/?from="),
    ),
    Defect(
        "place that is not there",
        "fragments_resolve",
        REPAIR,
        swap('href="#why"', 'href="#because"'),
    ),
    Defect(
        "Markdown that discloses late",
        "markdown_discloses",
        "/articles/repair.md",
        swap("we earn a commission if you buy", "thanks", 99),
    ),
    Defect(
        "Markdown nobody is told of",
        "markdown_is_told",
        REPAIR,
        swap('type="text/markdown"', 'type="text/plain"'),
    ),
    Defect("link without words", "links_have_names", REPAIR, swap(">how to rest</a>", "></a>")),
    # Disclosure
    Defect(
        "disclosure in a fold",
        "disclosure_is_in_sight",
        REPAIR,
        add(
            f"<details><summary>About</summary>{DISCLOSURE}<p>We earn money.</p></div></details>",
            '<div class="reading">',
        ),
    ),
    Defect(
        "disclosure too late",
        "disclosure_comes_first",
        "/guides/evenings/",
        swap('class="disclosure"', 'class="callout"'),
    ),
    Defect(
        "disclosure at the end",
        "disclosure_is_above",
        REPAIR,
        add(f"{DISCLOSURE}<p>We earn a commission.</p></div>", "</article>"),
    ),
    Defect(
        "disclosure that says nothing",
        "disclosure_says_money",
        "/articles/rest/",
        add(f"{DISCLOSURE}<p>There are links here.</p></div>", '<div class="reading">'),
    ),
    Defect(
        "disclosure in another language",
        "disclosure_is_in_our_language",
        REPAIR,
        swap(DISCLOSURE, '<div class="disclosure" role="note" lang="fr">'),
    ),
    Defect(
        "small disclosure",
        "disclosure_is_as_large",
        SHEET,
        swap(
            "background: var(--page-sunk);\n}\n\n.disclosure-label",
            "background: var(--page-sunk);\n  font-size: 0.7em;\n}\n\n.disclosure-label",
        ),
    ),
    Defect(
        "card without a label",
        "cards_say_it_again",
        REPAIR,
        swap('class="offer-label"', 'class="label"'),
    ),
    Defect(
        "tie that is not told",
        "every_tie_is_told",
        REPAIR,
        swap("we earn a commission if you buy.", "we earn something."),
    ),
    # Kits and letters
    Defect(
        "form without a version",
        "form_names_its_words",
        REPAIR,
        swap('name="version" value="1"', 'name="version" value=""'),
    ),
    Defect("ticked box", "no_box_is_ticked", REPAIR, swap('value="yes" >', 'value="yes" checked>')),
    Defect(
        "letters as a condition",
        "letters_are_no_condition",
        REPAIR,
        swap('value="yes" >', 'value="yes" required>'),
    ),
    Defect(
        "leaving by looking",
        "leaving_needs_a_press",
        "/letters/leave/nobody/",
        swap('method="post"', 'method="get"'),
    ),
    Defect(
        "confirmation that sells",
        "confirmation_sells_nothing",
        "mail:confirm",
        add('<p><a href="http://testserver/guides/">Our guides</a></p>'),
    ),
    Defect("confirmation for ever", "confirmation_expires", "mail:confirm", plain("2026", "")),
    Defect(
        "letter without one click",
        "letter_can_be_left",
        LETTER,
        header("List-Unsubscribe-Post", None),
    ),
    Defect(
        "letter that cannot be left",
        "letter_says_who_and_how",
        LETTER,
        plain("/letters/leave/", "/letters/"),
    ),
    Defect(
        "guessable way out",
        "way_out_is_unguessable",
        LETTER,
        chain(
            header("List-Unsubscribe", "<http://testserver/letters/leave/7/>"),
            plain("Leave the letters", "http://testserver/letters/leave/7/"),
            swap("Leave the letters", "http://testserver/letters/leave/7/"),
        ),
    ),
    Defect(
        "product that may not be mailed",
        "mail_keeps_to_merchants_rules",
        LETTER,
        add(
            f"{DISCLOSURE}<p>Some links here are affiliate links: we earn a commission if you "
            'buy.</p></div><p><a href="http://testserver/go/lamp/?from=letter" '
            'rel="sponsored nofollow">Lamp</a></p>'
        ),
    ),
    Defect(
        "private page that is kept",
        "private_is_kept_private",
        "/kits/confirm/nobody/",
        header("Cache-Control", "public"),
    ),
    Defect(
        "field nobody fills in",
        "fields_can_be_filled_in",
        REPAIR,
        swap('autocomplete="email"', 'autocomplete="off"'),
    ),
    # The same rules by other evidence
    Defect(
        "header that moves a page", "no_page_moves_by_itself", REPAIR, header("Refresh", "5; url=/")
    ),
    Defect(
        "card that says it last",
        "cards_say_it_again",
        REPAIR,
        swap('<p class="offer-label">', '<p>Look!</p><p class="offer-label">'),
    ),
    Defect(
        "form without words",
        "form_names_its_words",
        REPAIR,
        swap('class="kit-words"', 'class="words"'),
    ),
    Defect(
        "leaving without a button",
        "leaving_needs_a_press",
        "/letters/leave/nobody/",
        add('<form method="post"></form>'),
    ),
    Defect(
        "leaving with a token",
        "leaving_needs_a_press",
        "/letters/leave/nobody/",
        swap("</form>", '<input type="hidden" name="csrfmiddlewaretoken"></form>'),
    ),
    Defect(
        "confirmation with a picture",
        "confirmation_sells_nothing",
        "mail:confirm",
        add('<img src="x.png" alt="">'),
    ),
    Defect(
        "letter of nobody",
        "letter_says_who_and_how",
        LETTER,
        chain(swap("The Test Gazette", "Us", 9), plain("The Test Gazette", "Us")),
    ),
    Defect("two ways out", "letter_can_be_left", LETTER, _leave_twice),
    Defect(
        "private page to be indexed",
        "private_is_kept_private",
        "/kits/confirm/nobody/",
        header("X-Robots-Tag", None),
    ),
    Defect(
        "kit for everybody",
        "kits_lie_in_private",
        "/health/",
        header("Content-Type", "application/pdf"),
    ),
]
