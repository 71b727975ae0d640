"""Who is told that addresses changed, in which words, and what their answers mean.

A WebSub hub is told of feeds, and tells their subscribers; IndexNow is told of pages, and the
search engines behind it read them anew.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import urlencode

from django.conf import settings

from articles.discovery.metadata import absolute
from articles.health.fence import is_public
from articles.health.web import Answer, Failure, Web, post
from articles.models import Ping

#: Top-level names that the internet does not know (RFC 2606, RFC 6761, RFC 6762).
NOT_ON_THE_INTERNET = {"example", "internal", "invalid", "local", "localhost", "test"}

#: Statuses that may be others in a while, besides those of servers in trouble.
PASSING = {HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_EARLY, HTTPStatus.TOO_MANY_REQUESTS}

#: What IndexNow's statuses mean (indexnow.org, "Documentation").
INDEXNOW_WORDS = {
    400: "IndexNow could not read what it was sent.",
    403: "The key is not valid: IndexNow did not find it in the key file of this site.",
    422: "The addresses are not of this host, or the key has not the form it wants.",
}


@dataclass(frozen=True)
class Verdict:
    """What an answer means: `words` say why it failed and are empty if it did not.

    What is not final is worth another try.
    """

    words: str = ""
    is_final: bool = True


@dataclass(frozen=True)
class Service:
    """Somebody who is told of changes, of so many addresses at once."""

    batch: int
    is_set: Callable[[], bool]
    tell: Callable[[list[str], Web], Verdict]


def silence() -> str:
    """Why this site tells nobody what changes; empty if it does. No query."""
    if settings.DEBUG:
        return "it runs with DEBUG"
    if not _is_on_the_internet(settings.SITE_HOST):
        return f"nobody outside can read {settings.SITE_HOST}"
    if not any(service.is_set() for service in SERVICES.values()):
        return "neither WEBSUB_HUB nor INDEXNOW_KEY is set"
    return ""


def wanted() -> dict[str, Service]:
    """The services that are told. No query."""
    if silence():
        return {}
    return {key: service for key, service in SERVICES.items() if service.is_set()}


def _is_on_the_internet(host: str) -> bool:
    *names, last = host.split(".")
    if ":" in host or last.isdigit():
        return is_public(host)
    return bool(names) and last not in NOT_ON_THE_INTERNET


def key_location() -> str:
    """Where IndexNow finds the key."""
    return absolute(f"/{settings.INDEXNOW_KEY}.txt")


def _tell_hub(addresses: list[str], web: Web) -> Verdict:
    """Tell the hub of feeds.

    WebSub leaves the words between publishers and hubs. `hub.url` is PubSubHubbub's (0.3, 0.4),
    which Google's and Superfeedr's hubs ask for; hubs that prefer `hub.topic` take it as well.
    """
    fields = [("hub.mode", "publish"), *(("hub.url", address) for address in addresses)]
    body, mime = urlencode(fields).encode(), "application/x-www-form-urlencoded"
    answer = post(settings.WEBSUB_HUB, body=body, mime=mime, web=web)
    return Verdict() if answer.status // 100 == 2 else _judge(answer, "WEBSUB_HUB")


def _tell_index_now(addresses: list[str], web: Web) -> Verdict:
    """Tell IndexNow of pages that are new, changed or gone. It says that it received them."""
    facts = {
        "host": settings.SITE_HOST,
        "key": settings.INDEXNOW_KEY,
        "keyLocation": key_location(),
        "urlList": addresses,
    }
    body, mime = json.dumps(facts).encode(), "application/json; charset=utf-8"
    answer = post(settings.INDEXNOW_ENDPOINT, body=body, mime=mime, web=web)
    if answer.status in (HTTPStatus.OK, HTTPStatus.ACCEPTED):
        return Verdict()
    if answer.status in INDEXNOW_WORDS:
        return Verdict(f"{INDEXNOW_WORDS[answer.status]} ({answer.status})")
    return _judge(answer, "INDEXNOW_ENDPOINT")


def _judge(answer: Answer, setting: str) -> Verdict:
    """What it means that an address, given as a `setting`, did not receive what it was sent."""
    if answer.failure == Failure.NOT_PUBLIC:
        return Verdict(f"{setting} is not public: {answer.detail}.")
    if answer.failure:
        detail = f" ({answer.detail})" if answer.detail else ""
        return Verdict(f"No answer: {answer.failure}{detail}.", is_final=False)
    if answer.status // 100 == 3:
        return Verdict(f"{setting} has moved ({answer.status}): give its new address.")
    said = "".join(filter(str.isprintable, answer.body.decode(errors="replace")))[:100].strip()
    words = f"The answer was {answer.status}{f', and said: {said}' if said else ''}."
    return Verdict(words, is_final=answer.status < 500 and answer.status not in PASSING)


SERVICES: dict[str, Service] = {
    # One at a time, as not every hub takes several.
    Ping.Service.WEBSUB: Service(1, lambda: bool(settings.WEBSUB_HUB), _tell_hub),
    Ping.Service.INDEXNOW: Service(10_000, lambda: bool(settings.INDEXNOW_KEY), _tell_index_now),
}
