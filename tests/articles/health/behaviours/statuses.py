"""Every status there is, and servers that answer HEAD in another way than GET."""

from tests.articles.health.behaviours.making import GONE, GUARDED, OK, UNCLEAR, one
from tests.articles.health.web import Behaviour, by_method, respond, says, sends

SAID = {
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

STATUSES: dict[str, Behaviour] = {
    **{f"status {code}": one(says(code), *expected) for code, expected in SAID.items()},
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
    "HEAD hangs, GET 200": one(by_method(HEAD=sends(2.0), GET=says()), seconds=0.8),
    "HEAD has a body": one(sends(respond(200, b"A body nobody asked for"))),
    "HEAD 200 behind a guard, GET 404": one(
        by_method(HEAD=says(200, **GUARDED), GET=says(404)), GONE, "Not found (404)"
    ),
}
