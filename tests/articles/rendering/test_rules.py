from time import process_time

import pytest

from articles.rendering.library import Library, Merchant, Page, Problem, Product
from articles.rendering.markdown import render
from articles.rendering.rules import PRICE, check_surface, is_broken

STRICT = Merchant(2, "Strict", "affiliate", may_email=False, may_document=False, may_price=False)
PEN = Product(8, "pen", "The pen", "candor:go/pen", STRICT)
REFUSED = "Strict does not allow a price beside its links. Take it out:"


@pytest.fixture
def page() -> Page:
    merchants = {"strict.example.com": STRICT, "free.example.com": Merchant(3, "Free", "own")}
    return Page(Library(products={"pen": PEN}, merchants=merchants))


@pytest.mark.parametrize(
    "price",
    [
        *("$5", "€ 1,299.00", "£9.99", "5 €", "12 EUR", "USD 20", "20 dollars", "99 cents"),
        *("EUR49", "49EUR", "usd 49", "Eur 49", "49 eur", "49 Euro", "SEK 499", "9 NOK", "DKK 9"),
        *("49 kr", "49kr", "kr 49", "kr. 49", "49 zł", "zł 49", "PLN 20", "20 kroner", "5 yen"),
        *("50¢", "49p", "£.99", "₹1,000", "₩5000", "₽500", "₪20", "₺20", "฿20", "＄49", "20円"),
        *("49,- €", "€\u202f49", "49\u00a0€"),
    ],
)
def test_price_is_found(price):
    assert PRICE.search(f"It costs {price}, today.")[0] == price


@pytest.mark.parametrize(
    "text",
    [
        *("in 2026", "20 %", "30 minutes", "+1 555 010 0199", "section 3", "3 European towns"),
        *(
            "$ale",
            "p. 12",
            "p 12",
            "12 p.",
            "pp. 12-14",
            "1080p",
            "720p",
            "24p",
            "60p",
            "5p-",
            "a5p",
        ),
        *(
            "49 pages",
            "3 krill",
            "85 Kr",
            "Kr 85",
            "skr 5",
            "cad 5",
            "NEUR49",
            "5 Eurasian",
            "try 5",
        ),
    ],
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


@pytest.mark.parametrize(
    "text",
    ["1" * 90_000, "1," * 45_000, "$ " * 45_000, "EUR " * 22_000, "1.1-" * 22_000, "kr." * 30_000],
)
def test_price_is_sought_in_linear_time(text):
    start = process_time()
    assert PRICE.search(text + "z") is None
    assert process_time() - start < 1


@pytest.mark.parametrize(
    ("message", "broken"), [(REFUSED, True), ("This link leads nowhere yet:", False)]
)
def test_broken_rule_is_told_from_other_problems(message, broken):
    assert is_broken("Strict", [Problem(message, "$5")]) is broken
