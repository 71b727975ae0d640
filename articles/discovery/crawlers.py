"""What crawlers are asked to leave alone. Only polite ones do (RFC 9309)."""

from collections.abc import Iterator

from articles.discovery.metadata import absolute
from articles.models import Publication

#: Programs that read pages to train or to feed models, by the names they look for in robots.txt:
#: as their makers document them, and as collected by ai-robots-txt/ai.robots.txt (read in
#: November 2026). Not those that fetch a page because somebody asked for it just then.
AI_CRAWLERS = (
    "AI2Bot",
    "Amazonbot",
    "anthropic-ai",
    "Applebot-Extended",
    "Bytespider",
    "CCBot",
    "ClaudeBot",
    "cohere-ai",
    "cohere-training-data-crawler",
    "Diffbot",
    "FacebookBot",
    "Google-CloudVertexBot",
    "Google-Extended",
    "GPTBot",
    "ImagesiftBot",
    "meta-externalagent",
    "omgili",
    "PanguBot",
    "PerplexityBot",
    "Timpibot",
    "webzio-extended",
)

#: Nothing of these is to be found. Search results and previews are not among them: they say
#: themselves that they are not to be indexed, which who may not read them would never learn.
PRIVATE = ("/admin/", "/go/", "/count/")


def write_robots(publication: Publication) -> str:
    """The text of robots.txt."""
    return "\n".join(_lines(publication))


def _lines(publication: Publication) -> Iterator[str]:
    yield "User-agent: *"
    yield from (f"Disallow: {path}" for path in PRIVATE)
    if publication.ai_crawlers == Publication.Crawlers.FORBID:
        yield ""
        yield from (f"User-agent: {name}" for name in AI_CRAWLERS)
        yield "Disallow: /"
    yield f"\nSitemap: {absolute('/sitemap.xml')}\n"
