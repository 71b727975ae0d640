"""Out of doors: gardens, a park and still water."""

import math

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
    cup_of_paper,
)
from .shapes import along, curve, oval, rect


def round_path(sheet: Sheet) -> None:
    """Draw a narrow path looping through a small walled garden, one gap in the hedge."""
    sheet.wash(WHOLE, mix(SAND, MIST, 0.35), "bottom")
    wall = rect(230, 60, 1140, 940, 70)
    sheet.shadow(wall, 20, 26, 18, 0.3)
    sheet.solid(wall, mix(TERRACOTTA, SAND, 0.4), "bottom", 0.25)
    sheet.stroke([*rect(243, 73, 1114, 914, 60), (1297, 73)], lighter(TERRACOTTA, 0.6), 5)
    sheet.paint(rect(258, 88, 1084, 884, 50), darker(MOSS, 0.45))
    sheet.solid(rect(330, 160, 940, 740, 30), mix(SAGE, MIST, 0.3), "left", 0.12)
    for step in range(5):
        sheet.paint(rect(330 + step * 208, 160, 104, 740), MIST, 0.16)
    _hedge(sheet)
    sheet.paint(rect(1226, 668, 150, 92), mix(SAGE, SAND, 0.5))
    for y in (654, 774):
        sheet.shadow(rect(1326, y - 24, 54, 48, 8), 6, 8, 5, 0.3)
        sheet.solid(rect(1326, y - 24, 54, 48, 8), mix(TERRACOTTA, SAND, 0.55), "bottom", 0.25)
    loop = curve(
        [
            (1060, 714),
            (900, 800),
            (660, 800),
            (490, 700),
            (450, 510),
            (540, 340),
            (740, 262),
            (960, 280),
            (1110, 400),
            (1140, 570),
        ]
    )
    lane = curve([(1660, 730), (1440, 712), (1260, 716), (1060, 714)], closed=False)
    for width, colour in ((66, darker(SAGE, 0.2)), (56, mix(SAND, CREAM, 0.4)), (42, CREAM)):
        for path in (lane, [*loop, loop[0], loop[1]]):
            sheet.stroke(path, colour, width)
    _beds(sheet)


def _hedge(sheet: Sheet) -> None:
    """Plant the clipped hedge inside the wall, leafy on its top."""
    ring = [*rect(294, 124, 1012, 812, 40)]
    ring.append(ring[0])
    for first, second in zip(ring[:-1], ring[1:], strict=True):
        for step in range(max(1, int(math.dist(first, second) / 5))):
            x, y = along(first, second, step * 5 / math.dist(first, second))
            x, y = x + sheet.chance.uniform(-24, 24), y + sheet.chance.uniform(-24, 24)
            size = sheet.chance.uniform(13, 22)
            shade = mix(MOSS, SAGE, sheet.chance.uniform(0, 0.6))
            sheet.paint(oval(x + 3, y + 5, size, size, steps=14), darker(MOSS, 0.5))
            sheet.paint(oval(x, y, size, size, steps=14), shade)


def _beds(sheet: Sheet) -> None:
    """Set a round pond, flower beds and trees about the loop of the path."""
    for x, y, size in ((420, 256, 74), (1180, 246, 62), (408, 812, 62), (650, 600, 62)):
        _tree(sheet, x, y, size)
    _tree(sheet, 1130, 834, 46)
    sheet.paint(oval(850, 470, 128, 104), mix(STONE, PAPER, 0.4))
    sheet.solid(oval(850, 474, 108, 86), DUSK, "left", 0.35)
    sheet.stroke(oval(850, 474, 60, 46, 200, 110), HAZE, 5)
    for pad in ((920, 493), (900, 516), (825, 527)):
        sheet.paint(oval(*pad, 17, 13), SAGE)
    for cx, cy, wide, tall in ((960, 650, 120, 46), (610, 440, 90, 46), (800, 868, 190, 34)):
        sheet.paint(oval(cx, cy, wide, tall), mix(WALNUT, MOSS, 0.55))
        for _ in range(46):
            angle, reach = sheet.chance.uniform(0, 360), math.sqrt(sheet.chance.random()) * 0.9
            spot = oval(cx, cy, wide * reach, tall * reach, angle, 0, 1)[0]
            petal = sheet.chance.choice((TERRACOTTA, OCHRE, BLUSH, CREAM, SAGE))
            sheet.paint(oval(*spot, 9, 9, steps=12), petal)


def pegs_on_a_line(sheet: Sheet) -> None:
    """Draw a washing line with odd socks, a tea towel and one small shirt in evening light."""
    sheet.wash(rect(-20, -20, 1640, 920), BLUSH, "bottom", 1.0, grain=False)
    sheet.glow(1240, 760, 700, 420, LAMP, 0.85)
    hills = curve([(-40, 800), (300, 700), (700, 780), (1100, 720), (1640, 800)], closed=False)
    sheet.solid([*hills, (1640, 1100), (-40, 1100)], mix(SAGE, DUSK, 0.4), "bottom", 0.2)
    lawn = curve([(-40, 900), (500, 850), (1100, 880), (1640, 850)], closed=False)
    sheet.solid([*lawn, (1640, 1100), (-40, 1100)], MOSS, "bottom", 0.35)
    for x in (170, 1430):
        sheet.solid(rect(x - 14, 190, 28, 760, 6), WALNUT)
        sheet.solid(rect(x - 70, 226, 140, 22, 6), WALNUT)
    line = curve([(170, 236), (480, 284), (800, 300), (1120, 284), (1430, 236)], closed=False)
    sheet.stroke(line, INK, 5)
    for x, colour, toe in ((300, TERRACOTTA, CREAM), (420, DUSK, HONEY)):
        _sock(sheet, x, 262 + (x - 300) * 0.1, colour, toe)
    _tea_towel(sheet)
    _shirt(sheet, 970, 294)
    for x, colour, toe in ((1220, OCHRE, BRICK), (1330, SAGE, PAPER)):
        _sock(sheet, x, 270 - (x - 1220) * 0.1, colour, toe)


def _peg(sheet: Sheet, x: float, y: float) -> None:
    """Clip a wooden peg on the line."""
    sheet.solid(rect(x - 7, y - 24, 14, 52, 4), OAK, "right", 0.4)


def _sock(sheet: Sheet, x: float, y: float, colour: Colour, toe: Colour) -> None:
    """Hang a sock by its cuff."""
    foot = [(-32, 0), (32, 0), (32, 70), (30, 130), (44, 164), (84, 190), (92, 226), (60, 240)]
    foot += [(6, 222), (-30, 176), (-34, 90)]
    shape = [(-32.0, 0.0), (32.0, 0.0), *curve(foot[2:], closed=False, steps=6)]
    path = [(x + u, y + v) for u, v in shape]
    sheet.solid(path, colour, "left", 0.25)
    with sheet.within(path):
        sheet.paint(oval(x + 92, y + 226, 46, 50), toe)
        sheet.paint(rect(x - 40, y, 90, 26), toe)
    _peg(sheet, x, y + 4)


def _tea_towel(sheet: Sheet) -> None:
    """Hang a checked tea towel by two corners."""
    cloth = [(540, 290), *curve([(540, 290), (640, 300), (740, 298)], False)]
    cloth += curve([(746, 600), (700, 592), (640, 604), (580, 594), (534, 602)], False)
    sheet.solid(cloth, CREAM, "left", 0.2)
    with sheet.within(cloth):
        for x in (560, 590, 690, 720):
            sheet.paint(rect(x, 280, 12, 340), DUSK, 0.7)
        for y in (520, 550, 340):
            sheet.paint(rect(530, y, 230, 12), DUSK, 0.7)
    _peg(sheet, 552, 292)
    _peg(sheet, 728, 296)


def _shirt(sheet: Sheet, x: float, y: float) -> None:
    """Hang one small shirt by its shoulders."""
    half = [(0, 26), (26, 20), (44, 0), (92, 12), (176, 130), (128, 166), (94, 118), (96, 290)]
    right = [(x + u, y + v) for u, v in [*half, (50, 296), (0, 290)]]
    shirt = right + [(2 * x - u, v) for u, v in reversed(right)]
    sheet.solid(shirt, mix(HONEY, CREAM, 0.3), "left", 0.22)
    with sheet.within(shirt):
        for step in range(7):
            sheet.paint(rect(x - 180, y + 48 + step * 40, 360, 13), TERRACOTTA, 0.8)
        for side in (-1, 1):
            seam = [(x + side * 88, y + 10), (x + side * 94, y + 130)]
            sheet.stroke(seam, darker(HONEY, 0.35), 4)
    collar = curve(
        [(x - 46, y), (x - 24, y + 22), (x, y + 28), (x + 24, y + 22), (x + 46, y)], False
    )
    sheet.stroke(collar, BRICK, 11)
    _peg(sheet, x - 66, y + 4)
    _peg(sheet, x + 66, y + 4)


def bench_and_two_cups(sheet: Sheet) -> None:
    """Draw a park bench under a plane tree, two paper cups side by side on its arm."""
    sheet.wash(rect(-20, -20, 1640, 800), mix(HONEY, CREAM, 0.3), "bottom", 0.8)
    hills = curve([(-40, 690), (400, 650), (900, 690), (1640, 640)], closed=False)
    sheet.paint([*hills, (1640, 1100), (-40, 1100)], MIST)
    for x, size in ((1330, 46), (1390, 66), (1460, 54), (1520, 72), (1590, 60)):
        sheet.paint(oval(x, 668 - size * 0.4, size, size * 0.8), mix(SAGE, MIST, 0.45))
    sheet.solid(rect(-20, 740, 1640, 360), SAGE, "bottom", 0.3)
    _plane_tree(sheet)
    sheet.paint(oval(830, 968, 560, 34), INK, 0.3, 16)
    for x in (440, 1190):
        sheet.stroke([(x, 470), (x, 930)], darker(INK, 0.1), 20)
    for y in (470, 532, 594):
        sheet.solid(rect(410, y, 810, 44, 8), WOOD, "bottom", 0.25)
    for step in range(3):
        y = 726 + step * 34
        sheet.solid(rect(402 - step * 14, y, 826 + step * 28, 29, 6), OAK, "bottom", 0.25)
    sheet.solid(rect(374, 824, 882, 20, 6), WALNUT)
    for cx in (400, 1230):
        sheet.stroke([(cx, 654), (cx, 966)], INK, 24)
        sheet.stroke([(cx - 34, 968), (cx + 34, 968)], INK, 16)
        top = [(cx - 78, 628), (cx + 78, 628), (cx + 104, 660), (cx - 104, 660)]
        sheet.solid(top, lighter(OAK, 0.15), "left", 0.2)
        sheet.paint(rect(cx - 104, 659, 208, 18, 5), darker(WOOD, 0.3))
    cup_of_paper(sheet, 1184, 648, 124, TERRACOTTA)
    cup_of_paper(sheet, 1282, 648, 124, DUSK)


def _plane_tree(sheet: Sheet) -> None:
    """Grow a plane tree with its patched bark and broad crown."""
    trunk = curve([(236, 200), (252, 560), (236, 780), (180, 880)], closed=False)
    trunk += curve([(450, 880), (404, 780), (384, 560), (400, 200)], closed=False)
    bough = curve([(330, 430), (440, 330), (560, 250), (700, 160)], closed=False)
    sheet.stroke(bough, darker(SAND, 0.2), 44)
    sheet.solid(trunk, mix(SAND, STONE, 0.3), "right", 0.4)
    with sheet.within(trunk):
        for _ in range(60):
            x, y = sheet.chance.uniform(220, 430), sheet.chance.uniform(260, 880)
            wide, tall = sheet.chance.uniform(9, 24), sheet.chance.uniform(14, 40)
            knots = [(x + wide, y), (x + wide * 0.4, y + tall), (x - wide, y + tall * 0.3)]
            patch = curve([*knots, (x - wide * 0.5, y - tall)], steps=6)
            sheet.paint(patch, sheet.chance.choice((STONE, MIST, CREAM, OAK, SAGE)), 0.65)
        sheet.wash(rect(320, 200, 150, 700), WALNUT, "right", 0.6)
    for layer in range(3):
        for _ in range(30):
            x, y = sheet.chance.uniform(-60, 1200), sheet.chance.uniform(-70, 300 - layer * 60)
            if y > 330 - layer * 50 - abs(x - 420) * 0.2:
                continue
            size = sheet.chance.uniform(64, 116)
            shade = mix(mix(MOSS, SAGE, layer * 0.35), OCHRE, sheet.chance.uniform(0.05, 0.25))
            crown = oval(x, y, size, size * 0.72, steps=40)
            sheet.solid(crown, shade, "bottom", 0.25)


def moored_boat(sheet: Sheet) -> None:
    """Draw a small rowing boat tied to a post on still grey water, brighter sky behind."""
    sheet.wash(rect(-20, -20, 1640, 450), mix(DUSK, STONE, 0.3), "top", grain=False)
    sheet.wash(rect(-20, 250, 1640, 170), mix(HONEY, CREAM, 0.5), "bottom", 1.0, grain=False)
    far = curve([(-40, 400), (300, 372), (640, 404), (1000, 380), (1300, 360), (1640, 396)], False)
    sheet.paint([*far, (1640, 424), (-40, 424)], mix(DUSK, SMOKE, 0.3))
    water = rect(-20, 420, 1640, 680)
    sheet.paint(water, mix(HAZE, STONE, 0.4))
    sheet.wash(water, mix(SLATE, SMOKE, 0.3), "bottom", 0.9, grain=False)
    sheet.wash(rect(-20, 420, 1640, 90), mix(HONEY, CREAM, 0.5), "top", 0.8, grain=False)
    for _ in range(34):
        x, y = sheet.chance.uniform(0, 1600), sheet.chance.uniform(450, 1050)
        reach = 30 + (y - 420) * 0.28
        sheet.stroke([(x, y), (x + reach, y)], CREAM, 3, 0.28)
    hull = curve([(430, 640), (560, 676), (800, 690), (1040, 670), (1180, 622)], False)
    keel = curve([(1136, 736), (1040, 766), (800, 778), (580, 768), (484, 740)], closed=False)
    sheet.paint([(x, 1550 - y) for x, y in hull + keel], mix(SLATE, BRICK, 0.35), 0.6, 4)
    for y, left, right in ((800, 500, 980), (836, 620, 1140), (872, 520, 860)):
        sheet.stroke([(left, y), (right, y)], HAZE, 5, 0.35)
    inside = hull + curve([(1180, 622), (1000, 616), (780, 618), (580, 622), (430, 640)], False)
    sheet.solid(inside, WALNUT, "left", 0.3)
    for x in (640, 860, 1020):
        sheet.solid([(x, 620), (x + 60, 620), (x + 76, 684), (x + 8, 684)], OAK, "right", 0.3)
    sheet.solid(hull + keel, TERRACOTTA, "bottom", 0.4)
    sheet.stroke(hull, CREAM, 12)
    band = [(x, y + 28) for x, y in hull]
    sheet.stroke(band[3:-3], BRICK, 6)
    sheet.stroke([(760, 640), (1330, 700)], OAK, 11)
    sheet.paint(curve([(1320, 690), (1440, 704), (1450, 722), (1320, 710)]), OAK)
    _mooring_post(sheet)


def _mooring_post(sheet: Sheet) -> None:
    """Drive in the post and tie the boat's rope to it."""
    sheet.paint(rect(262, 800, 46, 210), darker(SLATE, 0.3), 0.45, 5)
    sheet.solid(rect(260, 470, 50, 340, 6), WALNUT, "right", 0.4)
    sheet.paint(oval(285, 472, 25, 9), OAK)
    rope = curve([(290, 560), (350, 650), (420, 668), (450, 640)], closed=False)
    sheet.stroke(rope, SAND, 8)
    for y in (548, 560, 572):
        sheet.stroke([(258, y), (312, y + 4)], SAND, 9)


def _tree(sheet: Sheet, x: float, y: float, size: float) -> None:
    """Paint the crown of a tree seen from above, lit from the upper left."""
    sheet.paint(oval(x + size * 0.3, y + size * 0.4, size, size), INK, 0.26, 6)
    for reach, count, lift, shade in ((0.62, 9, 0.0, 0.0), (0.34, 6, 0.1, 0.3), (0.1, 3, 0.2, 0.6)):
        for step in range(count):
            angle = step * 6.283 / count + size
            cx = x + math.cos(angle) * size * reach - size * lift
            cy = y + math.sin(angle) * size * reach - size * lift
            leaves = oval(
                cx, cy, size * (0.42 - shade * 0.2), size * (0.42 - shade * 0.2), steps=24
            )
            sheet.solid(leaves, mix(MOSS, SAGE, shade), "bottom", 0.2)
