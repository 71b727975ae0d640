"""What readers see, hear and wait for."""

from tests.config.auditing.spoiling import (
    ARTICLE_PHOTO,
    REPAIR,
    SHEET,
    Defect,
    add,
    become,
    chain,
    header,
    swap,
)

DEFECTS = [
    # Accessibility
    Defect(
        "help elsewhere",
        "help_is_in_the_same_place",
        "/articles/rest/",
        swap('<li><a href="/feeds/">', '<li><a href="/guides/">'),
    ),
    Defect(
        "login with a riddle",
        "login_needs_no_memory",
        "/admin/login/",
        add('<input name="captcha" type="text">', "</form>"),
    ),
    Defect(
        "picture without alt",
        "pictures_have_alt",
        "/articles/",
        add('<img src="/static/img/touch-icon.png" width="9" height="9" loading="lazy">'),
    ),
    Defect(
        "file name as alt",
        "alt_is_no_file_name",
        REPAIR,
        swap('alt="A lake in the morning"', 'alt="IMG_2041.jpg"'),
    ),
    Defect(
        "silent picture in a text",
        "content_pictures_say_what",
        REPAIR,
        swap('alt="A lake in the morning"', 'alt=""'),
    ),
    Defect("two first headings", "one_first_heading", "/search/", add("<h1>Again</h1>")),
    Defect("level skipped", "headings_skip_no_level", REPAIR, add("<h5>Deep</h5>")),
    Defect("empty heading", "headings_say_something", REPAIR, add("<h2> </h2>")),
    Defect(
        "table without scope", "tables_have_scopes", REPAIR, swap('<th scope="col">Cup', "<th>Cup")
    ),
    Defect(
        "entry outside a list",
        "lists_are_lists",
        REPAIR,
        swap('<div class="answer"><p>Because', '<ul><p>Why</p></ul><div class="answer"><p>Because'),
    ),
    Defect(
        "nameless way around",
        "landmarks_are_named",
        REPAIR,
        swap(
            '<nav class="contents" id="contents" aria-label="Contents">',
            '<nav class="contents" id="contents">',
        ),
    ),
    Defect(
        "no language", "language_is_told", "/search/", swap('<html lang="en-gb">', '<html lang="">')
    ),
    Defect(
        "no skip link",
        "text_can_be_skipped_to",
        REPAIR,
        swap('<a class="skip-link" href="#main">Skip to the text</a>', ""),
    ),
    Defect(
        "no zoom",
        "page_can_be_enlarged",
        REPAIR,
        swap("initial-scale=1", "initial-scale=1, user-scalable=no"),
    ),
    Defect(
        "table that pushes the page",
        "tables_scroll",
        REPAIR,
        swap('class="table-scroll"', 'class="table"'),
    ),
    Defect(
        "fold without a summary",
        "folding_needs_no_script",
        REPAIR,
        add("<details><p>Hidden</p></details>"),
    ),
    Defect(
        "tabs by script",
        "folding_needs_no_script",
        REPAIR,
        add('<button aria-expanded="false">More</button>'),
    ),
    Defect(
        "field without a label",
        "fields_have_labels",
        REPAIR,
        add('<input name="name" autocomplete="name">'),
    ),
    Defect("button without words", "buttons_have_names", REPAIR, add("<button></button>")),
    Defect("id twice", "ids_are_unique", REPAIR, add('<p id="why">Why?</p>')),
    Defect(
        "label of nothing",
        "references_resolve",
        REPAIR,
        swap('aria-labelledby="how"', 'aria-labelledby="so"'),
    ),
    Defect(
        "hidden and reachable",
        "hidden_cannot_be_reached",
        REPAIR,
        swap('tabindex="-1" autocomplete="off"', 'autocomplete="off"'),
    ),
    Defect(
        "order of its own",
        "hidden_cannot_be_reached",
        REPAIR,
        swap('aria-label="Table" tabindex="0"', 'aria-label="Table" tabindex="3"'),
    ),
    # HTML
    Defect("element left open", "elements_nest", REPAIR, add("<div>")),
    Defect(
        "elements that cross", "elements_nest", REPAIR, add("<p><em><strong>x</em></strong></p>")
    ),
    Defect(
        "block in a paragraph",
        "elements_stand_where_they_may",
        REPAIR,
        add("<p>Words <div>more</div></p>"),
    ),
    Defect(
        "link in a link",
        "elements_stand_where_they_may",
        REPAIR,
        add('<a href="/about/">us <a href="/contact/">call</a></a>'),
    ),
    Defect(
        "attribute nobody knows",
        "names_are_known",
        REPAIR,
        swap("<article", '<article align="left"'),
    ),
    Defect("element nobody knows", "names_are_known", REPAIR, add("<center>x</center>")),
    Defect("no doctype", "page_begins_right", REPAIR, swap("<!DOCTYPE html>", "")),
    # Performance
    Defect(
        "picture without a size",
        "pictures_say_their_size",
        REPAIR,
        swap(ARTICLE_PHOTO, ARTICLE_PHOTO.replace(' width="480"', "")),
    ),
    Defect(
        "one old format",
        "pictures_are_modern",
        REPAIR,
        chain(swap("image/avif", "image/png"), swap("image/webp", "image/png")),
    ),
    Defect(
        "rendition that is lost", "picture_files_are_there", REPAIR, swap("480.avif", "481.avif")
    ),
    Defect("eager picture", "only_the_first_picture_is_eager", REPAIR, swap(' loading="lazy"', "")),
    Defect(
        "hero that waits",
        "only_the_first_picture_is_eager",
        REPAIR,
        swap('fetchpriority="high"', 'loading="lazy"'),
    ),
    Defect(
        "paid link fetched ahead",
        "nothing_counted_is_fetched_ahead",
        REPAIR,
        add('<link rel="prefetch" href="/kits/questions/">', "<title>"),
    ),
    Defect(
        "rash speculation",
        "nothing_counted_is_fetched_ahead",
        REPAIR,
        add(
            '<script type="speculationrules">{"prefetch":[{"source":"document"}]}</script>',
            "<title>",
        ),
    ),
    Defect("no validator", "pages_can_be_revalidated", REPAIR, header("ETag", None)),
    Defect("never 304", "pages_can_be_revalidated", REPAIR, become(again=200)),
    Defect(
        "cookies decide",
        "nothing_varies_by_cookie",
        REPAIR,
        header("Vary", "Accept-Encoding, Cookie"),
    ),
    Defect(
        "script that holds up",
        "nothing_holds_a_page_up",
        REPAIR,
        swap('<script type="module"', "<script"),
    ),
    # Styles
    Defect(
        "pale words",
        "words_have_contrast",
        SHEET,
        swap("--text-soft: #625b60", "--text-soft: #a09aa0"),
    ),
    Defect(
        "pale words in the dark",
        "words_have_contrast",
        SHEET,
        swap("--speech: #a9bfdd", "--speech: #4a5a74"),
    ),
    Defect(
        "pale button",
        "words_have_contrast",
        SHEET,
        add(".pale { color: #999; background: #fff; }", ".skip-link {"),
    ),
    Defect("pale edge", "edges_have_contrast", SHEET, swap("--edge: #8c8071", "--edge: #cfc6b8")),
    Defect(
        "no ring",
        "focus_is_visible",
        SHEET,
        add(".card a:focus { outline: none; }", ".skip-link {"),
    ),
    Defect(
        "bar that covers",
        "nothing_covers_the_focus",
        SHEET,
        chain(
            swap("scroll-padding-top:", "scroll-margin:", 9),
            add(".bar { position: sticky; }", ".skip-link {"),
        ),
    ),
    Defect(
        "wide block",
        "nothing_is_too_wide",
        SHEET,
        add(".wide { min-width: 30rem; }", ".skip-link {"),
    ),
    Defect(
        "spacing insisted on",
        "text_may_be_spaced",
        SHEET,
        add(".x { line-height: 1 !important; }", ".skip-link {"),
    ),
    Defect(
        "motion for all",
        "motion_can_be_left_out",
        SHEET,
        add(".x { transition: color 1s; }", ".skip-link {"),
    ),
    Defect(
        "font that hides words",
        "fonts_hold_up_no_words",
        SHEET,
        swap("font-display: swap", "font-display: block"),
    ),
    Defect(
        "small button",
        "targets_are_large",
        SHEET,
        add(".notice .button { height: 1rem; }", ".skip-link {"),
    ),
    # The same rules by other evidence
    Defect(
        "login that no manager fills in",
        "login_needs_no_memory",
        "/admin/login/",
        swap('autocomplete="current-password"', 'autocomplete="off"'),
    ),
    Defect(
        "drawing without a name",
        "pictures_have_alt",
        REPAIR,
        swap('height="20" aria-hidden="true"', 'height="20"'),
    ),
    Defect(
        "table without heads",
        "tables_have_scopes",
        REPAIR,
        add('<div class="table-scroll"><table><tbody><tr><td>x</td></tr></tbody></table></div>'),
    ),
    Defect("second main part", "landmarks_are_named", REPAIR, add("<main></main>", "<footer")),
    Defect("no encoding", "page_begins_right", REPAIR, swap('<meta charset="utf-8">', "")),
    Defect("source without sizes", "pictures_are_modern", REPAIR, swap(' sizes="6rem"', "")),
    Defect(
        "two pictures first",
        "only_the_first_picture_is_eager",
        REPAIR,
        swap('loading="lazy" decoding', 'fetchpriority="high" decoding'),
    ),
    Defect(
        "hero among others",
        "only_the_first_picture_is_eager",
        REPAIR,
        swap('fetchpriority="high"', ""),
    ),
    Defect(
        "two style sheets",
        "nothing_holds_a_page_up",
        REPAIR,
        add('<link rel="stylesheet" href="/static/css/talk.css">', "<title>"),
    ),
    Defect("no ring at all", "focus_is_visible", SHEET, swap(":focus-visible", ":focus", 99)),
    Defect(
        "disclosure that is not shown",
        "disclosure_is_as_large",
        SHEET,
        add(".disclosure { display: none; }", ".skip-link {"),
    ),
]
