"""Walls that firms put up against programs, and what only looks like one."""

from tests.articles.health.behaviours.making import GUARDED, one, wall
from tests.articles.health.web import Behaviour, says

WALLS: dict[str, Behaviour] = {
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
}
