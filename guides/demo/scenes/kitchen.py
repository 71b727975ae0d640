"""Kitchens: cupboards, shelves and what is held to the fridge."""

import math

from .brush import WHOLE, Sheet
from .palette import (
    BLUSH,
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
    SMOKE,
    STONE,
    TERRACOTTA,
    WALNUT,
    WOOD,
    Colour,
    darker,
    lighter,
    mix,
)
from .props import (
    bowl,
    steam,
)
from .shapes import Path, along, curve, leaf, oval, rect, shift, turn, turned


def open_cupboards(sheet: Sheet) -> None:
    """Draw a row of kitchen cupboards, one door ajar and warm light spilling out of it."""
    front = lighter(mix(SLATE, MOSS, 0.3), 0.14)
    sheet.wash(rect(-20, 640, 1640, 430), mix(NIGHT, SLATE, 0.5), "top", grain=False)
    for step in range(5):
        left = -70 + step * 350
        sheet.solid(rect(left, 130, 340, 500, 4), front, "bottom", 0.3)
        sheet.stroke([*rect(left + 38, 168, 264, 424), (left + 38, 168)], darker(front, 0.35), 4)
        knob = left + (290 if step % 2 == 0 else 50)
        sheet.solid(oval(knob, 560, 12, 12), OCHRE)
    sheet.paint(rect(-20, 60, 1640, 62), darker(front, 0.4))
    inside = rect(630, 130, 340, 500)
    sheet.paint(inside, HONEY)
    sheet.wash(inside, OCHRE, "top", 0.6)
    with sheet.within(inside):
        sheet.glow(820, 380, 330, 360, CREAM, 0.8)
        _shelf_ware(sheet)
    sheet.wash([(630, 640), (1010, 640), (1240, 1000), (400, 1000)], LAMP, "top", 0.42, False)
    sheet.wash(rect(980, 130, 340, 500, 4), LAMP, "left", 0.4)
    door = [(630, 130), (500, 76), (500, 700), (630, 630)]
    sheet.shadow(door, -34, 10, 22, 0.4)
    sheet.solid(door, front, "left", 0.3)
    sheet.wash(door, HONEY, "right", 0.5)
    panel = [(610, 170), (522, 136), (522, 636), (610, 594)]
    sheet.stroke([*panel, panel[0]], darker(front, 0.35), 4)
    sheet.solid(oval(528, 590, 9, 12), OCHRE)
    sheet.glow(800, 400, 760, 560, LAMP, 0.35)
    sheet.solid(rect(-20, 940, 1640, 160), WOOD, "bottom", 0.4)
    sheet.glow(810, 985, 560, 80, LAMP, 0.75)


def _shelf_ware(sheet: Sheet) -> None:
    """Stand bowls, glasses and a stack of plates on two lit shelves."""
    for y in (300, 466, 622):
        sheet.solid(rect(630, y, 340, 14), WOOD, "right", 0.2)
    for index, colour in enumerate((TERRACOTTA, PAPER, DUSK)):
        x = 676 + index * 96
        sheet.solid(turned(x + 44, [(36, 226), (34, 270), (20, 299)], False), colour)
    for index in range(5):
        sheet.solid(rect(664 + index % 2 * 3, 452 - index * 13, 130, 11, 5), CREAM)
    bowl(sheet, 880, 400, 62, SAGE, MIST)
    for index, colour in enumerate((BLUSH, MIST, HAZE)):
        sheet.solid(
            rect(668 + index * 94, 534 - index % 2 * 16, 70, 88 + index % 2 * 16, 8), colour
        )
        sheet.solid(rect(674 + index * 94, 520 - index % 2 * 16, 58, 18, 4), WALNUT)


def four_mugs_on_hooks(sheet: Sheet) -> None:
    """Draw four mismatched mugs hanging from hooks under a shelf, a kettle below."""
    sheet.wash(WHOLE, SAND, "bottom")
    sheet.glow(1250, 150, 1100, 800, CREAM, 0.6)
    sheet.paint(rect(150, 300, 1300, 60), INK, 0.22, 18)
    for x, tall, colour in ((300, 120, SAGE), (430, 150, TERRACOTTA), (560, 96, CREAM)):
        sheet.solid(rect(x - 48, 250 - tall, 96, tall, 14), colour)
        sheet.solid(rect(x - 38, 232 - tall, 76, 26, 5), WALNUT)
    for index in range(5):
        sheet.solid(rect(1120 - index * 5, 236 - index * 15, 220 + index * 10, 13, 6), HAZE)
    sheet.solid(rect(140, 250, 1320, 36, 4), WOOD, "bottom", 0.35)
    mugs = ((330, TERRACOTTA, 112, 124), (640, CREAM, 96, 108), (950, SLATE, 122, 104))
    for index, (x, colour, width, height) in enumerate((*mugs, (1260, SAGE, 102, 128))):
        sheet.stroke(
            curve([(x, 286), (x, 312), (x + 14, 330), (x + 26, 316)], closed=False), SMOKE, 7
        )
        _hanging_mug(sheet, (x + 12, 326), (width, height), colour, index)
    sheet.solid(rect(-20, 950, 1640, 150), OAK, "bottom", 0.25)
    sheet.paint(rect(-20, 950, 1640, 14), lighter(OAK, 0.4))
    _kettle(sheet, 800, 985)


def _hanging_mug(
    sheet: Sheet, hook: tuple[float, float], size: tuple[float, float], colour: Colour, kind: int
) -> None:
    """Hang a mug by its handle, its mouth tipped to the left."""
    x, y = hook
    width, height = size[0] * 1.25, size[1] * 1.25
    lean = (-14, -8, -16, -10)[kind]

    def hung(path: Path) -> Path:
        """Return a path swung about the hook."""
        return turn(path, lean, hook)

    top = y + 44
    body = rect(x - height / 2, top, height, width, 16)
    sheet.shadow(hung(body), 18, 20, 14, 0.22)
    sheet.stroke(hung(oval(x, top + 4, height * 0.27, 42)), darker(colour, 0.2), 15)
    sheet.solid(hung(body), colour, "bottom", 0.35)
    with sheet.within(hung(body)):
        if kind == 1:
            for band in (0.36, 0.52, 0.68):
                stripe = rect(x - height / 2 + height * band, top, 9, width)
                sheet.paint(hung(stripe), DUSK)
        if kind == 2:
            for spot in range(12):
                dot = oval(x - 26 + spot // 4 * 36, top + 20 + spot % 4 * 38, 7, 7)
                sheet.paint(hung(dot), HONEY)
        if kind == 3:
            sheet.paint(hung(rect(x + height * 0.12, top, height, width)), MIST)
    mouth = oval(x - height / 2, top + width / 2, width * 0.13, width / 2)
    sheet.paint(hung(mouth), lighter(colour, 0.35))
    sheet.paint(
        hung(oval(x - height / 2, top + width / 2, width * 0.095, width * 0.44)),
        darker(colour, 0.5),
    )


def _kettle(sheet: Sheet, cx: float, base: float) -> None:
    """Stand a stove kettle on the worktop."""
    sheet.ground(cx + 30, base + 6, 260, 22)
    handle = curve([(-150, -270), (-120, -400), (0, -440), (120, -400), (150, -270)], closed=False)
    sheet.stroke([(cx + x, base + y) for x, y in handle], INK, 24)
    spout = curve([(150, -190), (250, -250), (290, -330), (330, -322), (300, -200), (180, -90)])
    sheet.solid([(cx + x, base + y) for x, y in spout], darker(DUSK, 0.25))
    body = [(90, -300), (170, -260), (222, -150), (230, -40), (205, 0)]
    sheet.solid(turned(cx, [(u, base + v) for u, v in body]), DUSK, "right", 0.4)
    lid = [(20, -334), (84, -318), (98, -292)]
    sheet.solid(turned(cx, [(u, base + v) for u, v in lid]), HAZE)
    sheet.solid(oval(cx, base - 342, 24, 20), INK)
    shine = curve([(-176, -60), (-172, -150), (-126, -236)], closed=False)
    sheet.stroke([(cx + x, base + y) for x, y in shine], HAZE, 10)
    steam(sheet, cx + 326, base - 340, 220)


def _fridge(sheet: Sheet, colour: Colour) -> None:
    """Fill the sheet with a fridge door, its long handle on the left."""
    sheet.wash(WHOLE, darker(colour, 0.16), "bottom")
    sheet.glow(1150, 250, 1000, 700, CREAM, 0.55)
    sheet.paint(rect(0, 0, 120, 1067), mix(SMOKE, WALNUT, 0.4))
    sheet.wash(rect(120, 0, 60, 1067), INK, "left", 0.35, grain=False)
    handle = rect(212, 300, 40, 620, 20)
    sheet.shadow(handle, 22, 18, 14, 0.3)
    sheet.solid(handle, STONE, "right", 0.4)
    sheet.stroke([(224, 330), (224, 890)], CREAM, 6, 0.6)


def loop_on_the_fridge(sheet: Sheet) -> None:
    """Draw a hand-drawn loop of arrows on squared paper, held by a lemon-shaped magnet."""
    _fridge(sheet, MIST)
    lean, middle = -4, (860, 560)
    page = turn(rect(540, 190, 640, 740), lean, middle)
    sheet.shadow(page, 16, 24, 16, 0.26)
    sheet.solid(page, CREAM, "bottom", 0.08)
    for step in range(1, 16):
        across, down = 540 + step * 40, 190 + step * 46.25
        sheet.stroke(turn([(across, 192), (across, 928)], lean, middle), HAZE, 2)
        sheet.stroke(turn([(542, down), (1178, down)], lean, middle), HAZE, 2)
    for start in range(4):
        colour = (TERRACOTTA, SLATE, MOSS, OCHRE)[start]
        angle = start * 90 - 72
        arc = oval(860, 590, 210 + start * 3, 222 - start * 4, angle, 62, 20)
        sheet.stroke(turn(arc, lean, middle), colour, 13)
        tip, way = (
            arc[-1],
            math.degrees(math.atan2(arc[-1][1] - arc[-3][1], arc[-1][0] - arc[-3][0])),
        )
        for side in (148, -148):
            barb = turn([tip, (tip[0] + 46, tip[1])], way + side, tip)
            sheet.stroke(turn(barb, lean, middle), colour, 13)
    lemon = curve(
        [(-92, 0), (-70, -16), (-36, -48), (20, -52), (62, -26), (92, -6), (96, 6)]
        + [(64, 28), (20, 50), (-36, 48), (-70, 18)]
    )
    fruit = turn(shift(lemon, 850, 210), -16, (850, 210))
    sheet.solid(leaf(762, 232, 148, 70, 40), MOSS, "bottom", 0.3)
    sheet.shadow(fruit, 10, 14, 8, 0.35)
    sheet.solid(fruit, mix(OCHRE, (250, 214, 96), 0.75), "bottom", 0.25)
    sheet.stroke(
        turn(curve([(800, 200), (830, 184), (864, 182)], closed=False), -16, (850, 210)),
        CREAM,
        8,
        0.8,
    )


def week_on_the_fridge(sheet: Sheet) -> None:
    """Draw ruled paper half filled with pencilled lines, a pencil hanging beside it on a string."""
    _fridge(sheet, HAZE)
    page = turn(rect(480, 150, 600, 800), 1.5, (780, 550))
    sheet.shadow(page, 14, 22, 16, 0.26)
    sheet.solid(page, CREAM, "bottom", 0.08)
    sheet.stroke(turn([(568, 152), (568, 948)], 1.5, (780, 550)), BLUSH, 3)
    for row in range(14):
        y = 246 + row * 49
        sheet.stroke(turn([(484, y), (1076, y)], 1.5, (780, 550)), HAZE, 3)
        if row in (0, 1, 2, 4, 5, 7):
            x, reach = 590.0, 590 + sheet.chance.uniform(180, 420)
            while x < reach:
                word = sheet.chance.uniform(34, 92)
                knots = [
                    (x + n * 8, y - 12 + sheet.chance.uniform(-6, 5)) for n in range(int(word / 8))
                ]
                sheet.stroke(turn(curve(knots, False, 3), 1.5, (780, 550)), SMOKE, 4, 0.85)
                x += word + 18
    sheet.solid(oval(784, 176, 34, 34), TERRACOTTA, "bottom", 0.35)
    sheet.solid(oval(1260, 190, 30, 30), SAGE, "bottom", 0.35)
    string = curve([(1260, 200), (1268, 300), (1252, 420), (1262, 520)], closed=False)
    sheet.stroke(shift(string, 12, 12), INK, 4, 0.2)
    sheet.stroke(string, WALNUT, 4)
    _pencil(sheet, 1262, 510)


def _pencil(sheet: Sheet, cx: float, top: float) -> None:
    """Hang a pencil point down."""
    body = rect(cx - 17, top, 34, 270)
    sheet.shadow(body, 14, 14, 8, 0.28)
    sheet.solid(body, OCHRE, "right", 0.45)
    sheet.stroke([(cx - 6, top + 4), (cx - 6, top + 266)], HONEY, 6)
    sheet.paint(rect(cx - 18, top - 6, 36, 34, 4), STONE)
    sheet.stroke([(cx - 18, top + 12), (cx + 18, top + 12)], SMOKE, 3)
    sheet.solid([(cx - 17, top + 270), (cx + 17, top + 270), (cx, top + 334)], SAND)
    lead = [
        along((cx - 17, top + 270), (cx, top + 334), 0.66),
        along((cx + 17, top + 270), (cx, top + 334), 0.66),
    ]
    sheet.paint([*lead, (cx, top + 334)], INK)
