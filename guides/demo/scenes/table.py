"""Still lifes: things left on tables."""

from .brush import WHOLE, Sheet
from .palette import (
    BLUSH,
    BRICK,
    CREAM,
    DUSK,
    HAZE,
    HONEY,
    INK,
    LAMP,
    MIST,
    MOSS,
    NIGHT,
    OAK,
    OCHRE,
    PAPER,
    SAGE,
    SAND,
    SLATE,
    STONE,
    TERRACOTTA,
    WALNUT,
    WOOD,
    Colour,
    darker,
    lighter,
    mix,
)
from .props import bowl, daylight, lamp, mug, salt_pot, steam, teapot
from .shapes import Point, curve, leaf, oval, rect, shift, turn, turned


def supper_table(sheet: Sheet) -> None:
    """Draw a round table with five small bowls and one salt pot under a low lamp."""
    sheet.wash(WHOLE, mix(NIGHT, WALNUT, 0.35), "bottom", grain=False)
    sheet.glow(800, 560, 1050, 800, OCHRE, 0.5)
    sheet.wash([(680, 300), (920, 300), (1330, 720), (270, 720)], LAMP, "top", 0.5, grain=False)
    sheet.solid(turned(800, [(70, 800), (60, 960), (240, 1067), (250, 1100)]), WALNUT)
    sheet.paint(oval(800, 752, 610, 226), darker(WOOD, 0.45))
    top = oval(800, 726, 610, 226)
    sheet.paint(top, WOOD)
    sheet.wash(top, HONEY, "centre", 0.95)
    with sheet.within(top):
        for ring in (0.42, 0.66, 0.88):
            grain = oval(800, 726, 610 * ring, 226 * ring)
            sheet.stroke(grain, darker(WOOD, 0.15), 2, 0.5)
    places = ((800, 575), (445, 645), (1155, 645), (590, 800), (1010, 800))
    bowls = ((PAPER, OCHRE), (SAGE, BLUSH), (DUSK, HONEY), (TERRACOTTA, MIST), (CREAM, TERRACOTTA))
    for (cx, rim), (clay, food) in zip(places, bowls, strict=True):
        bowl(sheet, cx, rim, 86 + (rim - 575) * 0.1, clay, food)
    salt_pot(sheet, 800, 772, 104)
    lamp(sheet, 800, 290, 190, TERRACOTTA)
    sheet.glow(800, 300, 320, 150, LAMP, 0.55)


def mended_bowl(sheet: Sheet) -> None:
    """Draw a wide bowl with one gold seam, on a plain table in morning light."""
    sheet.wash(rect(-20, -20, 1640, 800), SAND, "right", 0.8)
    for column in range(2):
        for row in range(3):
            x, y = 130 + column * 230 + row * 110, 30 + row * 232
            daylight(
                sheet, [(x, y), (x + 200, y), (x + 300, y + 210), (x + 100, y + 210)], "top", 0.9
            )
    sheet.solid(rect(-20, 730, 1640, 370), OAK, "bottom", 0.2)
    daylight(sheet, [(420, 732), (900, 732), (1180, 1080), (560, 1080)], "top", 0.6)
    shade = curve([(690, 920), (1150, 850), (1500, 872), (1290, 950), (780, 962)])
    sheet.paint(shade, INK, 0.3, 16)
    foot = [(640, 840), (1000, 840), *oval(820, 930, 166, 16, 0, 180)]
    sheet.solid(foot, darker(SLATE, 0.2), "right", 0.3)
    body = turned(820, [(450, 470), (436, 560), (372, 690), (262, 810), (176, 872)])
    sheet.solid(body, DUSK, "right", 0.45)
    sheet.wash(body, HAZE, "left", 0.6)
    sheet.paint(oval(820, 470, 450, 112), lighter(HAZE, 0.2))
    well = oval(820, 477, 426, 97)
    sheet.solid(well, SLATE, "left", 0.3)
    sheet.wash(well, HAZE, "right", 0.75)
    inner = curve([(640, 392), (652, 428), (628, 470), (660, 512), (652, 573)], closed=False)
    outer = curve([(652, 573), (684, 640), (656, 706), (712, 776), (706, 860)], closed=False)
    twig = curve([(658, 700), (606, 712), (560, 690), (518, 712)], closed=False)
    for line, thick in ((inner, 11), (outer, 16), (twig, 10)):
        sheet.stroke(line, darker(OCHRE, 0.3), thick + 4)
        sheet.stroke(line, mix(OCHRE, HONEY, 0.5), thick)


def coins_in_a_saucer(sheet: Sheet) -> None:
    """Draw a handful of coins in a blue saucer beside a teapot and a folded letter."""
    sheet.wash(rect(-20, -20, 1640, 540), SAND, "bottom")
    sheet.glow(1200, 120, 900, 560, CREAM, 0.6)
    sheet.solid(rect(-20, 500, 1640, 600), OAK, "bottom", 0.22)
    teapot(sheet, 500, 660, 420, SAGE)
    flap = [(1060, 620), (1350, 580), (1400, 668), (1090, 716)]
    page = [(1090, 716), (1400, 668), (1470, 792), (1136, 852)]
    sheet.shadow([*flap[:2], *page[2:]], 10, 14, 10, 0.28)
    sheet.solid(page, CREAM, "bottom", 0.1)
    sheet.solid(flap, mix(CREAM, SAND, 0.4), "bottom", 0.14)
    sheet.paint([(1090, 716), (1400, 668), (1420, 706), (1106, 758)], lighter(SAND, 0.6))
    sheet.stroke([(1090, 716), (1400, 668)], darker(SAND, 0.12), 4)
    sheet.shadow(oval(770, 850, 290, 104), 14, 26, 14)
    sheet.paint(oval(770, 852, 290, 108), darker(SLATE, 0.2))
    sheet.solid(oval(770, 836, 290, 108), DUSK, "right", 0.25)
    sheet.stroke(oval(770, 836, 268, 96), HAZE, 5)
    sheet.solid(oval(770, 846, 196, 66), mix(DUSK, SLATE, 0.5), "left", 0.3)
    low = ((672, 838, 0), (742, 822, 2), (826, 824, 1), (872, 848, 0), (708, 866, 1), (800, 872, 2))
    metals = (OCHRE, mix(TERRACOTTA, BRICK, 0.3), STONE)
    for cx, cy, metal in (
        *low,
        (756, 838, 0),
        (834, 840, 0),
        (716, 826, 1),
        (790, 812, 2),
        (770, 794, 0),
    ):
        coin = metals[metal]
        sheet.paint(oval(cx + 3, cy + 12, 58, 27), darker(coin, 0.6))
        sheet.solid(oval(cx, cy, 58, 26), lighter(coin, 0.15), "right", 0.25)
        sheet.stroke(oval(cx, cy, 46, 19), darker(coin, 0.22), 3)


def slips_in_a_mug(sheet: Sheet) -> None:
    """Draw folded paper slips in a chipped mug beside a salt pot."""
    sheet.wash(rect(-20, -20, 1640, 800), BLUSH, "bottom", 0.7)
    sheet.glow(420, 220, 800, 620, CREAM, 0.7)
    sheet.solid(rect(-20, 740, 1640, 360), OAK, "bottom", 0.22)
    _mug_mouth(sheet)
    above = [(-20, -20), (1620, -20), (1620, 480), (855, 480)]
    with sheet.within([*above, *oval(640, 478, 215, 52, 0, 180)]):
        _slip(sheet, (540, 262), -22, 26, PAPER)
        _slip(sheet, (726, 240), 17, -22, HAZE)
        _slip(sheet, (606, 200), -6, -20, HONEY)
        _slip(sheet, (770, 322), 24, 18, CREAM)
        _slip(sheet, (666, 296), 4, 22, CREAM)
        _slip(sheet, (566, 366), -12, -16, BLUSH)
    _mug_front(sheet)
    salt_pot(sheet, 1080, 886, 300)


def two_mugs(sheet: Sheet) -> None:
    """Draw two mugs of tea on a worktop, handles turned towards each other."""
    tea = mix(BRICK, OCHRE, 0.35)
    for column in range(9):
        for row in range(4):
            tile = rect(-60 + column * 200, -80 + row * 200, 190, 190, 6)
            sheet.solid(tile, mix(MIST, HAZE, sheet.chance.random() * 0.5), "bottom", 0.1)
    sheet.glow(300, 100, 1200, 800, LAMP, 0.4)
    sheet.solid(rect(-20, 690, 1640, 420), OAK, "bottom", 0.22)
    sheet.paint(rect(-20, 690, 1640, 16), lighter(OAK, 0.4))
    mug(sheet, 470, 900, 320, 350, TERRACOTTA, 1, tea)
    mug(sheet, 1130, 900, 320, 350, SLATE, -1, tea)
    steam(sheet, 470, 530, 300)
    steam(sheet, 1130, 530, 330)


def cards_by_lamplight(sheet: Sheet) -> None:
    """Draw four question cards on a dark table, seen from above, with scissors and a cup of tea."""
    sheet.wash(WHOLE, darker(WALNUT, 0.35), "right", 0.8)
    for row in range(5):
        seam = [(-20, 60 + row * 236), (1620, 52 + row * 236)]
        sheet.stroke(seam, darker(WALNUT, 0.5), 4, 0.6)
    sheet.glow(700, 430, 1180, 900, OCHRE, 0.55)
    sheet.glow(620, 380, 620, 480, LAMP, 0.4)
    _cup_from_above(sheet, 1330, 250)
    _scissors(sheet, (1350, 740))
    placed = (((250, 150), -9), ((690, 110), 5), ((330, 560), 4), ((790, 540), -6))
    emblems = (_sun, _leaf, _circles, _moon)
    tints = (HONEY, MIST, BLUSH, HAZE)
    for ((x, y), lean), emblem, tint in zip(placed, emblems, tints, strict=True):
        _card(sheet, (x, y), lean, tint)
        emblem(sheet, *turn([(x + 190, y + 118)], lean, (x + 190, y + 180))[0])


def _card(sheet: Sheet, corner: Point, lean: float, tint: Colour) -> None:
    """Lay a card on the table: a band in its colour, and two lines of writing."""
    (x, y), middle = corner, (corner[0] + 190, corner[1] + 180)
    outline = turn(rect(x, y, 380, 360, 14), lean, middle)
    sheet.shadow(outline, 14, 20, 14, 0.4)
    sheet.solid(outline, CREAM, "bottom", 0.08)
    sheet.paint(turn(rect(x + 22, y + 22, 336, 192, 8), lean, middle), lighter(tint, 0.15))
    for down, wide in ((256, 300), (300, 210)):
        line = turn([(x + 40, y + down), (x + 40 + wide, y + down)], lean, middle)
        sheet.stroke(line, STONE, 9)


def _sun(sheet: Sheet, x: float, y: float) -> None:
    sheet.paint(oval(x, y + 34, 62, 62, 180, 180), OCHRE)
    sheet.stroke([(x - 104, y + 36), (x + 104, y + 36)], darker(OCHRE, 0.3), 8)


def _leaf(sheet: Sheet, x: float, y: float) -> None:
    sheet.stroke([(x - 76, y + 76), (x + 40, y - 40)], darker(MOSS, 0.2), 8)
    for along_stem, angle in ((0.0, 98), (0.0, -8), (38.0, 98), (38.0, -8), (76.0, 45)):
        stem = (x - 48 + along_stem, y + 48 - along_stem)
        sheet.solid(leaf(*stem, angle, 74, 34), MOSS, "left", 0.2)


def _circles(sheet: Sheet, x: float, y: float) -> None:
    for side, colour in ((-38, TERRACOTTA), (38, BRICK)):
        sheet.stroke(oval(x + side, y, 62, 62), colour, 10)


def _moon(sheet: Sheet, x: float, y: float) -> None:
    crescent = oval(x - 26, y, 64, 64, -90, 180) + oval(x - 26, y, 30, 64, 90, -180)
    sheet.paint(turn(crescent, 24, (x - 26, y)), SLATE)


def _cup_from_above(sheet: Sheet, x: float, y: float) -> None:
    """Stand a cup of tea on a saucer."""
    sheet.shadow(oval(x, y, 190, 190), 16, 22, 16, 0.4)
    sheet.solid(oval(x, y, 190, 190), DUSK, "right", 0.3)
    sheet.stroke(oval(x, y, 160, 160), HAZE, 5)
    sheet.shadow(oval(x, y, 112, 112), 12, 16, 10, 0.35)
    sheet.solid(turn(rect(x + 86, y - 17, 86, 34, 16), 38, (x, y)), PAPER, "right", 0.25)
    sheet.solid(oval(x, y, 112, 112), PAPER, "right", 0.25)
    tea = oval(x, y, 92, 92)
    sheet.solid(tea, mix(BRICK, OCHRE, 0.35), "left", 0.3)
    sheet.wash(tea, OCHRE, "bottom", 0.5)


def _scissors(sheet: Sheet, pivot: Point) -> None:
    """Leave a pair of scissors a little open, their points up."""
    (x, y), steel = pivot, lighter(STONE, 0.35)
    for side in (-1, 1):
        blade = [(x - 13, y + 30), (x - 9, y - 200), (x + 2, y - 246), (x + 15, y + 30)]
        arm = [(x, y + 20), (x + side * 8, y + 96)]
        lean = 22 + side * 10
        sheet.shadow(turn(blade, lean, pivot), 9, 12, 7, 0.4)
        sheet.solid(turn(blade, lean, pivot), darker(steel, 0.08 * side + 0.08), "right", 0.2)
        sheet.stroke(turn(arm, 22 - side * 14, pivot), SLATE, 24)
        ring = turn(oval(x + side * 26, y + 150, 42, 62), 22 - side * 12, pivot)
        sheet.stroke(ring, SLATE, 22)
    sheet.paint(oval(x, y + 4, 11, 11), darker(STONE, 0.4))


def _mug_mouth(sheet: Sheet) -> None:
    """Paint the far half of the big mug: its handle, its rim and the dark inside."""
    sheet.paint(oval(700, 892, 300, 36), INK, 0.3, 20)
    sheet.stroke(oval(425, 680, 105, 118), darker(SAGE, 0.2), 44)
    sheet.paint(oval(640, 478, 228, 62), lighter(SAGE, 0.35))
    sheet.solid(oval(640, 480, 212, 51), darker(SAGE, 0.5), "left", 0.3)


def _mug_front(sheet: Sheet) -> None:
    """Paint the near half of the big mug, with the chip out of its rim."""
    side = [(412, 478), *oval(640, 860, 222, 50, 180, -180), (868, 478)]
    body = side + oval(640, 478, 228, 62, 0, 180)
    sheet.solid(body, SAGE, "right", 0.4)
    with sheet.within(body):
        band = [(400, 700), *curve([(410, 690), (640, 752), (870, 690)], closed=False)]
        sheet.solid([*band, (880, 950), (400, 950)], mix(CREAM, MIST, 0.3), "right", 0.3)
    sheet.stroke(oval(640, 478, 221, 57, 2, 176), lighter(SAGE, 0.35), 15)
    chip = [(708, 524), (728, 546), (744, 552), (758, 572), (784, 560), (798, 538), (820, 503)]
    chip += [(790, 508), (750, 516)]
    sheet.paint([*chip[:1], *shift(chip[1:6], 2, 11), *chip[6:]], lighter(SAND, 0.35))
    sheet.paint(chip, darker(SAGE, 0.55))


def _slip(sheet: Sheet, top: Point, lean: float, kink: float, colour: Colour) -> None:
    """Stand a folded slip of paper on end, its upper half bent towards or away from us."""
    x, y = top
    low = turn(rect(x - 46, y + 92, 92, 330), lean, (x, 560))
    fold = [(x - 46 + kink, y), (x + 46 + kink, y + 5), (x + 46, y + 92), (x - 46, y + 92)]
    high = turn(fold, lean, (x, 560))
    sheet.shadow(low + high, 8, 5, 7, 0.22)
    sheet.solid(low, darker(colour, 0.06), "bottom", 0.2)
    sheet.solid(high, lighter(colour, 0.3) if kink > 0 else darker(colour, 0.14), "bottom", 0.08)
    sheet.stroke(high[2:], darker(colour, 0.28), 2.5)
