"""Three author portraits, turned away so that no features are needed."""

from .brush import Sheet
from .palette import (
    BLUSH,
    CREAM,
    DUSK,
    HONEY,
    INK,
    MIST,
    MOSS,
    OCHRE,
    SAGE,
    STONE,
    TERRACOTTA,
    WALNUT,
    WOOD,
    Colour,
    darker,
    lighter,
    mix,
)
from .shapes import along, curve, oval, rect, turn, turned


def _roundel(sheet: Sheet, sun: Colour, low: Colour) -> None:
    """Set a large flat disc behind the sitter."""
    sheet.wash(rect(-20, -20, 1640, 1107), lighter(low, 0.35), "bottom", 0.7)
    sheet.paint(oval(800, 500, 430, 430), sun)
    sheet.wash(oval(800, 500, 430, 430), low, "bottom", 0.6)


def _bust(sheet: Sheet, skin: Colour, cloth: Colour, slope: float) -> None:
    """Paint the neck and the shoulders."""
    neck = turned(800, [(92, 520), (86, 680), (120, 800)])
    sheet.solid(neck, darker(skin, 0.1), "top", 0.35)
    shoulders = [(104, 742), (190, 776), (340, 830 + slope), (430, 950), (460, 1110)]
    sheet.solid(turned(800, shoulders), cloth, "bottom", 0.35)


def portrait_maren(sheet: Sheet) -> None:
    """Draw fair grey hair in a loose knot, a moss cardigan, turned away to the left."""
    skin, hair = (228, 186, 158), mix(STONE, HONEY, 0.3)
    _roundel(sheet, MIST, SAGE)
    _bust(sheet, skin, mix(MOSS, SAGE, 0.45), 0)
    collar = curve([(690, 742), (740, 772), (810, 782), (880, 766), (914, 738)], closed=False)
    sheet.stroke(collar, CREAM, 34)
    for step in range(9):
        rib = [(560 + step * 60, 850 + abs(4 - step) * 14), (540 + step * 65, 1100)]
        sheet.stroke(rib, darker(MOSS, 0.1), 4, 0.6)
    face = [(690, 330), (652, 430), (648, 500), (660, 580), (700, 636), (770, 648), (860, 590)]
    sheet.solid(curve([*face, (880, 380)]), skin, "right", 0.2)
    sheet.solid(oval(952, 262, 98, 92), darker(hair, 0.1), "bottom", 0.3)
    for size in (66, 36):
        sheet.stroke(oval(956, 260, size, size - 6, 150, 230), darker(hair, 0.3), 5)
    mass = [(652, 400), (680, 280), (790, 212), (914, 250), (986, 380), (972, 520), (900, 640)]
    mass += [(846, 610), (836, 560), (784, 540), (716, 470)]
    sheet.solid(curve(mass), hair, "bottom", 0.28)
    for bend in range(5):
        knots = (
            (674 + bend * 14, 380 - bend * 26),
            (790 + bend * 10, 360 - bend * 20),
            (920, 340 - bend * 8),
        )
        sheet.stroke(curve(knots, closed=False), darker(hair, 0.22), 4, 0.8)
    sheet.solid(oval(826, 530, 27, 42), lighter(skin, 0.1), "right", 0.25)
    sheet.solid(oval(828, 590, 10, 16), OCHRE)


def portrait_tobias(sheet: Sheet) -> None:
    """Draw short dark curls and a beard, a dusk-blue shirt, turned away to the right."""
    skin, hair = (134, 90, 68), (50, 42, 44)
    _roundel(sheet, HONEY, OCHRE)
    _bust(sheet, skin, DUSK, -10)
    for side in (-1, 1):
        wing = [
            (800 + side * 20, 800),
            (800 + side * 104, 722),
            (800 + side * 150, 766),
            (800 + side * 90, 846),
        ]
        sheet.solid(wing, lighter(DUSK, 0.3), "bottom", 0.25)
    sheet.stroke([(800, 806), (800, 1100)], darker(DUSK, 0.3), 4)
    head = [(640, 420), (680, 280), (800, 226), (910, 270), (944, 380), (946, 480), (930, 570)]
    sheet.solid(curve([*head, (880, 640), (800, 640), (700, 590), (650, 510)]), skin, "left", 0.25)
    beard = [(800, 540), (846, 572), (900, 560), (940, 520), (944, 600), (906, 672), (820, 690)]
    sheet.solid(curve([*beard, (750, 640), (764, 560)]), darker(hair, 0.0), "left", 0.2)
    crown = [(640, 520), (618, 400), (660, 262), (780, 196), (900, 226), (950, 312), (900, 330)]
    crown += [(836, 380), (800, 470), (780, 560), (730, 640), (670, 610)]
    sheet.paint(curve(crown), hair)
    for _ in range(150):
        share, sway = sheet.chance.random(), sheet.chance.uniform(-34, 34)
        x, y = curve(crown[:7], closed=False)[int(share * 70)]
        x, y = along((x, y), (770, 400), sheet.chance.uniform(-0.04, 0.55))
        curl = oval(x + sway * 0.3, y + sway * 0.3, 15, 14, sheet.chance.uniform(0, 360), 250, 16)
        sheet.stroke(curl, mix(hair, WALNUT, sheet.chance.uniform(0.1, 0.6)), 6)
    sheet.solid(oval(772, 500, 30, 46), lighter(skin, 0.08), "left", 0.3)
    sheet.stroke(oval(776, 500, 13, 24, 120, 220), darker(skin, 0.35), 5)


def portrait_ines(sheet: Sheet) -> None:
    """Draw long dark hair with a clip, an ochre jumper, seen from behind with the head turned."""
    skin, hair = (188, 138, 106), mix(WALNUT, INK, 0.55)
    _roundel(sheet, mix(BLUSH, CREAM, 0.25), BLUSH)
    _bust(sheet, skin, TERRACOTTA, 6)
    cheek = [(900, 330), (946, 430), (944, 520), (912, 610), (850, 630), (800, 500)]
    sheet.solid(curve(cheek), skin, "left", 0.25)
    mass = [(628, 460), (656, 290), (780, 206), (890, 240), (934, 330), (918, 420), (886, 500)]
    mass += [(900, 600), (950, 720), (990, 850), (930, 960), (800, 986), (660, 950), (590, 850)]
    sheet.solid(curve([*mass, (620, 700), (634, 580)]), hair, "left", 0.5)
    with sheet.within(curve([*mass, (620, 700), (634, 580)])):
        for step in range(11):
            x = 640 + step * 26
            lock = [(790 + step * 5, 230), (x + 14, 400), (x - 4, 600), (x - 26 + step * 6, 780)]
            lock.append((x - 40 + step * 9, 990))
            sheet.stroke(curve(lock, closed=False), mix(hair, WOOD, 0.2 + step % 3 * 0.16), 7, 0.8)
    sheet.solid(turn(rect(700, 520, 150, 42, 20), -8, (775, 540)), OCHRE, "bottom", 0.3)
    sheet.solid(turn(rect(716, 530, 118, 10, 5), -8, (775, 540)), HONEY)
    sheet.solid(oval(893, 560, 11, 17), HONEY, "bottom", 0.3)
