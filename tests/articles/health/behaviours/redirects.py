"""Where redirects lead: to the page, round in circles, out of the web, to a home page."""

from tests.articles.health.behaviours.making import (
    CIRCLE,
    GONE,
    HOME,
    OTHER_HOME,
    PAGE,
    PAGES,
    UNCLEAR,
    chain,
    one,
)
from tests.articles.health.web import Behaviour, by_path, leads, says

REDIRECTS: dict[str, Behaviour] = {
    # Redirects.
    **{
        f"redirect {code}": one(by_path(PAGES | {"/lamp": leads("/table", code)}))
        for code in (301, 302, 303, 307, 308)
    },
    "redirect to a whole address": one(by_path(PAGES | {"/lamp": leads("http://shop.test/table")})),
    "redirect without a scheme": one(by_path(PAGES | {"/lamp": leads("//shop.test/table")})),
    "redirect up and down": one(by_path(PAGES | {"/lamp": leads("../a/./../table")})),
    "redirect to a query": one(
        by_path({"/lamp": leads("?colour=red"), "/lamp?colour=red": says()})
    ),
    "redirect with a fragment": one(by_path(PAGES | {"/lamp": leads("/table#top")})),
    "redirect in UTF-8": one(by_path({"/lamp": leads("/lämp"), "/l%C3%A4mp": says()})),
    "redirect to another page of another site": one(
        {"shop.test": leads("http://other.test/lamp"), "other.test": by_path(PAGES)}
    ),
    "redirect to 404": one(by_path({"/lamp": leads("/none")}), GONE, "Not found (404)"),
    "redirect to 503": one(
        by_path({"/lamp": leads("/x"), "/x": says(503)}), UNCLEAR, "The server is in trouble (503)"
    ),
    "redirect to a host that is gone": one(
        leads("http://gone.test/"), GONE, "There is no such host: gone.test"
    ),
    "five redirects": one(chain(5)),
    "six redirects": one(chain(6), UNCLEAR, "More than five redirects"),
    "endless redirects": one(chain(50), UNCLEAR, "More than five redirects"),
    "redirect to itself": one(leads("/lamp"), UNCLEAR, CIRCLE),
    "redirect to itself, differently named": one(
        leads("http://SHOP.test:80/x/../lamp#y"), UNCLEAR, CIRCLE
    ),
    "redirects in a circle": one(
        by_path({"/lamp": leads("/a"), "/a": leads("/b"), "/b": leads("/lamp")}), UNCLEAR, CIRCLE
    ),
    "redirect without an address": one(
        says(302, b""), UNCLEAR, "A redirect leads to no web address"
    ),
    "redirect to nothing": one(leads(" "), UNCLEAR, "A redirect leads to no web address"),
    "redirect to what cannot be read": one(
        leads("http://[::"), UNCLEAR, "A redirect leads to no web address"
    ),
    **{
        f"redirect to {to.partition(':')[0]}:": one(
            leads(to), UNCLEAR, f"A redirect leads to no web address: {to}"
        )
        for to in (
            "file:///etc/passwd",
            "gopher://other.test/1",
            "ftp://other.test/lamp",
            "javascript:alert(1)",
            "data:text/html,hello",
            "market://details?id=shop",
            "mailto:shop@shop.test",
        )
    },
    "redirect with a password": one(
        by_path(PAGES | {"/lamp": leads("http://u:p@shop.test/table")})
    ),
    **{
        f"redirect to {path}": one(
            by_path({"/lamp": leads(path), path: says()}),
            UNCLEAR,
            f"Leads to a page called {path}",
        )
        for path in ("/404", "/404.html", "/error-404", "/page-not-found", "/NotFound/lamp")
    },
    "page that is called so": one(says(), url="http://shop.test/404"),
    # To the home page.
    "redirect to the home page": one(by_path(PAGES | {"/lamp": leads("/")}), GONE, HOME),
    "redirect to the home page of a language": one(
        by_path({"/lamp": leads("/en-gb/"), "/en-gb/": says()}), GONE, HOME
    ),
    "redirect to an index": one(
        by_path({"/lamp": leads("/index.html"), "/index.html": says()}), GONE, HOME
    ),
    "redirect to the home page, tracked": one(
        by_path({"/lamp": leads("/?utm_source=404"), "/?utm_source=404": says()}), GONE, HOME
    ),
    "redirect to the home page by a step": one(
        by_path(PAGES | {"/lamp": leads("/table"), "/table": leads("/")}), GONE, HOME
    ),
    "redirect to the home page with www": one(
        {"shop.test": leads("http://www.shop.test/"), "www.shop.test": says()},
        GONE,
        "Leads to the home page of www.shop.test instead",
    ),
    "home page to the home page of a language": one(
        by_path({"/": leads("/en/"), "/en/": says()}), url="http://shop.test/"
    ),
    "home page that is the page": one(says(), url="http://shop.test/?utm_source=us"),
    "redirect to a query of the home page": one(
        by_path({"/lamp": leads("/?p=12"), "/?p=12": says()})
    ),
    "redirect to the home page of another site": one(
        {"shop.test": leads("http://other.test/"), "other.test": says()}, UNCLEAR, OTHER_HOME
    ),
    "tracking link to a page": one(
        {"track.test": leads(PAGE), "shop.test": by_path(PAGES)}, url="http://track.test/c?id=1"
    ),
    "tracking link to a page that became the home page": one(
        {"track.test": leads(PAGE), "shop.test": by_path(PAGES | {"/lamp": leads("/")})},
        GONE,
        HOME,
        "http://track.test/c?id=1",
    ),
    "tracking link that names a page, to the home page": one(
        {"track.test": leads("http://shop.test/"), "shop.test": says()},
        GONE,
        HOME,
        "http://track.test/c?to=http%3A%2F%2Fwww.shop.test%2Flamp",
    ),
    "tracking link that names the home page": one(
        {"track.test": leads("http://other.test/"), "other.test": says()},
        UNCLEAR,
        OTHER_HOME,
        "http://track.test/c?to=http%3A%2F%2Fother.test%2F",
    ),
}
