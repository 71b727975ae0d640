import pytest
import time_machine
from django.core.cache import caches
from django.db import transaction

from articles import listings
from tests.articles.discovery.crawl import Crawl, crawl
from tests.articles.discovery.sites import ALSO, SITES, START


@pytest.fixture(scope="session", params=SITES)
def crawled(request, django_db_setup, django_db_blocker) -> Crawl:
    """All that is found on each site, once for all tests; of the site itself nothing is left."""
    with (
        django_db_blocker.unblock(),
        pytest.MonkeyPatch.context() as patch,
        time_machine.travel(START, tick=False) as clock,
        transaction.atomic(),
    ):
        patch.setattr(listings, "PAGE_SIZE", 2)
        for cache in caches.all(initialized_only=True):
            cache.clear()
        SITES[request.param](clock)
        found = crawl("/", *ALSO)
        transaction.set_rollback(True)
    return Crawl(request.param, found)
