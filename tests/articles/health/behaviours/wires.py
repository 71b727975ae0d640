"""Servers that are slow, silent or broken, connections that fail, and certificates."""

import gzip

from tests.articles.health.behaviours.making import (
    BROKE_OFF,
    NOT_HTTP,
    PAGE,
    TIMED_OUT,
    UNCLEAR,
    one,
)
from tests.articles.health.web import (
    ANYWHERE,
    CLOSED,
    SILENT,
    SIX,
    Behaviour,
    by_method,
    leads,
    respond,
    says,
    sends,
)

WIRES: dict[str, Behaviour] = {
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
        seconds=0.8,
    ),
    "body that never comes": one(
        by_method(HEAD=says(405), GET=sends(respond(200, b"", Content_Length="9"), 2.0)),
        seconds=0.8,
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
    "first address silent": one(says(), dns={"shop.test": [SILENT, ANYWHERE]}, seconds=1.2),
    "IPv6": one(says(), dns={"shop.test": [SIX]}),
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
        {"plain.tls.test": leads("https://plain.tls.test:8080/")},
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
}
