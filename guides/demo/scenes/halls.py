"""Halls, and what people leave in them on the way in."""

import math

from .brush import WHOLE, Sheet
from .palette import (
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
    SLATE,
    SMOKE,
    STONE,
    TERRACOTTA,
    WALNUT,
    WOOD,
    darker,
    lighter,
    mix,
)
from .props import (
    shoe,
)
from .shapes import Path, along, curve, oval, rect, shift, turn, turned


def door_ajar(sheet: Sheet) -> None:
    """Draw a dim hallway, one door ajar, a line of lamplight on the floor and shoes beside it."""
    wall = mix(SLATE, NIGHT, 0.45)
    sheet.wash(rect(-20, -20, 1640, 820), wall, "top", grain=False)
    sheet.paint([(-10, -10), (330, 90), (330, 790), (-10, 1010)], darker(wall, 0.3))
    sheet.paint([(1610, -10), (1270, 90), (1270, 790), (1610, 1010)], darker(wall, 0.15))
    sheet.paint(
        [(330, 784), (1270, 784), (1630, 1016), (1630, 1090), (-30, 1090), (-30, 1018)],
        mix(WALNUT, NIGHT, 0.45),
    )
    sheet.solid(rect(600, 150, 400, 640), mix(WALNUT, NIGHT, 0.25), "left", 0.3)
    opening = rect(630, 180, 340, 602)
    sheet.paint(opening, LAMP)
    sheet.wash(opening, OCHRE, "top", 0.6)
    door = [(630, 180), (880, 206), (880, 766), (630, 782)]
    sheet.solid(door, mix(DUSK, SLATE, 0.75), "left", 0.35)
    for low, high in ((0.07, 0.46), (0.54, 0.93)):
        panel = [
            along(along(door[0], door[3], v), along(door[1], door[2], v), u)
            for u, v in ((0.14, low), (0.84, low), (0.84, high), (0.14, high))
        ]
        sheet.solid(panel, mix(SLATE, NIGHT, 0.25), "bottom", 0.2)
    sheet.stroke([(880, 206), (880, 766)], HONEY, 6)
    sheet.solid(oval(848, 496, 13, 13), OCHRE)
    sheet.wash([(884, 782), (972, 782), (1120, 1080), (960, 1080)], LAMP, "top", 1.0, grain=False)
    sheet.glow(930, 560, 420, 520, OCHRE, 0.42)
    sheet.glow(950, 830, 330, 110, LAMP, 0.5)
    shoe(sheet, 690, 890, 150, TERRACOTTA)
    shoe(sheet, 650, 930, 158, TERRACOTTA)


def basket_by_the_door(sheet: Sheet) -> None:
    """Draw a shallow bread basket on a hall shelf with three phones, a lit dining room beyond."""
    sheet.paint(WHOLE, mix(SLATE, SMOKE, 0.4))
    sheet.wash(WHOLE, NIGHT, "left", 0.8, grain=False)
    _dining_room(sheet)
    sheet.glow(1180, 520, 760, 760, OCHRE, 0.35)
    shelf = rect(90, 760, 800, 44, 4)
    sheet.paint(shift(shelf, 10, 40), INK, 0.35, 20)
    sheet.solid(shelf, WOOD, "left", 0.35)
    for x in (200, 740):
        sheet.solid([(x, 804), (x + 34, 804), (x + 34, 920)], WALNUT)
    for x, lean, tall in ((330, -15, 230), (470, 3, 250), (600, 17, 225)):
        phone = turn(rect(x - 62, 720 - tall, 124, 260, 20), lean, (x, 720))
        sheet.paint(shift(phone, 7, 2), darker(STONE, 0.3))
        sheet.solid(phone, INK, "left", 0.2)
        screen = turn(rect(x - 51, 732 - tall, 102, 240, 12), lean, (x, 720))
        sheet.paint(screen, mix(INK, NIGHT, 0.6))
        sheet.wash(screen, DUSK, "right", 0.5)
    _basket(sheet)


def _dining_room(sheet: Sheet) -> None:
    """Show a lit dining room through a doorway on the right."""
    opening = rect(1000, 110, 430, 970)
    sheet.paint(rect(960, 70, 510, 1010), darker(WALNUT, 0.25))
    sheet.paint(opening, HONEY)
    with sheet.within(opening):
        sheet.wash(opening, OCHRE, "top", 0.7)
        sheet.solid(rect(1000, 840, 430, 240), WOOD, "bottom", 0.3)
        sheet.glow(1215, 470, 380, 380, CREAM, 0.9)
        sheet.solid(rect(1060, 700, 400, 30, 6), WALNUT)
        for x in (1090, 1400):
            sheet.stroke([(x, 720), (x, 940)], WALNUT, 20)
        for x in (1130, 1300):
            sheet.stroke([(x, 560), (x, 930)], BRICK, 14)
            sheet.stroke([(x + 90, 560), (x + 90, 930)], BRICK, 14)
            for y in (570, 610, 650):
                sheet.stroke([(x, y), (x + 90, y)], BRICK, 12)
    sheet.stroke([(1215, 110), (1215, 330)], INK, 5)
    sheet.solid(turned(1215, [(20, 320), (60, 350), (110, 420)]), TERRACOTTA, "top", 0.3)
    sheet.paint(oval(1215, 420, 110, 12), CREAM)
    sheet.glow(1215, 450, 250, 200, LAMP, 0.7)


def _basket(sheet: Sheet) -> None:
    """Weave the front of a shallow basket."""
    front = curve([(190, 640), (470, 660), (750, 640)], closed=False)
    front += curve([(706, 750), (660, 764), (470, 766), (280, 764), (234, 750)], closed=False)
    sheet.paint(front, darker(OAK, 0.35))
    with sheet.within(front):
        for row in range(5):
            for column in range(15):
                x, y = 160 + column * 44 + row % 2 * 22, 660 + row * 24
                sheet.solid(rect(x, y, 40, 20, 9), mix(OAK, HONEY, 0.25), "left", 0.25)
        sheet.wash(rect(180, 630, 400, 150), NIGHT, "left", 0.45, grain=False)
    rim = curve([(190, 640), (470, 662), (750, 640)], closed=False)
    sheet.stroke(rim, darker(OAK, 0.3), 28)
    sheet.stroke(shift(rim, 0, -4), lighter(OAK, 0.15), 16)
    for share in range(1, 16):
        x = 190 + share * 35
        dip = 640 + 20 * math.sin(math.pi * share / 16)
        sheet.stroke([(x - 6, dip - 12), (x + 8, dip + 8)], darker(OAK, 0.3), 4)


def umbrella_drying(sheet: Sheet) -> None:
    """Draw an open umbrella drying on a tiled hall floor, two pairs of shoes beside it."""
    sheet.solid(rect(-20, -20, 1640, 440), MIST, "bottom", 0.12)
    sheet.solid(rect(-20, 372, 1640, 48), CREAM, "bottom", 0.15)
    sheet.paint(rect(-20, 420, 1640, 660), CREAM)
    edges = [420.0, 500, 600, 724, 878, 1070]
    for row in range(5):
        high, low = edges[row], edges[row + 1]
        for column in range(-7, 8):
            if (row + column) % 2:
                corners = [(column, high), (column + 1, high), (column + 1, low), (column, low)]
                tile = [(800 + u * (150 + (y - 420) * 0.16), y) for u, y in corners]
                sheet.paint(tile, mix(HAZE, DUSK, 0.3))
    sheet.wash(rect(-20, 420, 1640, 650), SMOKE, "bottom", 0.2)
    _open_umbrella(sheet, 620, 640)
    for x, base, colour in (
        (1050, 780, MOSS),
        (1086, 832, MOSS),
        (1170, 940, WALNUT),
        (1210, 998, WALNUT),
    ):
        shoe(sheet, x, base, 236, colour)


def _open_umbrella(sheet: Sheet, cx: float, cy: float) -> None:
    """Lay an open umbrella on its rim and handle, its outside towards us."""
    sheet.paint(oval(cx + 40, cy + 250, 430, 46), INK, 0.32, 22)

    def tipped(path: Path) -> Path:
        """Return a path leaning as the umbrella lies."""
        return turn(path, -32, (cx, cy))

    hook = [(cx, cy), (cx, cy + 330), (cx + 4, cy + 390), (cx + 44, cy + 404), (cx + 62, cy + 366)]
    lining = oval(cx, cy + 90, 400, 390, 180, 180) + oval(cx, cy + 90, 400, 30, 0, 180)
    sheet.paint(tipped(lining), darker(BRICK, 0.45))
    sheet.stroke(tipped(curve(hook, closed=False)), WALNUT, 17)
    dome = oval(cx, cy + 90, 400, 390, 180, 180)
    for gore in range(5):
        dome += oval(cx + 320 - 160 * gore, cy + 90, 80, -40, 0, 180, 16)
    sheet.paint(tipped(dome), TERRACOTTA)
    crown = (cx, cy - 300)
    ribs = []
    for foot in (-400, -240, -80, 80, 240, 400):
        knots = [crown, (cx + foot * 0.82, cy - 140), (cx + foot, cy + 100)]
        ribs.append(tipped(curve(knots, closed=False)))
    with sheet.within(tipped(dome)):
        for gore in range(5):
            tone = darker(TERRACOTTA, (0.02, 0.1, 0.0, 0.14, 0.24)[gore])
            sheet.solid(ribs[gore] + ribs[gore + 1][::-1], tone, "bottom", 0.2)
        for rib in ribs[1:5]:
            sheet.stroke(rib, BRICK, 4)
    sheet.stroke(tipped([(cx, cy - 296), (cx, cy - 350)]), WALNUT, 13)
