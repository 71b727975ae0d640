"""Feeds, headers, and why anybody should believe us."""

from dataclasses import replace

from config.auditing.answers import Answer
from tests.config.auditing.spoiling import (
    REPAIR,
    SHEET,
    STRICT,
    Defect,
    add,
    become,
    chain,
    header,
    retell,
    swap,
)


def _same_ids(answer: Answer) -> Answer:
    text = answer.text
    first, second = [part.partition('"')[0] for part in text.split('"id": "')[1:3]]
    return replace(answer, body=text.replace(second, first).encode())


def _without_review(graph: list[dict]) -> list[dict]:
    for node in graph:
        node.pop("reviewedBy", None)
        node.pop("lastReviewed", None)
    return [node for node in graph if node.get("name") != "Ben Okri"]


LOSS = "/articles/loss/"
#: What may leave no trace: an article, its record, its topic, one that is gone, and a search.
GUARDED = (
    *(LOSS, "/articles/loss.md", f"{LOSS}changes/", f"{LOSS}versions/"),
    *("/topics/grief/", "/articles/left/", "/search/?q=abuse"),
)
untold = retell(_without_review)


DEFECTS = [
    # Feeds
    Defect(
        "RSS without a description",
        "rss_has_a_head",
        "/feeds/rss.xml",
        swap("<description>In plain words</description>", ""),
    ),
    Defect(
        "Atom without an id",
        "atom_has_a_head",
        "/feeds/atom.xml",
        swap("<id>tag:testserver,2026:feeds/site</id>", ""),
    ),
    Defect(
        "JSON Feed as JSON",
        "json_feed_has_a_head",
        "/feeds/feed.json",
        header("Content-Type", "application/json"),
    ),
    Defect(
        "JSON Feed of no version",
        "json_feed_has_a_head",
        "/feeds/feed.json",
        swap("https://jsonfeed.org/version/1.1", "1.1"),
    ),
    Defect(
        "id that is a number",
        "entries_are_complete",
        "/feeds/rss.xml",
        swap(">tag:testserver,2026:articles/", ">"),
    ),
    Defect(
        "entry without a date",
        "entries_are_complete",
        "/feeds/atom.xml",
        swap("<published>", "<published>x"),
    ),
    Defect("id of two entries", "ids_of_entries_are_unique", "/feeds/feed.json", _same_ids),
    Defect(
        "relative address in a feed",
        "entries_stand_alone",
        "/feeds/feed.json",
        swap('href=\\"http://testserver/articles/rest/\\"', 'href=\\"/articles/rest/\\"'),
    ),
    Defect(
        "unmarked link in a feed",
        "entries_are_honest",
        "/feeds/feed.json",
        swap('rel=\\"sponsored nofollow\\"', 'rel=\\"nofollow\\"'),
    ),
    Defect(
        "feed of another name",
        "feed_names_itself",
        "/feeds/atom.xml",
        header("Link", '<http://testserver/feeds/>; rel="self"'),
    ),
    Defect(
        "page without a feed",
        "feeds_are_told",
        REPAIR,
        swap('type="application/atom+xml"', 'type="text/xml"'),
    ),
    Defect(
        "topic without a feed",
        "shelves_have_feeds",
        "/topics/rest/",
        chain(
            *(swap(f"/topics/rest/{name}", f"/feeds/{name}") for name in ("rss", "atom", "feed"))
        ),
    ),
    # Security
    Defect("no policy", "policy_is_strict", "/robots.txt", header("Content-Security-Policy", None)),
    Defect(
        "page that may be framed",
        "policy_is_strict",
        REPAIR,
        header(
            "Content-Security-Policy", STRICT.replace("frame-ancestors 'none'", "frame-ancestors *")
        ),
    ),
    Defect(
        "policy that says nothing of scripts",
        "policy_is_strict",
        REPAIR,
        header("Content-Security-Policy", STRICT.removeprefix("default-src 'none'; ")),
    ),
    *(
        Defect(
            f"policy with {told}",
            "policy_is_strict",
            REPAIR,
            header("Content-Security-Policy", STRICT + told),
        )
        for told in ("script-src 'self' https:", "style-src cdn.example", "connect-src blob:")
    ),
    Defect(
        "inline allowed",
        "policy_lets_nothing_inline_in",
        REPAIR,
        header("Content-Security-Policy", STRICT + "script-src 'self' 'unsafe-inline'"),
    ),
    Defect(
        "eval allowed",
        "policy_lets_nothing_inline_in",
        REPAIR,
        header("Content-Security-Policy", STRICT + "script-src 'self' 'unsafe-eval'"),
    ),
    Defect(
        "desk with another policy",
        "desk_has_the_policy",
        "/admin/login/",
        header("Content-Security-Policy", STRICT + "script-src 'none'"),
    ),
    Defect(
        "inline script", "nothing_is_inline", REPAIR, add("<script>alert(1)</script>", "<title>")
    ),
    Defect(
        "inline style", "nothing_is_inline", REPAIR, swap("<article", '<article style="color: red"')
    ),
    Defect("handler", "nothing_is_inline", REPAIR, add('<a href="javascript:void(0)">x</a>')),
    Defect(
        "type to be guessed",
        "types_are_not_guessed",
        "/feeds/rss.xml",
        header("X-Content-Type-Options", None),
    ),
    Defect(
        "whole address told", "referrers_are_cut", REPAIR, header("Referrer-Policy", "unsafe-url")
    ),
    Defect(
        "no opener policy",
        "windows_are_kept_apart",
        REPAIR,
        header("Cross-Origin-Opener-Policy", None),
    ),
    Defect(
        "no permissions policy",
        "windows_are_kept_apart",
        REPAIR,
        header("Permissions-Policy", None),
    ),
    Defect(
        "photo that may run",
        "pictures_can_do_nothing",
        "/media/photos/",
        header("Content-Security-Policy", STRICT),
    ),
    Defect("cookie", "no_cookie_is_set", REPAIR, become(cookies=("sessionid",))),
    Defect(
        "font from elsewhere",
        "styles_come_from_here",
        SHEET,
        add('.x { background: url("https://cdn.example/x.png"); }', ".skip-link {"),
    ),
    Defect(
        "script from elsewhere",
        "nothing_comes_from_elsewhere",
        REPAIR,
        add('<script type="module" src="https://cdn.example/x.js"></script>', "<title>"),
    ),
    Defect(
        "pixel",
        "nothing_comes_from_elsewhere",
        REPAIR,
        add('<img src="https://pixel.example/x.gif" alt="" width="1" height="1" loading="lazy">'),
    ),
    # Trust
    Defect(
        "byline without a profile",
        "byline_leads_to_profiles",
        REPAIR,
        swap('<a href="/authors/ada/" rel="author">', '<a href="/about/" rel="author">'),
    ),
    Defect(
        "profile that says nothing",
        "profile_says_why_to_believe",
        "/authors/ben/",
        swap('<p class="credentials">Counsellor</p>', ""),
    ),
    Defect(
        "sensitive and reviewed never",
        "sensitive_is_reviewed",
        "/articles/loss/",
        chain(retell(_without_review), swap("byline-reviewer", "byline-checked")),
    ),
    Defect(
        "sensitive and without help",
        "sensitive_is_reviewed",
        "/articles/loss/",
        swap("help-lines", "lines", 9),
    ),
    Defect(
        "sensitive and all-knowing",
        "sensitive_is_reviewed",
        "/articles/loss/",
        swap("help-limits", "limits"),
    ),
    Defect(
        "sensitive and reviewed by anybody",
        "sensitive_is_reviewed",
        LOSS,
        swap('<span class="credentials">, Counsellor</span>', ""),
    ),
    Defect(
        "sensitive, and help that nobody can reach",
        "sensitive_is_reviewed",
        LOSS,
        chain(swap("116 123", "them", 9), swap('href="tel:', 'data-call="', 9)),
    ),
    *(
        Defect(
            f"{address} kept by the browser",
            "sensitive_leaves_no_trace",
            address,
            chain(
                header("Cache-Control", "private, no-cache"),
                header("ETag", '"1"'),
                become(again=304),
            ),
        )
        for address in GUARDED
    ),
    *(
        Defect(
            f"{address} told to other sites",
            "sensitive_leaves_no_trace",
            address,
            header("Referrer-Policy", "same-origin"),
        )
        for address in GUARDED
    ),
    *(
        Defect(
            f"{address} without a way out",
            "sensitive_can_be_left",
            address,
            swap('<div class="exit-bar"', '<div hidden class="exit-bar"'),
        )
        for address in GUARDED
        if not address.endswith(".md")
    ),
    Defect(
        "way out of sight",
        "way_out_is_in_sight",
        SHEET,
        swap(".exit-hint[hidden]", ".exit-bar { display: none; } .exit-hint[hidden]"),
    ),
    Defect("page half written", "nothing_is_left_to_fill_in", REPAIR, add("<p>[[name]]</p>")),
    *(
        Defect(
            f"correction that {address} keeps to itself",
            "corrections_are_shown",
            address,
            swap("It said that it takes two weeks.", "We were wrong.", 9),
        )
        for address in (LOSS, f"{LOSS}changes/")
    ),
    Defect(
        "change that is not told",
        "changes_are_told",
        f"{REPAIR}changes/",
        swap("<p>First published here.</p>", ""),
    ),
    *(
        Defect(f"review of {address} kept from machines", "review_is_visible", address, untold)
        for address in (REPAIR, "/articles/wait/")
    ),
    Defect(
        "sensitive and selling",
        "sensitive_sells_nothing",
        "/articles/loss/",
        add('<div class="offer"><p class="offer-label">We earn</p></div>'),
    ),
    Defect(
        "source of nobody", "sources_say_who_and_when", REPAIR, swap("</a>, Press, 2025.", "</a>.")
    ),
    # The same rules by other evidence
    Defect("RSS that cannot be read", "rss_has_a_head", "/feeds/rss.xml", swap("</channel>", "")),
    Defect(
        "RSS of another address",
        "rss_has_a_head",
        "/feeds/rss.xml",
        swap('href="http://testserver/feeds/rss.xml"', 'href="http://testserver/"'),
    ),
    Defect("Atom that cannot be read", "atom_has_a_head", "/feeds/atom.xml", swap("</feed>", "")),
    Defect(
        "Atom of another address",
        "atom_has_a_head",
        "/feeds/atom.xml",
        swap('href="http://testserver/feeds/atom.xml"', 'href="http://testserver/"'),
    ),
    Defect(
        "JSON Feed without a title",
        "json_feed_has_a_head",
        "/feeds/feed.json",
        swap('"title": "The Test Gazette", ', ""),
    ),
    Defect(
        "JSON Feed of a name alone",
        "json_feed_has_a_head",
        "/feeds/feed.json",
        swap('"authors": [{"name": "Ada Byron"', '"authors": "Ada", "people": [{"name": "Ada"'),
    ),
    Defect(
        "entry without a title",
        "entries_are_complete",
        "/feeds/atom.xml",
        swap("<title>Repair after a row</title>", "<title></title>"),
    ),
    Defect(
        "entry without a text",
        "entries_stand_alone",
        "/feeds/rss.xml",
        chain(swap("<content:encoded>", "<content>"), swap("</content:encoded>", "</content>")),
    ),
    Defect(
        "form in a feed",
        "entries_stand_alone",
        "/feeds/feed.json",
        swap('"content_html": "', '"content_html": "<form></form>'),
    ),
    Defect(
        "style in a page",
        "nothing_is_inline",
        REPAIR,
        add("<style>p { color: red; }</style>", "<title>"),
    ),
    Defect(
        "drawing that was uploaded",
        "pictures_can_do_nothing",
        "/media/photos/",
        header("Content-Type", "image/svg+xml"),
    ),
    Defect("cookie by hand", "no_cookie_is_set", REPAIR, header("Set-Cookie", "a=b")),
    Defect(
        "ping",
        "nothing_comes_from_elsewhere",
        REPAIR,
        add('<a href="/about/" ping="/count/click/">us</a>'),
    ),
    Defect(
        "byline without a link",
        "byline_leads_to_profiles",
        REPAIR,
        swap('class="byline-authors"', 'class="byline-names"'),
    ),
    Defect(
        "source of no year",
        "sources_say_who_and_when",
        REPAIR,
        chain(swap(", 2025.", "."), swap("Read on 2 February 2026.", "")),
    ),
    Defect("no way to the changes", "changes_can_be_looked_up", REPAIR, swap("/changes/", "/", 9)),
]
