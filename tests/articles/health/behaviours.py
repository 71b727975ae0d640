"""How the internet behaves: a name for each way, and what is to be said of a link to it."""

import gzip
import socket

from tests.articles.health.web import (
    ANYWHERE,
    CLOSED,
    SILENT,
    Behaviour,
    by_method,
    by_path,
    leads,
    respond,
    says,
    sends,
)

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


STATUSES = {
    200: (OK, ""),
    203: (OK, ""),
    206: (OK, ""),
    202: (UNCLEAR, "The server took note and showed no page (202)"),
    204: (UNCLEAR, "The server showed no page (204)"),
    300: (UNCLEAR, "An answer that says little (300)"),
    304: (UNCLEAR, "An answer that says little (304)"),
    400: (UNCLEAR, "The server did not understand the question (400)"),
    401: (UNCLEAR, "A password is asked for (401)"),
    402: (UNCLEAR, "Payment is asked for (402)"),
    403: (UNCLEAR, "The server refuses programs, or everybody (403)"),
    404: (GONE, "Not found (404)"),
    405: (UNCLEAR, "The server refuses this kind of question (405)"),
    406: (UNCLEAR, "An answer that says little (406)"),
    408: (UNCLEAR, "The server lost patience (408)"),
    410: (GONE, "Gone for good (410)"),
    418: (UNCLEAR, "An answer that says little (418)"),
    421: (UNCLEAR, "An answer that says little (421)"),
    429: (UNCLEAR, "The server was asked too often (429)"),
    451: (UNCLEAR, "Not shown for legal reasons (451)"),
    500: (UNCLEAR, "The server is in trouble (500)"),
    501: (UNCLEAR, "The server is in trouble (501)"),
    502: (UNCLEAR, "The server is in trouble (502)"),
    503: (UNCLEAR, "The server is in trouble (503)"),
    504: (UNCLEAR, "The server is in trouble (504)"),
    520: (UNCLEAR, "The server is in trouble (520)"),
    530: (UNCLEAR, "The server is in trouble (530)"),
    999: (UNCLEAR, "The server refuses programs (999)"),
}

BEHAVIOURS: dict[str, Behaviour] = {
    **{f"status {code}": one(says(code), *expected) for code, expected in STATUSES.items()},
    # HEAD is refused, or lies.
    "HEAD 405, GET 200": one(by_method(HEAD=says(405), GET=says())),
    "HEAD 501, GET 200": one(by_method(HEAD=says(501), GET=says())),
    "HEAD 404, GET 200": one(by_method(HEAD=says(404), GET=says())),
    "HEAD 403, GET 200": one(by_method(HEAD=says(403), GET=says())),
    "HEAD 500, GET 404": one(by_method(HEAD=says(500), GET=says(404)), GONE, "Not found (404)"),
    "HEAD 404, GET 503": one(
        by_method(HEAD=says(404), GET=says(503)), UNCLEAR, "The server is in trouble (503)"
    ),
    "HEAD resets, GET 200": one(by_method(HEAD=sends(), GET=says())),
    "HEAD hangs, GET 200": one(by_method(HEAD=sends(2.0), GET=says()), seconds=0.4),
    "HEAD has a body": one(sends(respond(200, b"A body nobody asked for"))),
    "HEAD 200 behind a guard, GET 404": one(
        by_method(HEAD=says(200, **GUARDED), GET=says(404)), GONE, "Not found (404)"
    ),
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
    # Walls against programs.
    "Cloudflare's challenge": wall(b"<title>Just a moment...</title>"),
    "Cloudflare's challenge, 403": wall(b"window._cf_chl_opt={}", 403),
    "Cloudflare's challenge, 503": wall(b"window._cf_chl_opt={}", 503),
    "Cloudflare's header": wall(**{"cf-mitigated": "challenge"}),
    "Cloudflare's block": wall(b"<h1>Sorry, you have been blocked</h1>", 403),
    "Cloudflare's block, 404": wall(b"<title>Attention Required! | Cloudflare</title>", 404),
    "Cloudflare's script in a page": one(
        says(200, b"/cdn-cgi/challenge-platform/scripts/jsd/main.js", **GUARDED)
    ),
    "Akamai's denial": wall(b"<TITLE>Access Denied</TITLE>", 403, Server="AkamaiGHost"),
    "Akamai's challenge": wall(b"<script src=/_sec/cp_challenge/a.js>", Server="AkamaiGHost"),
    "DataDome's captcha": wall(b"https://geo.captcha-delivery.com/captcha", **{"X-DataDome": "1"}),
    "PerimeterX's captcha": wall(b"<div id=px-captcha>", Set_Cookie="_pxhd=1"),
    "Imperva's block": wall(b"Incapsula incident ID: 1", Set_Cookie="incap_ses_1=2"),
    "Amazon's captcha": wall(b"<form action=/errors/validateCaptcha>", Via="1.1 x.cloudfront.net"),
    "Amazon's firewall": wall(**{"x-amzn-waf-action": "challenge"}),
    "Kasada's wall": wall(b"<script>window.KPSDK={}</script>", 429, **{"x-kpsdk-ct": "1"}),
    "Sucuri's block": wall(b"Sucuri WebSite Firewall - Access Denied", 403, Server="Sucuri"),
    "a robot check": wall(b"<title>Robot or human?</title>"),
    "a captcha in an ordinary form": one(says(200, b"<div class=g-recaptcha>", **GUARDED)),
    # Slow, silent, broken.
    "silent": one(sends(2.0), UNCLEAR, TIMED_OUT, seconds=0.2),
    "slow headers": one(
        sends(*[b"HTTP/1.1 200 OK\r\n", *[b"X: y\r\n", 0.05] * 40]), UNCLEAR, TIMED_OUT, seconds=0.2
    ),
    "status line byte by byte": one(
        sends(*[part for byte in b"HTTP/1.1 200 OK" for part in (bytes([byte]), 0.05)]),
        UNCLEAR,
        TIMED_OUT,
        seconds=0.2,
    ),
    "slow but there": one(sends(0.05, respond())),
    "body by drops": one(
        by_method(
            HEAD=says(405),
            GET=sends(respond(200, b"", Content_Length="900"), *[b"x", 0.05] * 40),
        ),
        seconds=0.3,
    ),
    "body that never comes": one(
        by_method(HEAD=says(405), GET=sends(respond(200, b"", Content_Length="9"), 2.0)),
        seconds=0.3,
    ),
    "slow redirects": one(
        sends(0.15, respond(302, b"", Location="/again")), UNCLEAR, TIMED_OUT, seconds=0.25
    ),
    "huge body": one(by_method(HEAD=says(405), GET=says(200, b"x" * 3_000_000))),
    "endless body": one(
        by_method(HEAD=says(405), GET=sends(b"HTTP/1.1 200 OK\r\n\r\n", *[b"x" * 9_000] * 999))
    ),
    "huge header": one(sends(respond(200, b"", X="y" * 70_000)), UNCLEAR, NOT_HTTP),
    "too many headers": one(
        sends(respond(200, b"", **{f"X{number}": "y" for number in range(200)})), UNCLEAR, NOT_HTTP
    ),
    "headers without end": one(
        sends(b"HTTP/1.1 200 OK\r\n", *[b"X: " + b"y" * 60_000 + b"\r\n"] * 50), UNCLEAR, NOT_HTTP
    ),
    "a hundred times continue": one(
        sends(*[b"HTTP/1.1 100 Continue\r\n\r\n"] * 100, respond()),
    ),
    "continue without end": one(
        sends(*[b"HTTP/1.1 100 Continue\r\n\r\n"] * 20_000), UNCLEAR, NOT_HTTP
    ),
    "empty answer": one(sends(), UNCLEAR, BROKE_OFF),
    "half a status line": one(sends(b"HTTP/1.1 20"), UNCLEAR, NOT_HTTP),
    "garbage": one(sends(b"\x00\xff\xfegarbage\r\n\r\n"), UNCLEAR, NOT_HTTP),
    "another protocol": one(sends(b"SSH-2.0-OpenSSH_9.2\r\n"), UNCLEAR, NOT_HTTP),
    "a status that is no number": one(sends(b"HTTP/1.1 OK 200\r\n\r\n"), UNCLEAR, NOT_HTTP),
    "a status beyond numbers": one(sends(b"HTTP/1.1 1000 Hm\r\n\r\n"), UNCLEAR, NOT_HTTP),
    "HTTP/1.0": one(sends(b"HTTP/1.0 200 OK\r\n\r\n")),
    "only line feeds": one(sends(b"HTTP/1.1 200 OK\nX: y\n\n")),
    "a wrong length": one(
        by_method(HEAD=says(405), GET=sends(respond(200, b"short", Content_Length="999")))
    ),
    "a length that is no number": one(
        by_method(HEAD=says(405), GET=sends(respond(200, b"x", Content_Length="many")))
    ),
    "chunks": one(
        by_method(
            HEAD=says(405),
            GET=sends(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n"),
        )
    ),
    "broken chunks": one(
        by_method(
            HEAD=says(405),
            GET=sends(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nx"),
        )
    ),
    "gzip bomb": one(
        by_method(
            HEAD=says(405),
            GET=says(200, gzip.compress(b"0" * 20_000_000), Content_Encoding="gzip"),
        )
    ),
    "not the length it says, in a wall": one(
        by_method(
            HEAD=says(403),
            GET=sends(respond(403, b"<title>Captcha</title>", Content_Length="99999")),
        ),
        UNCLEAR,
        "A wall against programs stands before it (403)",
    ),
    "a PDF": one(says(200, b"%PDF-1.7", Content_Type="application/pdf")),
    # Connections.
    "closed port": one(
        None, UNCLEAR, f"{BROKE_OFF}: Connection refused", dns={"shop.test": [CLOSED]}
    ),
    "dead host": one(None, UNCLEAR, TIMED_OUT, dns={"shop.test": [SILENT]}, seconds=0.2),
    "first address closed": one(says(), dns={"shop.test": [CLOSED, ANYWHERE]}),
    "first address silent": one(says(), dns={"shop.test": [SILENT, ANYWHERE]}, seconds=0.6),
    "IPv6": one(says(), dns={"shop.test": ["2606:2800:21f:cb07:6820:80da:af6b:8b2c"]}),
    # TLS.
    "safe": one(says(), url="https://shop.tls.test/lamp"),
    "safe, with a dot": one({"shop.tls.test.": says()}, url="https://shop.tls.test./lamp"),
    "expired certificate": one(
        says(),
        UNCLEAR,
        "The connection is not secure: certificate has expired",
        "https://expired.tls.test/lamp",
    ),
    "certificate of the future": one(
        says(),
        UNCLEAR,
        "The connection is not secure: certificate is not yet valid",
        "https://early.tls.test/lamp",
    ),
    "self-signed certificate": one(
        says(),
        UNCLEAR,
        "The connection is not secure: self-signed certificate",
        "https://selfsigned.tls.test/lamp",
    ),
    "certificate of another": one(
        says(),
        UNCLEAR,
        "The connection is not secure: Hostname mismatch, certificate is not valid for "
        "'shop.test'.",
        "https://shop.test/lamp",
    ),
    "no TLS where it should be": one(
        {"plain.tls.test": leads("https://plain.tls.test:8081/")},
        UNCLEAR,
        "The connection is not secure",
        "http://plain.tls.test/lamp",
    ),
    "from safe to plain": one(
        {"shop.tls.test": leads(PAGE), "shop.test": says()}, url="https://shop.tls.test/lamp"
    ),
    "from plain to safe": one(
        {"shop.test": leads("https://shop.tls.test/lamp"), "shop.tls.test": says()}
    ),
    # Names.
    "no such name": one(None, GONE, "There is no such host: gone.test", "http://gone.test/"),
    "name without an address": one(
        None,
        GONE,
        "There is no such host: shop.test",
        dns={"shop.test": socket.gaierror(socket.EAI_NODATA, "No address")},
    ),
    **{
        f"DNS in trouble, {code}": one(
            None,
            UNCLEAR,
            "The host could not be looked up: shop.test",
            dns={"shop.test": socket.gaierror(code, "Trouble")},
        )
        for code in (socket.EAI_AGAIN, socket.EAI_FAIL)
    },
    "DNS without an answer": one(
        None, UNCLEAR, "The host could not be looked up: shop.test", dns={"shop.test": []}
    ),
    "name that is none": one(
        None,
        UNCLEAR,
        "Not a public address, so it was not asked for: this is no name of a host",
        dns={"shop.test": UnicodeError("label too long")},
    ),
    "international name": one({"xn--lmp-qla.test": says()}, url="http://lämp.test/straße?größe=ü"),
    "port 8080": one(says(), url="http://shop.test:8080/lamp"),
    "port 8443": one(says(), url="https://shop.tls.test:8443/lamp"),
    **{
        f"port {port}": one(
            says(),
            UNCLEAR,
            f"Not a public address, so it was not asked for: port {port} is none of the web’s",
            f"http://shop.test:{port}/lamp",
        )
        for port in (0, 22, 25, 445)
    },
    "an address too long": one(
        says(), UNCLEAR, "The address is too long to ask for", f"{PAGE}?{'x' * 4_000}"
    ),
    # Behind the fence.
    **{
        f"name of {address}": refuses(address)
        for address in (
            *("127.0.0.1", "127.8.8.8", NOWHERE, "10.0.0.1", "172.16.3.4", "192.168.1.1"),
            *("169.254.169.254", "100.64.0.1", "192.0.2.1", "198.18.0.1", "203.0.113.9"),
            *("224.0.0.1", "240.0.0.1", "255.255.255.255", "192.88.99.1", "168.63.129.16"),
            *(
                "::1",
                "::",
                "fe80::1",
                "fe80::1%1",
                "fc00::1",
                "fd00:ec2::254",
                "fec0::1",
                "ff02::1",
            ),
            *("::127.0.0.1", "64:ff9b:1::7f00:1", "2001:db8::1", "2001::1", "3fff::1", "100::1"),
        )
    },
    **{
        f"IPv4 in {address}": refuses(address)
        for address in (
            *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254"),
            *("64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "2002:7f00:1::", "2002:a00:1::1"),
        )
    },
    **{
        f"written as {url}": refused(url, address)
        for url, address in (
            ("http://127.0.0.1/", "127.0.0.1"),
            ("http://127.1/", "127.0.0.1"),
            ("http://2130706433/", "127.0.0.1"),
            ("http://0x7f000001/", "127.0.0.1"),
            ("http://0177.0.0.1/", "127.0.0.1"),
            ("http://１２７.0.0.1/", "127.0.0.1"),
            ("http://0/", NOWHERE),
            ("http://169.254.169.254/latest/meta-data/", "169.254.169.254"),
            ("http://shop.test@127.0.0.1/", "127.0.0.1"),
            ("http://[::1]/", "::1"),
            ("http://[::ffff:127.0.0.1]/", "::ffff:7f00:1"),
        )
    },
    "NAT64 of a public address": one(says(), dns={"shop.test": ["64:ff9b::5db8:d70e"]}),
    "6to4 of a public address": one(says(), dns={"shop.test": ["2002:5db8:d70e::1"]}),
    "mapped public address": one(says(), dns={"shop.test": ["::ffff:93.184.215.14"]}),
    "one of its addresses is private": one(
        says(),
        UNCLEAR,
        "Not a public address, so it was not asked for: 10.0.0.1 is no public address",
        dns={"shop.test": [ANYWHERE, "10.0.0.1"]},
    ),
    "redirect to loopback": refused_hop(
        "http://127.0.0.1:8000/admin/",
        "Not a public address, so it was not asked for: 127.0.0.1 is no public address",
    ),
    "redirect to metadata": refused_hop(
        "http://169.254.169.254/latest/",
        "Not a public address, so it was not asked for: 169.254.169.254 is no public address",
    ),
    "redirect to a mail server": refused_hop(
        "http://shop.test:25/",
        "Not a public address, so it was not asked for: port 25 is none of the web’s",
    ),
    "redirect to a name of the inside": one(
        by_path({"/lamp": leads("http://inside.test/")}),
        UNCLEAR,
        "Not a public address, so it was not asked for: 192.168.1.1 is no public address",
        dns={"inside.test": ["192.168.1.1"]},
    ),
}
