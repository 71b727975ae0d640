import pytest
from selectolax.lexbor import LexborHTMLParser

from articles.rendering.library import Library, Merchant, Page, Product
from guides.books.links import BookLinks

SHOP = Merchant(1, "Shop", "affiliate")
STRICT = Merchant(2, "Strict", "affiliate", may_document=False)


def resolved(href, **attributes):
    library = Library(
        products={
            "lamp": Product(1, "lamp", "Lamp", "candor:go/lamp", SHOP),
            "tent": Product(2, "tent", "Tent", "candor:go/tent", STRICT),
        },
        merchants={"shop.example": SHOP, "strict.example": STRICT},
        own_hosts=frozenset({"testserver"}),
    )
    page = Page(library, surface="document")
    links = BookLinks(page, {"/articles/tea/": "chapter-1"}, "/articles/bread/", "chapter-2-")
    extra = "".join(f' {name}="{value}"' for name, value in attributes.items())
    node = LexborHTMLParser(f'<a href="{href}"{extra}>x</a>').css_first("a")
    return links.resolve(node), [merchant.name for merchant in page.merchants.values()]


PAID = "sponsored nofollow"


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("https://example.org/a?b=c#d", ("https://example.org/a?b=c#d", "")),
        ("/topics/tea/", ("http://testserver/topics/tea/", "")),
        ("../tea/", ("#chapter-1", "")),
        ("/articles/tea/", ("#chapter-1", "")),
        ("http://testserver/articles/tea/#pour", ("#chapter-1-pour", "")),
        ("/articles/tea/?page=2", ("http://testserver/articles/tea/?page=2", "")),
        ("#fn-1", ("#chapter-2-fn-1", "")),
        ("mailto:a@b.example", ("mailto:a@b.example", "")),
        (
            "https://example.org/a|b/%zz/é?q=[x]",
            ("https://example.org/a%7Cb/%25zz/%C3%A9?q=%5Bx%5D", ""),
        ),
        ("javascript:alert(1)", None),
        ("https://[", None),
        ("", None),
    ],
)
def test_addresses_are_absolute_or_in_the_book(href, expected):
    assert resolved(href) == (expected, [])


@pytest.mark.parametrize(
    ("href", "expected", "owed"),
    [
        ("/go/lamp/", ("http://testserver/go/lamp/", PAID), ["Shop"]),
        ("/go/lamp/?from=book", ("http://testserver/go/lamp/?from=book", PAID), ["Shop"]),
        ("https://www.shop.example/x", ("https://www.shop.example/x", PAID), ["Shop"]),
        ("/go/tent/", None, ["Strict"]),
        ("/go/tent/?from=book", None, ["Strict"]),
        ("//strict.example/x", None, ["Strict"]),
        ("/go/gone/", None, []),
    ],
)
def test_merchant_is_owed_whether_or_not_the_link_stays(href, expected, owed):
    assert resolved(href) == (expected, owed)


def test_product_decides_where_its_merchants_host_is_not_known():
    cdn = "https://cdn.example/x"
    assert resolved(cdn, **{"data-go": "lamp?-card"}) == ((cdn, PAID), ["Shop"])
    assert resolved(cdn, **{"data-go": "tent?-card"}) == (None, ["Strict"])
    assert resolved("https://[", **{"data-go": "lamp?-card"}) == (None, ["Shop"])
