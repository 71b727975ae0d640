"""Product pictures: one thing each, in the middle of the sheet."""

from .brush import WHOLE, Sheet
from .palette import (
    BLUSH,
    BRICK,
    CREAM,
    DUSK,
    HAZE,
    HONEY,
    INK,
    MIST,
    MOSS,
    OAK,
    OCHRE,
    PAPER,
    SAGE,
    SAND,
    SLATE,
    STONE,
    TERRACOTTA,
    Colour,
    darker,
    lighter,
    mix,
)
from .props import stitched
from .shapes import Path, Point, along, curve, oval, rect, shift, turn


def _tabletop(sheet: Sheet, colour: Colour) -> None:
    """Light a plain surface from the upper left."""
    sheet.wash(WHOLE, darker(colour, 0.16), "right")
    sheet.glow(480, 160, 900, 700, CREAM, 0.6)


def cards_box(sheet: Sheet) -> None:
    """Draw a small box of question cards, its lid off."""
    _tabletop(sheet, MIST)
    lid = turn(rect(960, 660, 330, 200, 8), -24, (1125, 760))
    sheet.shadow(lid, 16, 26, 16, 0.3)
    sheet.solid(lid, darker(TERRACOTTA, 0.25), "right", 0.3)
    sheet.solid(
        turn(rect(980, 678, 290, 164, 4), -24, (1125, 760)), darker(TERRACOTTA, 0.5), "left", 0.3
    )
    sheet.paint([(420, 830), (960, 830), (1040, 896), (480, 900)], INK, 0.34, 18)
    sheet.solid(rect(430, 540, 480, 80, 6), darker(TERRACOTTA, 0.55), "bottom", 0.3)
    tints = (PAPER, CREAM, HAZE, CREAM, BLUSH, PAPER, HONEY, CREAM, MIST)
    for step, colour in enumerate(tints):
        lift = 64 if step == 4 else sheet.chance.uniform(-6, 10)
        card = rect(442 + step * 0.8, 330 + step * 21 - lift, 450, 330, 16)
        sheet.shadow(card, 0, -5, 4, 0.2)
        sheet.solid(card, colour, "bottom", 0.1)
        if step == 4:
            for offset, ink in ((-20, TERRACOTTA), (20, SLATE)):
                sheet.stroke(oval(672 + offset, 392, 32, 32), ink, 6)
    front = rect(426, 590, 488, 262, 8)
    sheet.solid(front, TERRACOTTA, "right", 0.35)
    sheet.stroke([*rect(450, 614, 440, 214, 6), (884, 614)], HONEY, 5)
    for offset, colour in ((-40, PAPER), (40, HONEY)):
        sheet.paint(oval(670 + offset, 721, 70, 70), colour, 0.88)


def wheel_print(sheet: Sheet) -> None:
    """Draw a colour-wheel wall print in a frame."""
    _tabletop(sheet, SAND)
    sheet.shadow(rect(470, 110, 660, 830), 26, 34, 22, 0.34)
    sheet.solid(rect(470, 110, 660, 830, 4), OAK, "right", 0.3)
    sheet.paint(rect(500, 140, 600, 770), darker(CREAM, 0.12))
    sheet.paint(rect(508, 150, 592, 760), CREAM)
    hues = [TERRACOTTA, mix(TERRACOTTA, OCHRE, 0.5), OCHRE, HONEY, mix(HONEY, SAGE, 0.5), SAGE]
    hues += [MOSS, mix(MOSS, SLATE, 0.5), DUSK, SLATE, mix(SLATE, BRICK, 0.5), BRICK]
    for ring, reach in ((0.0, 240), (0.3, 176), (0.58, 112)):
        for step, hue in enumerate(hues):
            slice_ = oval(800, 500, reach, reach, step * 30 - 104, 28, 16)
            sheet.paint([(800, 500), *slice_], lighter(hue, ring))
    sheet.paint(oval(800, 500, 52, 52), CREAM)
    for step in range(3):
        sheet.paint(rect(680 + step * 90, 806, 60, 24), (TERRACOTTA, SAGE, DUSK)[step])
    sheet.wash([(508, 150), (900, 150), (560, 910), (508, 910)], CREAM, "left", 0.35, grain=False)


def journal(sheet: Sheet) -> None:
    """Draw an open journal with two pens."""
    _tabletop(sheet, mix(BLUSH, SAND, 0.5))
    cover = rect(352, 286, 896, 524, 16)
    sheet.shadow(cover, 16, 30, 20, 0.32)
    sheet.solid(cover, MOSS, "bottom", 0.3)
    for side in (-1, 1):
        edge = curve([(0, 326), (70, 300), (220, 296), (424, 312)], closed=False)
        foot = curve([(424, 784), (220, 768), (70, 772), (0, 798)], closed=False)
        page = [(800 + side * u, v) for u, v in edge + foot]
        for leaves in (14, 7):
            sheet.paint(
                shift(page, side * leaves * 0.5, leaves), darker(PAPER, 0.1 + leaves * 0.01)
            )
        sheet.paint(page, CREAM)
        gutter = [(800, 300), (800 + side * 130, 290), (800 + side * 130, 790), (800, 800)]
        with sheet.within(page):
            sheet.wash(gutter, darker(SAND, 0.35), "left" if side > 0 else "right", 0.7)
        for row in range(9):
            y = 366 + row * 44
            rule = curve([(56, y + 2), (140, y - 8), (260, y - 8), (388, y)], closed=False)
            sheet.stroke([(800 + side * u, v) for u, v in rule], HAZE, 3)
    sheet.paint([(792, 318), (812, 318), (826, 868), (808, 850), (790, 868)], TERRACOTTA)
    for start, end, colour in (((930, 860), (1240, 560), SLATE), ((1010, 890), (1300, 620), OCHRE)):
        _pen(sheet, start, end, colour)


def _closed_book(sheet: Sheet, colour: Colour) -> Path:
    """Lay a closed book on the surface and return the outline of its cover."""
    cover = rect(530, 150, 530, 750, 10)
    sheet.shadow(cover, 34, 42, 24, 0.34)
    sheet.paint(shift(cover, 26, 26), darker(colour, 0.5))
    sheet.paint(rect(560, 170, 514, 744, 4), PAPER)
    for step in range(4):
        sheet.stroke([(1062 + step * 4, 176), (1062 + step * 4, 906)], STONE, 1.5)
        sheet.stroke([(562, 902 + step * 4), (1072, 902 + step * 4)], STONE, 1.5)
    sheet.solid(cover, colour, "right", 0.18)
    return cover


def book_listening(sheet: Sheet) -> None:
    """Draw a closed book, its cover two sets of rings meeting in the middle."""
    _tabletop(sheet, SAND)
    cover = _closed_book(sheet, SLATE)
    with sheet.within(cover):
        for reach in range(6):
            size = 330 - reach * 54
            sheet.stroke(oval(582, 690, size, size), (HONEY, OCHRE)[reach % 2], 20)
            sheet.stroke(oval(1060, 360, size, size), (HAZE, BLUSH)[reach % 2], 20)
        sheet.paint(oval(582, 690, 34, 34), HONEY)
        sheet.paint(oval(1060, 360, 34, 34), HAZE)
    _hinge(sheet, SLATE)


def book_repair(sheet: Sheet) -> None:
    """Draw a closed book, its cover two halves of a disc sewn together with gold stitches."""
    _tabletop(sheet, MIST)
    cover = _closed_book(sheet, mix(PAPER, SAND, 0.4))
    seam = curve([(590, 640), (690, 560), (790, 580), (880, 470), (1060, 410)], closed=False)
    with sheet.within(cover), sheet.within(oval(822, 525, 200, 200)):
        sheet.solid(
            [(500, 100), (1100, 100), *reversed(shift(seam, 0, -9))], TERRACOTTA, "right", 0.2
        )
        sheet.solid([(1100, 950), (500, 950), *shift(seam, 0, 9)], SLATE, "right", 0.2)
    for step in range(8):
        x, y = seam[8 + step * 5]
        stitched(sheet, ((x - 12, y - 42), (x + 14, y + 42)), 1, OCHRE)
    _hinge(sheet, SAND)


def headphones(sheet: Sheet) -> None:
    """Draw headphones on a table."""
    sheet.solid(WHOLE, OAK, "right", 0.2)
    for row in range(1, 5):
        sheet.stroke([(-20, row * 214), (1620, row * 214)], darker(OAK, 0.22), 4)
    sheet.glow(500, 200, 1000, 760, CREAM, 0.45)
    band = oval(800, 540, 272, 340, 178, 184)
    sheet.paint(shift([*band, *oval(800, 540, 232, 296, 362, -184)], 26, 34), INK, 0.3, 12)
    sheet.stroke(band, SLATE, 54)
    sheet.stroke(oval(800, 540, 284, 354, 200, 120), DUSK, 8)
    sheet.stroke(oval(800, 544, 250, 314, 216, 108), TERRACOTTA, 26)
    for side in (-1, 1):
        x = 800 + side * 280
        sheet.stroke([(x - side * 6, 470), (x, 580)], STONE, 20)
        pad = rect(x - side * 58 - 40, 560, 80, 246, 40)
        cup = rect(x - 56, 546, 112, 272, 54)
        sheet.shadow(cup, 26, 32, 14, 0.34)
        sheet.solid(pad, darker(INK, 0.2), "bottom", 0.4)
        sheet.solid(cup, TERRACOTTA, "right", 0.4)
        sheet.solid(
            rect(x + side * 34 - 22, 580, 44, 204, 22), lighter(TERRACOTTA, 0.2), "bottom", 0.3
        )
    cable = curve(
        [(520, 816), (524, 896), (640, 940), (820, 890), (1000, 930), (1240, 900), (1640, 960)],
        False,
    )
    sheet.stroke(shift(cable, 5, 9), INK, 9, 0.25)
    sheet.stroke(cable, INK, 8)


def _pen(sheet: Sheet, start: Point, end: Point, colour: Colour) -> None:
    """Lay a pen down, its nib at the start."""
    sheet.stroke(shift([start, end], 9, 15), INK, 24, 0.25)
    sheet.stroke([along(start, end, -0.09), start], STONE, 7)
    sheet.stroke([along(start, end, -0.03), along(start, end, 0.1)], darker(colour, 0.4), 18)
    sheet.stroke([along(start, end, 0.08), end], colour, 26)
    sheet.stroke([along(start, end, 0.6), end], darker(colour, 0.28), 28)
    sheet.stroke([along(start, end, 0.64), along(start, end, 0.9)], HONEY, 5)


def _hinge(sheet: Sheet, colour: Colour) -> None:
    """Press the groove of the binding along a cover's left side."""
    sheet.wash(rect(530, 150, 40, 750, 8), darker(colour, 0.4), "left", 0.6, grain=False)
    sheet.stroke([(582, 154), (582, 896)], darker(colour, 0.35), 6, 0.6)
