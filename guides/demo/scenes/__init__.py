"""The demo site's pictures, painted from code: `draw(name)` for any of `NAMES`."""

from collections.abc import Callable

from PIL import Image

from . import evening, halls, kitchen, outside, portraits, products, rooms, table
from .brush import Sheet
from .palette import (
    BLUSH,
    CREAM,
    DUSK,
    HAZE,
    MIST,
    NIGHT,
    PAPER,
    SAND,
    SLATE,
    WALNUT,
    Colour,
)

SCENES: dict[str, tuple[Colour, Callable[[Sheet], None]]] = {
    "supper-table": (NIGHT, table.supper_table),
    "two-chairs": (MIST, rooms.two_chairs),
    "open-cupboards": (SLATE, kitchen.open_cupboards),
    "door-ajar": (SLATE, halls.door_ajar),
    "mended-bowl": (PAPER, table.mended_bowl),
    "doorstep-pot": (SLATE, evening.doorstep_pot),
    "round-path": (MIST, outside.round_path),
    "pegs-on-a-line": (HAZE, outside.pegs_on_a_line),
    "coins-in-a-saucer": (CREAM, table.coins_in_a_saucer),
    "four-mugs-on-hooks": (CREAM, kitchen.four_mugs_on_hooks),
    "basket-by-the-door": (SLATE, halls.basket_by_the_door),
    "bench-and-two-cups": (HAZE, outside.bench_and_two_cups),
    "chair-by-the-window": (PAPER, rooms.chair_by_the_window),
    "moored-boat": (HAZE, outside.moored_boat),
    "gate-and-lit-path": (DUSK, evening.gate_and_lit_path),
    "lit-windows": (DUSK, evening.lit_windows),
    "umbrella-drying": (CREAM, halls.umbrella_drying),
    "slips-in-a-mug": (CREAM, table.slips_in_a_mug),
    "cards-by-lamplight": (WALNUT, table.cards_by_lamplight),
    "two-mugs": (PAPER, table.two_mugs),
    "loop-on-the-fridge": (MIST, kitchen.loop_on_the_fridge),
    "week-on-the-fridge": (HAZE, kitchen.week_on_the_fridge),
    "curtain-on-the-landing": (PAPER, rooms.curtain_on_the_landing),
    "portrait-maren": (PAPER, portraits.portrait_maren),
    "portrait-tobias": (PAPER, portraits.portrait_tobias),
    "portrait-ines": (PAPER, portraits.portrait_ines),
    "cards-box": (MIST, products.cards_box),
    "wheel-print": (SAND, products.wheel_print),
    "journal": (PAPER, products.journal),
    "book-listening": (SAND, products.book_listening),
    "book-repair": (MIST, products.book_repair),
    "headphones": (BLUSH, products.headphones),
}
NAMES = tuple(SCENES)


def draw(name: str) -> Image.Image:
    """Return the picture of that name, 1600 pixels by 1067."""
    ground, painter = SCENES[name]
    sheet = Sheet(name, ground)
    painter(sheet)
    return sheet.printed()
