"""What behaviours are made of, and what is said of many of them."""

from tests.articles.health.web import Behaviour, by_path, leads, says

OK, GONE, UNCLEAR = "ok", "gone", "inconclusive"
PAGE = "http://shop.test/lamp"
PAGES = {"/": says(), "/lamp": says(), "/table": says()}
NOWHERE = "0.0.0.0"  # noqa: S104 (nobody binds to it)
TIMED_OUT = "No answer in time"
NOT_HTTP = "The answer was no web page"
BROKE_OFF = "The server took no connection, or broke it off"
CIRCLE = "Redirects lead in a circle"
HOME = "Leads to the home page of shop.test instead"
OTHER_HOME = "Leads to the home page of another site, other.test"
GUARDED = {"Server": "cloudflare"}


def one(site, finding=OK, reason="", url=PAGE, **rest):
    """A behaviour of the one page that is asked for."""
    return Behaviour(url, site, finding, reason, **rest)


def refuses(address, url=PAGE):
    """A name that means an address behind the fence."""
    reason = f"Not a public address, so it was not asked for: {address} is no public address"
    return one(says(), UNCLEAR, reason, url, dns={url.split("/")[2]: [address]})


def refused(url, address):
    """An address that is written so as to get behind the fence."""
    reason = f"Not a public address, so it was not asked for: {address} is no public address"
    return one(says(), UNCLEAR, reason, url)


def refused_hop(to, reason):
    return one(by_path({"/lamp": leads(to)}), UNCLEAR, reason)


def wall(body=b"", status=200, **headers):
    words = f"A wall against programs stands before it ({status})"
    return one(says(status, body, **{"Server": "cloudflare"} | headers), UNCLEAR, words)


def chain(length):
    """So many redirects before the page."""
    hops = {f"/{number}": leads(f"/{number + 1}") for number in range(1, length)}
    return by_path(hops | {"/lamp": leads("/1"), f"/{length}": says()})
