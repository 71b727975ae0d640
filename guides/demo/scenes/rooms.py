"""Sitting rooms and landings with nobody in them."""

from .brush import Sheet
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
    TERRACOTTA,
    WALNUT,
    WOOD,
    Colour,
    darker,
    lighter,
    mix,
)
from .props import boards, daylight, glazing, mug, pane, teapot
from .shapes import Path, along, curve, oval, rect, shift, turned


def two_chairs(sheet: Sheet) -> None:
    """Draw two mismatched chairs half turned to each other by a tall window, a toolbox between."""
    sheet.wash(rect(-20, -20, 1640, 820), darker(SAGE, 0.05), "bottom", 0.6)
    sheet.glow(800, 350, 900, 700, CREAM, 0.6)
    boards(sheet, 770, OAK)
    sheet.solid(rect(-20, 740, 1640, 34), lighter(MIST, 0.4), "bottom", 0.2)
    frame = rect(600, 60, 400, 610)
    sheet.paint(frame, HAZE)
    sheet.wash(frame, mix(HONEY, CREAM, 0.3), "bottom", grain=False)
    with sheet.within(frame):
        hill = curve([(580, 590), (700, 540), (840, 580), (1020, 530)], closed=False)
        sheet.paint([*hill, (1020, 690), (580, 690)], SAGE, 0.75)
        sheet.paint(oval(690, 500, 46, 66), mix(MOSS, HAZE, 0.45))
        sheet.paint(oval(740, 530, 36, 46), mix(MOSS, HAZE, 0.25))
    glazing(sheet, frame, CREAM, 2, 4)
    sheet.solid(rect(566, 672, 468, 28, 4), CREAM, "bottom", 0.25)
    daylight(sheet, [(640, 790), (960, 790), (1130, 1080), (470, 1080)], "top", 0.75)
    _ladder_chair(sheet, 370, 800, TERRACOTTA)
    _round_chair(sheet, 1230, 800, SLATE)
    _toolbox(sheet)


def _legs(sheet: Sheet, seat: Path, drop: float, colour: Colour, splay: float = 0) -> None:
    """Stand a seat on four legs, the far ones darker."""
    back_left, back_right, front_right, front_left = seat
    centre = (back_left[0] + front_right[0]) / 2
    corners = ((back_left, 0.3), (back_right, 0.4), (front_right, 0.15), (front_left, 0.0))
    for (x, y), shade in corners:
        foot = (x + (splay if x > centre else -splay), y + drop)
        sheet.ground(foot[0] + 8, foot[1], 24, 7)
        sheet.stroke([(x, y), foot], darker(colour, shade), 18)


def _ladder_chair(sheet: Sheet, x: float, y: float, colour: Colour) -> None:
    """A ladder-backed chair facing to the right and a little towards us."""
    seat = [(x - 120, y - 60), (x + 10, y - 110), (x + 150, y - 52), (x + 14, y + 6)]
    _legs(sheet, seat, 190, colour)
    posts = ((seat[0], (x - 152, y - 400)), (seat[1], (x - 16, y - 450)))
    for share in (0.3, 0.56, 0.82):
        one, two = along(*posts[0], share), along(*posts[1], share)
        slat = [one, two, (two[0] - 4, two[1] - 44), (one[0] - 4, one[1] - 44)]
        sheet.solid(slat, lighter(colour, 0.12), "right", 0.3)
    for post, shade in zip(posts, (0.0, 0.25), strict=True):
        sheet.stroke(post, darker(colour, shade), 20)
    sheet.paint(shift(seat, 0, 18), darker(colour, 0.35))
    sheet.solid(seat, HONEY, "left", 0.3)
    for step in range(1, 6):
        weave = [along(seat[0], seat[1], step / 6), along(seat[3], seat[2], step / 6)]
        sheet.stroke(weave, darker(HONEY, 0.2), 3)


def _round_chair(sheet: Sheet, x: float, y: float, colour: Colour) -> None:
    """A round-backed upholstered chair facing to the left and a little towards us."""
    seat = [(x - 10, y - 110), (x + 120, y - 60), (x - 14, y + 6), (x - 150, y - 52)]
    _legs(sheet, seat, 190, WALNUT, 16)
    back = curve(
        [(x - 14, y - 130), (x - 6, y - 300), (x + 60, y - 376), (x + 138, y - 320)]
        + [(x + 142, y - 180), (x + 118, y - 76)]
    )
    sheet.paint(shift(back, 12, -4), darker(colour, 0.4))
    sheet.solid(back, colour, "right", 0.3)
    for dot in ((40, -280), (92, -262), (66, -196)):
        sheet.paint(oval(x + dot[0], y + dot[1], 7, 8), darker(colour, 0.35))
    cushion = curve(
        [(x - 160, y - 62), (x - 20, y - 128), (x + 130, y - 76), (x - 8, y + 2)], steps=14
    )
    sheet.paint(shift(cushion, 0, 26), darker(colour, 0.4))
    sheet.solid(cushion, lighter(colour, 0.15), "right", 0.25)


def chair_by_the_window(sheet: Sheet) -> None:
    """Draw a green wing-backed armchair in a bay window, a blanket over one arm."""
    sheet.wash(rect(-20, -20, 1640, 840), BLUSH, "top", 0.55)
    boards(sheet, 790, OAK)
    _bay(sheet)
    sheet.glow(800, 330, 800, 500, CREAM, 0.4)
    for left in (120, 420):
        for top, low in ((820, 916), (930, 1060)):
            one, two = left - (top - 820) * 0.72, left - (low - 820) * 0.72
            lit: Path = [(one, top), (one + 250, top), (two + 262, low), (two, low)]
            daylight(sheet, lit, "right", 1.0)
    _wing_chair(sheet, 850, 960)


def _wing_chair(sheet: Sheet, cx: float, base: float) -> None:
    """Paint the armchair from the front: back, wings, cushion and arms."""
    green = mix(MOSS, SAGE, 0.3)
    sheet.ground(cx + 30, base, 330, 30)
    for x in (-220, 186):
        leg = [(x, -80), (x + 34, -80), (x + 24, 0), (x + 8, 0)]
        sheet.solid([(cx + u, base + v) for u, v in leg], WALNUT)
    back = [(180, -250), (186, -560), (160, -660), (80, -706), (-80, -706), (-160, -660)]
    back += [(-186, -560), (-180, -250)]
    sheet.solid(curve([(cx + u, base + v) for u, v in back]), green, "bottom", 0.35)
    for u, v in ((-70, -580), (70, -580), (0, -510), (-70, -440), (70, -440)):
        sheet.paint(oval(cx + u, base + v, 8, 8), darker(green, 0.4))
    for side in (-1, 1):
        wing = [(128, -690), (206, -690), (262, -620), (270, -520), (244, -420), (262, -330)]
        wing += [(196, -300), (164, -420), (170, -560), (150, -640)]
        path = [(cx + side * u, base + v) for u, v in curve(wing)]
        sheet.paint(shift(path, -side * 9, 6), darker(green, 0.45), 0.6, 5)
        sheet.solid(path, lighter(green, 0.1) if side < 0 else darker(green, 0.14), "bottom", 0.3)
    sheet.solid(rect(cx - 220, base - 240, 440, 176, 22), darker(green, 0.2), "bottom", 0.25)
    sheet.solid(rect(cx - 184, base - 322, 368, 112, 40), lighter(green, 0.16), "bottom", 0.25)
    for side in (-1, 1):
        arm = rect(cx + side * 236 - 64, base - 372, 128, 302, 60)
        sheet.paint(shift(arm, -side * 9, 4), darker(green, 0.45), 0.6, 5)
        sheet.solid(arm, lighter(green, 0.06) if side < 0 else darker(green, 0.1), "bottom", 0.3)
    _throw(sheet, cx + 236, base - 384)


def curtain_on_the_landing(sheet: Sheet) -> None:
    """Draw a landing with a striped curtain half drawn, a lamp behind, a tea tray on the stair."""
    sheet.wash(rect(-20, -20, 1640, 760), mix(SAND, DUSK, 0.45), "left", 0.9, grain=False)
    alcove = rect(700, 70, 940, 630)
    sheet.paint(alcove, HONEY)
    sheet.wash(alcove, OCHRE, "bottom", 0.5)
    sheet.glow(900, 330, 430, 430, CREAM, 0.9)
    sheet.stroke([(900, 430), (900, 690)], WALNUT, 12)
    sheet.solid(rect(850, 680, 100, 18, 8), WALNUT)
    sheet.solid(turned(900, [(64, 260), (124, 430)], False), LAMP, "bottom", 0.12)
    with sheet.within(
        [
            (1020, 70),
            (1640, 70),
            (1640, 694),
            *curve([(1500, 690), (1240, 698), (1010, 690)], False),
        ]
    ):
        for step in range(14):
            fold = rect(1016 + step * 46, 60, 48, 660)
            sheet.solid(fold, (TERRACOTTA, PAPER)[step % 2], "right", 0.28)
        sheet.wash(rect(1016, 60, 300, 660), LAMP, "left", 0.5, grain=False)
    sheet.stroke([(664, 78), (1640, 78)], WALNUT, 18)
    sheet.solid(oval(664, 78, 20, 20), WALNUT)
    for step in range(13):
        sheet.stroke(oval(1038 + step * 46, 82, 10, 16), OCHRE, 5)
    sheet.glow(900, 400, 700, 500, LAMP, 0.35)
    for step in range(4):
        y = 692 + step * 106
        sheet.solid(rect(-20, y, 1640, 42), mix(OAK, WOOD, step * 0.2), "left", 0.35)
        sheet.solid(rect(-20, y + 40, 1640, 70), darker(WOOD, 0.25 + step * 0.06), "bottom", 0.3)
    sheet.glow(860, 700, 420, 46, LAMP, 0.7)
    _tea_tray(sheet, 560, 706)
    _banister(sheet)


def _toolbox(sheet: Sheet) -> None:
    """Set a closed toolbox on the floor."""
    sheet.ground(812, 968, 140, 14)
    sheet.stroke([(740, 866), (740, 820), (860, 820), (860, 866)], INK, 11)
    sheet.solid(rect(690, 872, 220, 96, 8), BRICK, "right", 0.35)
    sheet.solid(rect(682, 850, 236, 44, 8), TERRACOTTA, "right", 0.3)
    for x in (738, 846):
        sheet.solid(rect(x, 878, 24, 30, 4), HONEY, "bottom", 0.35)


def _throw(sheet: Sheet, cx: float, top: float) -> None:
    """Fold a striped blanket over the arm of a chair."""
    cloth = [(cx - 72, top + 200), (cx - 72, top + 70), *oval(cx, top + 68, 72, 72, 180, 180)]
    cloth += [(cx + 74, top + 214)]
    sheet.shadow(cloth, 4, 10, 6, 0.25)
    sheet.solid(cloth, mix(CREAM, BLUSH, 0.35), "right", 0.25)
    with sheet.within(cloth):
        for down in (58, 84, 150, 176):
            sheet.paint(rect(cx - 80, top + down, 170, 12), TERRACOTTA)
        sheet.stroke([(cx + 8, top), (cx + 4, top + 220)], darker(BLUSH, 0.3), 4)
    for step in range(11):
        x, y = cx - 66 + step * 13.4, top + 202 + step * 1.2
        sheet.stroke([(x, y), (x - 2, y + 28)], CREAM, 5)


def _tea_tray(sheet: Sheet, cx: float, base: float) -> None:
    """Leave a tray with a teapot and two mugs."""
    sheet.ground(cx + 14, base + 12, 280, 14)
    sheet.paint(oval(cx, base, 270, 30), darker(MOSS, 0.4))
    sheet.solid(oval(cx, base - 8, 270, 30), MOSS, "left", 0.25)
    sheet.solid(oval(cx, base - 8, 246, 22), lighter(MOSS, 0.18), "left", 0.3)
    teapot(sheet, cx - 70, base - 8, 190, DUSK)
    mug(sheet, cx + 160, base - 12, 78, 80, BLUSH, 1)
    mug(sheet, cx + 84, base - 2, 78, 80, CREAM, -1)


def _banister(sheet: Sheet) -> None:
    """Stand the newel post and the rail of the stairs on the left."""
    for step, x in enumerate((40, 106, 172)):
        sheet.solid(rect(x, 500 - step * 44, 18, 600), darker(WALNUT, 0.1), "right", 0.3)
    sheet.stroke([(-30, 540), (250, 372)], WALNUT, 30)
    sheet.stroke([(-30, 532), (250, 364)], WOOD, 9)
    sheet.solid(rect(226, 330, 54, 420, 6), WALNUT, "left", 0.3)
    sheet.solid(oval(253, 312, 36, 36), WOOD, "left", 0.3)


def _bay(sheet: Sheet) -> None:
    """Build the bay: the wall under the sills, the floor in it, three windows and the sill."""
    wall = [(190, 690), (490, 630), (1110, 630), (1410, 690), (1410, 800), (1110, 730)]
    sheet.solid([*wall, (490, 730), (190, 800)], PAPER, "bottom", 0.2)
    sheet.paint([(490, 726), (1110, 726), (1420, 800), (180, 800)], OAK)
    left: Path = [(230, 90), (470, 130), (470, 630), (230, 680)]
    right = [(1600 - x, y) for x, y in left]
    for frame in (left, rect(500, 130, 600, 500), right):
        pane(sheet, frame, HAZE, mix(HONEY, CREAM, 0.45), CREAM, 2, 2, 11)
    sill = [(200, 690), (480, 634), (1120, 634), (1400, 690), (1400, 716), (1112, 656)]
    sheet.solid([*sill, (488, 656), (200, 716)], CREAM, "bottom", 0.25)
