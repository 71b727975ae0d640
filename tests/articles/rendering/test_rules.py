import pytest

from articles.rendering.library import Library, Merchant, Page, Problem, Product
from articles.rendering.markdown import render
from articles.rendering.rules import PRICE, check_surface

STRICT = Merchant(2, "Strict", "affiliate", may_email=False, may_document=False, may_price=False)
PEN = Product(8, "pen", "The pen", "candor:go/pen", STRICT)
REFUSED = "Strict does not allow a price beside its links. Take it out:"


@pytest.fixture
def page() -> Page:
    merchants = {"strict.example.com": STRICT, "free.example.com": Merchant(3, "Free", "own")}
    return Page(Library(products={"pen": PEN}, merchants=merchants))


@pytest.mark.parametrize(
    "price",
    ["$5", "€ 1,299.00", "£9.99", "5 €", "12 EUR", "USD 20", "20 dollars", "99 cents", "₹1,000"],
)
def test_price_is_found(price):
    assert PRICE.search(f"It costs {price}, today.")[0] == price


@pytest.mark.parametrize(
    "text",
    ["in 2026", "20 %", "30 minutes", "+1 555 010 0199", "section 3", "3 European towns", "$ale"],
)
def test_other_number_is_no_price(text):
    assert PRICE.search(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "[x](go:pen) for $5",
        "- a\n- **$5** [x](https://strict.example.com)",
        "|a|b|\n|-|-|\n|[x](go:pen)|$5|",
        "### [x](go:pen) $5",
        "::: offer pen\nNow $5.\n:::",
        "[y](https://free.example.com) $5 [x](go:pen)",
    ],
)
def test_price_beside_a_link_is_refused(text, page):
    render(text, page)
    assert page.problems == [Problem(REFUSED, "$5")]


@pytest.mark.parametrize(
    "text",
    ["[x](go:pen)\n\n$5", "- [x](go:pen)\n- $5", "$5 [y](https://free.example.com)", "$5"],
)
def test_price_elsewhere_is_allowed(text, page):
    render(text, page)
    assert page.problems == []


@pytest.mark.parametrize(
    ("surface", "problems"),
    [
        ("page", []),
        ("email", ["Strict does not allow its links in e-mail. Take this out:"]),
        ("document", ["Strict does not allow its links in PDF and EPUB. Take this out:"]),
    ],
)
def test_merchant_decides_on_surfaces(surface, problems, page):
    page.surface = surface
    check_surface(STRICT, page, "go:pen")
    assert page.problems == [Problem(message, "go:pen") for message in problems]
