"""Which engine looks words up for this site."""

from django.conf import settings
from django.db import connection
from django.utils.module_loading import import_string

from articles.search.engines import Engine
from articles.search.engines.postgresql import PostgreSQL
from articles.search.engines.sqlite import SQLite

DATABASES: dict[str, type[Engine]] = {"sqlite": SQLite, "postgresql": PostgreSQL}
#: Not imported before it is wanted: its library is an extra.
SERVER = "articles.search.engines.opensearch"


def engine() -> Engine:
    """The database's own index, or the server that `SEARCH_URL` names before it."""
    database = DATABASES[connection.vendor]()
    return import_string(f"{SERVER}.OpenSearch")(database) if settings.SEARCH_URL else database
