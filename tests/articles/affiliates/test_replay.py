"""A replay of people and of scanners: who is counted, and who is not.

All are made up, from the headers that real browsers and programs send; the seed is fixed, so
each run asks the same.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from articles.models import ClickCount
from tests.articles.affiliates.headers import (
    AHEAD,
    BORROWERS,
    BOTS,
    CHROME,
    PEOPLE,
    over_http,
)
from tests.factories import make_product, publish_article

MORNING = datetime(2026, 3, 3, 6, tzinfo=UTC)
SECONDS = 16 * 3_600
LINKS = 12

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Request:
    """One request: `at` in seconds after the morning began, `link` by its number."""

    at: float
    address: str
    link: int
    headers: dict[str, str]
    method: str = "get"


class Population:
    """Made-up visitors. `wanted` is how many clicks an honest count has."""

    def __init__(self, seed: int, size: int) -> None:
        self.random = random.Random(seed)
        self.size = size
        self.wanted = 0
        self._addresses = iter(range(1, 1 << 24))

    def address(self) -> str:
        number = next(self._addresses)
        return f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}"

    def time(self) -> float:
        return self.random.uniform(0, SECONDS)

    def links(self, count: int) -> list[int]:
        return self.random.sample(range(LINKS), count)


class People(Population):
    """Readers at their own addresses, and colleagues behind one."""

    def everybody(self) -> Iterator[Request]:
        while self.wanted < self.size:
            kinds = (self.reader, self.double_clicker, self.shopper, self.office)
            yield from self.random.choices(kinds, (70, 10, 15, 5))[0]()

    def browser(self) -> dict[str, str]:
        headers = self.random.choice(list(PEOPLE.values()))
        wishes = self.random.choices(({}, {"DNT": "1"}, {"Sec-GPC": "1"}), (85, 8, 7))[0]
        return headers | wishes

    def reader(self) -> Iterator[Request]:
        """One link; perhaps another after some reading."""
        address, headers, at = self.address(), self.browser(), self.time()
        for link in self.links(self.random.choice((1, 1, 1, 2))):
            yield self.counted(Request(at, address, link, headers))
            at += self.random.uniform(8, 300)

    def double_clicker(self) -> Iterator[Request]:
        click = Request(self.time(), self.address(), *self.links(1), self.browser())
        yield self.counted(click)
        again = click.at + self.random.uniform(0.1, 2)
        yield Request(again, click.address, click.link, click.headers)

    def shopper(self) -> Iterator[Request]:
        """Up to four products, opened in tabs to compare them."""
        address, headers, at = self.address(), self.browser(), self.time()
        for link in self.links(self.random.randint(2, 4)):
            yield self.counted(Request(at, address, link, headers))
            at += self.random.uniform(0.7, 6)

    def office(self) -> Iterator[Request]:
        """Colleagues who have the same browser, and got the same newsletter a moment ago."""
        address, headers, start = self.address(), self.browser(), self.time()
        for _ in range(self.random.randint(5, 25)):
            at = start + self.random.expovariate(1 / 900)
            yield self.counted(Request(at, address, *self.links(1), headers))

    def counted(self, request: Request) -> Request:
        self.wanted += 1
        return request


class Scanners(Population):
    """Programs that ask for the addresses in a page or in a mail."""

    def everybody(self) -> Iterator[Request]:
        asked = 0
        while asked < self.size:
            kinds = (self.named, self.borrower, self.head_first, self.all_links, self.ahead)
            for request in self.random.choices(kinds, (25, 25, 15, 20, 15))[0]():
                asked += 1
                yield request

    def named(self) -> Iterator[Request]:
        yield from self.some(self.random.choice(list(BOTS.values())))

    def borrower(self) -> Iterator[Request]:
        yield from self.some(self.random.choice(list(BORROWERS.values())))

    def ahead(self) -> Iterator[Request]:
        yield from self.some(self.random.choice(list(AHEAD.values())))

    def some(self, headers: dict[str, str]) -> Iterator[Request]:
        address, at = self.address(), self.time()
        for link in self.links(self.random.randint(1, LINKS)):
            yield Request(at, address, link, headers)
            at += self.random.uniform(0.01, 60)

    def head_first(self) -> Iterator[Request]:
        """A mail scanner that then asks for each with a browser's full headers."""
        address, at = self.address(), self.time()
        for link in self.links(self.random.randint(1, 6)):
            yield Request(at, address, link, CHROME, "head")
            yield Request(at + self.random.uniform(0.05, 2), address, link, CHROME)
            at += self.random.uniform(2, 20)

    def all_links(self) -> Iterator[Request]:
        """A browser without a window that follows all links of a page within seconds."""
        address, at = self.address(), self.time()
        headers = self.random.choice([PEOPLE[name] for name in ("chrome", "edge", "firefox")])
        pause = self.random.uniform(0.01, 1.2)
        for link in self.links(self.random.randint(LINKS - 4, LINKS)):
            yield Request(at, address, link, headers)
            at += pause * self.random.uniform(0.8, 1.2)


#: By how they come to us, how many there are.
SIZES = {"https": 2_000, "http": 250, "proxy": 250}


@pytest.fixture(params=SIZES)
def way(request):
    return request.param


@pytest.fixture
def ask(way, client, settings, time_machine):
    """Ask for what a request says, over a safe connection, a plain one, or through a proxy."""
    links = [make_product(slug=f"product-{number}") for number in range(LINKS)]
    text = " ".join(f"[Words](go:{link.slug})" for link in links)
    page = publish_article(sections=[("One", text)]).source
    settings.BEHIND_PROXY = way == "proxy"

    def ask(wanted):
        time_machine.move_to(MORNING + timedelta(seconds=wanted.at), tick=False)
        headers, address = wanted.headers, wanted.address
        if way == "http":
            headers = over_http(headers)
        if way == "proxy":
            headers = headers | {"X-Forwarded-For": f"192.0.2.1, {address}"}
            address = "127.0.0.1"
        response = getattr(client, wanted.method)(
            f"/go/product-{wanted.link}/?from={page}.section-1",
            headers=headers,
            secure=way != "http",
            REMOTE_ADDR=address,
        )
        return response.status_code

    return ask


def replay(population, ask):
    """How many requests there were, and how many clicks are counted of them."""
    requests = sorted(population.everybody(), key=lambda request: request.at)
    assert {ask(request) for request in requests} == {302}
    return len(requests), sum(ClickCount.objects.values_list("clicks", flat=True))


def test_people_are_counted_once_each(ask, way):
    people = People(seed=20_260_303, size=SIZES[way])

    asked, counted = replay(people, ask)

    assert asked > people.wanted >= SIZES[way]
    assert 0.98 <= counted / people.wanted <= 1


def test_scanners_are_not_counted(ask, way):
    asked, counted = replay(Scanners(seed=20_260_303, size=SIZES[way]), ask)

    assert asked >= SIZES[way]
    assert counted / asked <= 0.01
