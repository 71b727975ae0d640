import pytest

from articles.rendering.library import Library, Merchant, Page, Picture, Product

SHOP = Merchant(1, "Shop", "affiliate")
LAMP = Product(7, "lamp", "The lamp", "candor:go/lamp", SHOP)
BENCH = Picture(5, "/media/bench.jpg", 1200, 800, alt="A bench", credit="Ann Lee")


@pytest.fixture
def library() -> Library:
    """One merchant, product, article, guide and photo, and two sources."""
    return Library(
        products={"lamp": LAMP},
        merchants={"shop.example.com": SHOP},
        targets={"article:sleep": "candor:article/12", "guide:calm": "candor:guide/3"},
        pictures={"/media/bench.jpg": BENCH, "/b.png": BENCH, "/b": BENCH},
        references=("walker", "smith"),
    )


@pytest.fixture
def page(library) -> Page:
    return Page(library)
