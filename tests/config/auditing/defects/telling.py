"""What a page tells machines, and how it is found."""

from collections.abc import Callable

from django.utils.datastructures import CaseInsensitiveMapping

from tests.config.auditing.spoiling import (
    REPAIR,
    STRICT,
    Defect,
    add,
    become,
    chain,
    header,
    retell,
    swap,
    told,
)


def _with_author(author: dict) -> Callable[[list[dict]], list[dict]]:
    def change(graph: list[dict]) -> list[dict]:
        return [node | {"author": author} if "author" in node else node for node in graph]

    return change


def _with_one_step(graph: list[dict]) -> list[dict]:
    step = {"@type": "Thing", "position": 1, "name": "Home"}
    return [*graph, {"@type": "BreadcrumbList", "itemListElement": [step]}]


DEFECTS = [
    # JSON-LD
    Defect(
        "question nobody sees",
        "questions_are_visible",
        REPAIR,
        told('"How many cups?"', '"How few?"'),
    ),
    Defect(
        "answer nobody sees",
        "questions_are_visible",
        REPAIR,
        told("Because it is late.", "No idea."),
    ),
    Defect("how-to", "no_retired_type", REPAIR, told('"CreativeWork"', '["CreativeWork","HowTo"]')),
    Defect(
        "other headline",
        "article_tells_what_is_asked",
        REPAIR,
        told('"headline":"Repair after a row"', '"headline":"Shock!"'),
    ),
    Defect(
        "one ratio only", "article_tells_what_is_asked", REPAIR, told('"width":480', '"width":360')
    ),
    Defect(
        "date without a zone",
        "article_tells_what_is_asked",
        "/guides/evenings/repair/",
        told("04:30:00+01:00", "04:30:00"),
    ),
    Defect(
        "no author",
        "article_tells_what_is_asked",
        REPAIR,
        told('"author":[{"@id":"http://testserver/authors/ada/#person"}],', ""),
    ),
    Defect("title in a name", "author_is_a_name", REPAIR, swap("Ada Byron", "Dr. Ada Byron", 99)),
    Defect(
        "profile of nobody",
        "profile_tells_its_person",
        "/authors/ada/",
        told('"ProfilePage"', '"WebPage"'),
    ),
    Defect(
        "author without a profile",
        "author_leads_to_a_profile",
        REPAIR,
        told('"url":"http://testserver/authors/ada/"', '"url":"http://testserver/about/"'),
    ),
    Defect(
        "other breadcrumb",
        "breadcrumb_is_the_visible_one",
        REPAIR,
        told('"position":2,"name":"Conflict"', '"position":2,"name":"Rest"'),
    ),
    Defect(
        "breadcrumb from zero",
        "breadcrumb_is_the_visible_one",
        REPAIR,
        told('"position":1', '"position":0'),
    ),
    Defect(
        "review on another day",
        "review_is_visible",
        REPAIR,
        told('"lastReviewed":"2026-02-01"', '"lastReviewed":"2026-03-01"'),
    ),
    Defect(
        "review of the article",
        "review_is_visible",
        REPAIR,
        told(
            '"headline"',
            '"lastReviewed":"2026-02-01","reviewedBy":{"@id":"http://testserver/authors/ben/#person"},"headline"',
        ),
    ),
    Defect("broken JSON-LD", "json_ld_parses", "/feeds/", told('"@graph":[', '"@graph":[,')),
    Defect("empty value", "json_ld_is_filled", REPAIR, told('"wordCount":72', '"wordCount":""')),
    Defect(
        "id of nothing",
        "json_ld_ids_resolve",
        REPAIR,
        told(
            '"mainEntityOfPage":{"@id":"http://testserver/articles/repair/#page"}',
            '"mainEntityOfPage":{"@id":"http://testserver/#other"}',
        ),
    ),
    Defect(
        "id without a host",
        "json_ld_ids_resolve",
        "/feeds/",
        told("http://testserver/#website", "/#website"),
    ),
    Defect(
        "stars",
        "no_stars_of_our_own",
        REPAIR,
        told('"wordCount":72', '"wordCount":72,"aggregateRating":{"ratingValue":5}'),
    ),
    Defect("microdata", "no_stars_of_our_own", REPAIR, swap("<article", "<article itemscope")),
    Defect(
        "source nobody sees",
        "names_are_visible",
        REPAIR,
        told('"name":"A study"', '"name":"Another study"'),
    ),
    # Being found
    Defect(
        "two dates",
        "one_date_is_shown",
        REPAIR,
        swap(
            '<span class="minutes">',
            '<span class="date">Published <time datetime="2026-03-05T04:30:00+01:00">5 March'
            '</time></span><span class="minutes">',
        ),
    ),
    Defect("date of what", "date_is_labelled", REPAIR, swap("Updated <time", "<time")),
    Defect(
        "other date in JSON-LD",
        "dates_agree",
        REPAIR,
        told(
            '"dateModified":"2026-03-06T04:30:00+01:00"',
            '"dateModified":"2026-03-05T05:00:00+01:00"',
        ),
    ),
    Defect(
        "modified before it was published",
        "dates_are_possible",
        "/guides/evenings/",
        told('"dateModified":"2026', '"dateModified":"2025'),
    ),
    Defect(
        "modified tomorrow",
        "dates_are_possible",
        "/guides/evenings/",
        told('"dateModified":"2026', '"dateModified":"2999'),
    ),
    Defect(
        "two canonical addresses",
        "one_canonical_address",
        REPAIR,
        add('<link rel="canonical" href="http://testserver/">', "<title>"),
    ),
    Defect(
        "no canonical address",
        "one_canonical_address",
        "/tags/calm/",
        swap('<link rel="canonical"', '<link rel="bookmark"'),
    ),
    Defect(
        "second page as the first",
        "canonical_is_itself",
        "/articles/?page=2",
        swap("/articles/?page=2", "/articles/", 99),
    ),
    Defect(
        "hidden and told",
        "hidden_is_not_told",
        "/search/",
        add('<link rel="canonical" href="http://testserver/search/">', "<title>"),
    ),
    Defect(
        "moved and in the sitemap",
        "sitemap_lists_only_pages_to_find",
        "/about/",
        become(status=301, body=b""),
    ),
    Defect(
        "sitemap that cannot be read",
        "sitemap_is_small",
        "/sitemap.xml",
        swap("<sitemapindex", "<sitemapindex <"),
    ),
    Defect(
        "sitemap of tomorrow",
        "sitemap_dates_are_true",
        "/sitemaps/articles-1.xml",
        swap("<lastmod>2026", "<lastmod>2999"),
    ),
    Defect("llms.txt to be indexed", "llms_is_plain", "/llms.txt", header("X-Robots-Tag", None)),
    Defect(
        "small previews",
        "large_previews_are_allowed",
        REPAIR,
        swap(", max-image-preview:large", ""),
    ),
    Defect("no title", "page_is_titled", "/search/", swap("<title>", "<title></title><title>")),
    Defect(
        "no description",
        "page_is_titled",
        REPAIR,
        swap('<meta name="description"', '<meta name="subject"'),
    ),
    Defect(
        "missing page to be indexed",
        "missing_is_not_indexed",
        "/nothing/is/here/",
        swap('content="noindex"', 'content="index"'),
    ),
    Defect(
        "soft 404",
        "nothing_is_404",
        "/nothing/is/here/",
        become(
            status=200,
            headers=CaseInsensitiveMapping(
                {
                    "Content-Type": "text/plain",
                    "X-Content-Type-Options": "nosniff",
                    "Content-Security-Policy": STRICT,
                }
            ),
        ),
    ),
    Defect("broken page", "nothing_breaks", "/health/", become(status=500)),
    Defect(
        "robots.txt without a sitemap",
        "robots_lets_pages_be_read",
        "/robots.txt",
        swap("Sitemap:", "Map:"),
    ),
    Defect(
        "robots.txt that shuts pages",
        "robots_lets_pages_be_read",
        "/robots.txt",
        swap("Disallow: /go/", "Disallow: /go/\nDisallow: /articles/"),
    ),
    Defect(
        "shared as another",
        "sharing_is_told",
        REPAIR,
        swap(
            'property="og:url" content="http://testserver/articles/repair/"',
            'property="og:url" content="http://testserver/"',
        ),
    ),
    Defect(
        "shared without a picture",
        "sharing_is_told",
        REPAIR,
        swap('property="og:image" ', 'property="og:picture" '),
    ),
    # The same rules by other evidence
    Defect(
        "questions that are none",
        "questions_are_visible",
        "/feeds/",
        told('"WebPage"', '"FAQPage"'),
    ),
    Defect(
        "article that is none",
        "article_tells_what_is_asked",
        REPAIR,
        told('"@type":"Article"', '"@type":"CreativeWorkSeries"'),
    ),
    Defect(
        "author without a name",
        "article_tells_what_is_asked",
        "/guides/evenings/repair/",
        retell(_with_author({"@type": "Thing"})),
    ),
    Defect(
        "author without an address",
        "article_tells_what_is_asked",
        "/guides/evenings/repair/",
        retell(_with_author({"@type": "Organization", "name": "A club"})),
    ),
    Defect(
        "profile without a person",
        "profile_tells_its_person",
        "/authors/ada/",
        told(
            '"mainEntity":{"@id":"http://testserver/authors/ada/#person"}',
            '"mainEntity":{"@id":"http://testserver/#website"}',
        ),
    ),
    Defect(
        "profile of somebody else",
        "profile_tells_its_person",
        "/authors/ada/",
        chain(swap("<h1>Ada Byron</h1>", "<h1>Ada B.</h1>"), add("<p>Ada Byron</p>")),
    ),
    Defect(
        "breadcrumb of one step",
        "breadcrumb_is_the_visible_one",
        "/feeds/",
        chain(retell(_with_one_step), add('<ol class="breadcrumb"><li>Home</li></ol>')),
    ),
    Defect(
        "review by somebody else",
        "review_is_visible",
        REPAIR,
        told(
            '"reviewedBy":{"@id":"http://testserver/authors/ben/#person"}',
            '"reviewedBy":{"@id":"http://testserver/authors/ada/#person"}',
        ),
    ),
    Defect(
        "hidden page with JSON-LD",
        "hidden_is_not_told",
        "/search/",
        add(
            '<script type="application/ld+json">{"@graph":[{"@type":"Thing"}]}</script>', "<title>"
        ),
    ),
    Defect(
        "sitemap that is too large",
        "sitemap_is_small",
        "/sitemaps/articles-1.xml",
        swap("</urlset>", "<url></url>" * 50_001 + "</urlset>"),
    ),
    Defect(
        "llms.txt as HTML", "llms_is_plain", "/llms.txt", header("Content-Type", "application/xml")
    ),
    Defect(
        "robots.txt that invites to click",
        "robots_lets_pages_be_read",
        "/robots.txt",
        swap("Disallow: /go/", ""),
    ),
]
