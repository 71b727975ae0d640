"""Houses and streets at dusk, with the lamps lit."""

from .brush import WHOLE, Sheet
from .palette import (
    BLUSH,
    BRICK,
    CREAM,
    DUSK,
    HONEY,
    LAMP,
    MOSS,
    NIGHT,
    OAK,
    OCHRE,
    PAPER,
    SLATE,
    SMOKE,
    STONE,
    TERRACOTTA,
    Colour,
    darker,
    lighter,
    mix,
)
from .props import pane, plant
from .shapes import Path, along, curve, oval, rect, turn


def doorstep_pot(sheet: Sheet) -> None:
    """Draw a small potted plant and a folded note on a doorstep beneath a lit window."""
    wall = mix(SLATE, SMOKE, 0.2)
    sheet.wash(rect(-20, -20, 1640, 880), darker(wall, 0.3), "top", grain=False)
    for row in range(15):
        for column in range(12):
            if sheet.chance.random() < 0.3:
                brick = rect(-60 + column * 150 + row % 2 * 75, row * 56, 138, 46, 4)
                sheet.paint(brick, lighter(wall, 0.12), 0.6)
    sheet.solid(rect(130, 40, 400, 800), mix(PAPER, DUSK, 0.5), "bottom", 0.3)
    sheet.solid(rect(170, 80, 320, 760), MOSS, "bottom", 0.4)
    for y, tall in ((130, 260), (450, 300)):
        sheet.stroke([*rect(215, y, 230, tall), (215, y)], darker(MOSS, 0.35), 6)
    sheet.solid(oval(460, 470, 13, 13), OCHRE)
    sheet.glow(980, 320, 720, 640, OCHRE, 0.5)
    pane(sheet, rect(790, 90, 380, 430), LAMP, OCHRE, PAPER, 2, 2, 11)
    for side in (-1, 1):
        fold = [
            (980 + side * 180, 100),
            (980 + side * 84, 100),
            (980 + side * 140, 330),
            (980 + side * 164, 510),
            (980 + side * 180, 510),
        ]
        sheet.paint(fold, CREAM, 0.55)
    sheet.solid(rect(756, 520, 448, 34, 4), PAPER, "bottom", 0.35)
    sheet.solid(rect(40, 836, 1400, 84, 6), STONE, "left", 0.25)
    sheet.paint(rect(40, 836, 1400, 16), lighter(STONE, 0.4))
    sheet.solid(rect(-20, 916, 1640, 170), mix(SMOKE, NIGHT, 0.4), "bottom", 0.3)
    sheet.glow(980, 846, 460, 60, LAMP, 0.6)
    plant(sheet, 900, 846, 300, TERRACOTTA)
    _standing_note(sheet)


def _standing_note(sheet: Sheet) -> None:
    """Stand a folded note like a little tent on the step."""
    sheet.ground(1130, 848, 90, 8)
    sheet.paint([(1080, 760), (1176, 750), (1210, 846), (1130, 850)], darker(PAPER, 0.25))
    sheet.solid([(1080, 760), (1176, 750), (1152, 852), (1040, 852)], CREAM, "bottom", 0.12)


def gate_and_lit_path(sheet: Sheet) -> None:
    """Draw a garden gate open at dusk, a pale path leading towards the lights of a street."""
    sheet.wash(rect(-20, -20, 1640, 660), mix(BLUSH, HONEY, 0.3), "bottom", 1.0, grain=False)
    _street(sheet)
    sheet.solid(rect(-20, 600, 1640, 500), mix(MOSS, NIGHT, 0.35), "bottom", 0.4)
    path = curve([(560, 1090), (700, 850), (790, 720), (800, 600)], False)
    path += curve([(850, 600), (880, 720), (960, 850), (1090, 1090)], False)
    sheet.solid(path, PAPER, "bottom", 0.3)
    sheet.glow(820, 610, 420, 140, LAMP, 0.6)
    for left in (-20, 1120):
        sheet.paint(rect(left, 556, 500, 70), mix(MOSS, NIGHT, 0.5))
    for left, right in ((-40, 470), (1130, 1640)):
        for _ in range(60):
            x, y = sheet.chance.uniform(left, right), sheet.chance.uniform(520, 1000)
            size = sheet.chance.uniform(40, 70)
            sheet.solid(
                oval(x, y, size, size * 0.85),
                mix(MOSS, NIGHT, sheet.chance.uniform(0.3, 0.6)),
                "bottom",
                0.3,
            )
    for x in (500, 1090):
        sheet.solid(rect(x - 34, 420, 68, 560, 6), mix(STONE, SLATE, 0.35), "bottom", 0.35)
        sheet.solid(rect(x - 46, 400, 92, 34, 8), mix(STONE, SLATE, 0.2))
    _open_gate(sheet)


def _street(sheet: Sheet) -> None:
    """Line the far end of the path with dark roofs, lit windows and two street lamps."""
    for x, wide, tall in ((430, 170, 130), (600, 150, 170), (900, 160, 150), (1060, 190, 120)):
        house = [
            (x, 610),
            (x, 610 - tall),
            (x + wide / 2, 550 - tall),
            (x + wide, 610 - tall),
            (x + wide, 610),
        ]
        sheet.paint(house, mix(SLATE, DUSK, 0.2))
        for step in range(2):
            sheet.paint(rect(x + 34 + step * 64, 634 - tall, 30, 40), LAMP)
    for x in (760, 890):
        sheet.stroke([(x, 610), (x, 400)], NIGHT, 7)
        sheet.glow(x, 396, 110, 110, LAMP, 0.95)
        sheet.paint(oval(x, 396, 15, 18), CREAM)


def _open_gate(sheet: Sheet) -> None:
    """Swing the wooden gate inwards from the left post."""
    top = ((534, 520), (690, 600))
    low = ((534, 930), (690, 1040))
    for share in (0.18, 0.8):
        rail = [along(top[0], low[0], share), along(top[1], low[1], share)]
        sheet.stroke(rail, darker(OAK, 0.2), 22)
    for step in range(6):
        share = step / 5
        one, two = along(*top, share), along(*low, share)
        picket = [
            (one[0] - 12, one[1]),
            (one[0], one[1] - 26),
            (one[0] + 12, one[1] + 6),
            (two[0] + 12, two[1]),
            (two[0] - 12, two[1]),
        ]
        sheet.solid(picket, OAK, "bottom", 0.4)


def lit_windows(sheet: Sheet) -> None:
    """Draw a row of narrow houses at dusk with four lit windows and a thin moon above."""
    sheet.wash(WHOLE, BLUSH, "bottom", 0.9, grain=False)
    sheet.paint(turn(_crescent(1180, 190, 62), 24, (1180, 190)), CREAM)
    sheet.glow(1170, 190, 190, 190, CREAM, 0.3)
    houses = (
        (-30, 270, 560, SLATE),
        (240, 230, 650, BRICK),
        (470, 250, 590, DUSK),
        (720, 220, 690, MOSS),
    )
    lit = {(1, 0, 1), (2, 1, 0), (3, 2, 1), (5, 1, 1)}
    others = ((940, 250, 600, TERRACOTTA), (1190, 220, 660, SLATE), (1410, 240, 570, BRICK))
    for index, (x, wide, tall, colour) in enumerate((*houses, *others)):
        _house(sheet, rect(x, 1000 - tall, wide, tall), mix(colour, NIGHT, 0.4), index, lit)
    sheet.solid(rect(-20, 990, 1640, 100), mix(NIGHT, SMOKE, 0.3), "bottom", 0.3)


def _crescent(cx: float, cy: float, size: float) -> Path:
    """Return the outline of a thin moon."""
    return oval(cx, cy, size, size, -90, 180) + oval(cx, cy, size * 0.72, size, 90, -180)


def _house(
    sheet: Sheet, wall: Path, colour: Colour, index: int, lit: set[tuple[int, int, int]]
) -> None:
    """Build one narrow house with a gable, a chimney, windows and a door."""
    (left, top), (right, _), _, (_, base) = wall
    wide = right - left
    peak = top - (90 if index % 2 else 60)
    stack = left + wide * (0.72 if index % 3 else 0.2)
    sheet.solid(rect(stack, peak - 16, 40, 120), darker(colour, 0.25))
    for pot in (2, 22):
        sheet.paint(rect(stack + pot, peak - 36, 15, 24), darker(BRICK, 0.3))
    sheet.paint([(left - 8, top), (left + wide / 2, peak), (right + 8, top)], darker(colour, 0.4))
    sheet.solid(wall, colour, "bottom", 0.25)
    for row in range(3):
        for column in range(2):
            x, y = left + wide * (0.17 + column * 0.4), top + 50 + row * 150
            frame = rect(x, y, wide * 0.26, 96)
            if (index, row, column) in lit:
                sheet.glow(x + wide * 0.13, y + 50, 130, 130, OCHRE, 0.6)
                pane(sheet, frame, LAMP, OCHRE, darker(colour, 0.4), 2, 2, 4)
            else:
                pane(
                    sheet,
                    frame,
                    darker(colour, 0.3),
                    mix(colour, DUSK, 0.3),
                    darker(colour, 0.45),
                    2,
                    2,
                    4,
                )
    sheet.solid(rect(left + wide * 0.38, base - 110, wide * 0.26, 110), darker(colour, 0.45))
