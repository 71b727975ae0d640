"""One of several processes that count at once; `test_counting_at_once.py` starts it.

Its arguments are its number, how many clicks to count, and the code of the page they come from.
"""

import sys
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import django

django.setup()

from django.db import connection  # noqa: E402

from articles.affiliates.bursts import Visitor  # noqa: E402
from articles.affiliates.counts import count_click, count_view  # noqa: E402
from articles.affiliates.sources import Claim, Place  # noqa: E402
from articles.models import AffiliateLink  # noqa: E402


def click_as_a_program(link):
    count_click(link, Claim(Place(), link.slug), Visitor("program"), is_seen=lambda: True)
    connection.close()


def run(number, count, source):
    links = list(AffiliateLink.objects.order_by("pk"))
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    for click in range(count):
        visitor = Visitor(f"{number}-{click}")
        link = links[click % len(links)]
        claim = Claim(Place(source, "section-1"), link.slug)
        count_click(link, claim, visitor, is_seen=partial(bool, click % 2 == 0))
        count_view(source, visitor)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(click_as_a_program, links))


run(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3])
