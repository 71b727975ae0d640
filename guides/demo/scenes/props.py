"""The household things that turn up in more than one picture."""

from collections.abc import Sequence

from .brush import Sheet
from .palette import (
    CREAM,
    INK,
    LAMP,
    MOSS,
    OCHRE,
    PAPER,
    SMOKE,
    STONE,
    Colour,
    darker,
    lighter,
    mix,
)
from .shapes import Path, Point, along, curve, leaf, oval, rect, turn, turned


def bowl(sheet: Sheet, cx: float, rim: float, half: float, colour: Colour, inside: Colour) -> None:
    """Paint a bowl seen a little from above, its rim an ellipse about (cx, rim)."""
    deep, lip = half * 0.72, half * 0.3
    body = turned(
        cx,
        [(half, rim), (half * 0.93, rim + deep * 0.4), (half * 0.66, rim + deep * 0.82)]
        + [(half * 0.4, rim + deep)],
    )
    foot = turned(cx, [(half * 0.42, rim + deep * 0.9), (half * 0.38, rim + deep * 1.1)], False)
    sheet.ground(cx + half * 0.12, rim + deep * 1.08, half * 0.85, half * 0.14)
    sheet.paint(foot, darker(colour, 0.35))
    sheet.solid(body, colour)
    sheet.paint(oval(cx, rim, half, lip), lighter(colour, 0.35))
    well = oval(cx, rim + half * 0.015, half * 0.93, lip * 0.87)
    sheet.solid(well, darker(colour, 0.25), "left", 0.3)
    with sheet.within(well):
        sheet.solid(oval(cx, rim + lip * 0.34, half * 0.84, lip * 0.78), inside, "left", 0.2)


def mug(
    sheet: Sheet,
    cx: float,
    base: float,
    width: float,
    height: float,
    colour: Colour,
    handle: int = 1,
    tea: Colour | None = None,
) -> None:
    """Paint a straight mug standing on its base, the handle to the right (1) or left (-1)."""
    half, top = width / 2, base - height
    lip = half * 0.26
    ear = oval(cx + handle * half * 1.0, top + height * 0.5, half * 0.5, height * 0.29)
    sheet.ground(cx + half * 0.2, base + lip * 0.55, half * 1.2, lip * 0.9)
    sheet.stroke(ear, darker(colour, 0.12 if handle < 0 else 0.3), width * 0.1)
    side = oval(cx, base - lip * 0.3, half * 0.97, lip, 0, 180)
    body = [(cx - half, top), *reversed(side), (cx + half, top)]
    sheet.solid(body, colour)
    sheet.paint(oval(cx, top, half, lip), lighter(colour, 0.4))
    well = oval(cx, top, half * 0.9, lip * 0.8)
    sheet.solid(well, darker(colour, 0.3), "left", 0.3)
    if tea:
        with sheet.within(well):
            sheet.paint(oval(cx, top + lip * 0.5, half * 0.9, lip * 0.8), tea)
            sheet.wash(oval(cx, top + lip * 0.5, half * 0.9, lip * 0.8), OCHRE, "right", 0.6)


def salt_pot(sheet: Sheet, cx: float, base: float, height: float) -> None:
    """Paint a stout salt pot with a pierced metal cap."""
    half, top = height * 0.29, base - height
    neck = top + height * 0.3
    sheet.ground(cx + half * 0.3, base, half * 1.25, height * 0.07)
    sheet.paint(oval(cx, base - 2, half * 0.86, height * 0.035), darker(CREAM, 0.3))
    body = [(half * 0.66, neck), (half * 0.8, neck + height * 0.1), (half, base - height * 0.16)]
    sheet.solid(turned(cx, [*body, (half * 0.86, base)]), CREAM, "right", 0.25)
    cap = [(half * 0.3, top), (half * 0.62, top + height * 0.06), (half * 0.74, neck)]
    sheet.solid(turned(cx, cap), STONE, "right", 0.45)
    sheet.stroke([(cx - half * 0.74, neck), (cx + half * 0.74, neck)], SMOKE, height * 0.025)
    for step in (-0.28, 0, 0.28):
        dot = oval(cx + step * half, top + height * 0.11, height * 0.018, height * 0.018)
        sheet.paint(dot, INK)


def lamp(sheet: Sheet, cx: float, rim: float, half: float, colour: Colour) -> None:
    """Paint a hanging lamp, its cord reaching the top of the sheet, its bulb just showing."""
    tall = half * 0.62
    sheet.stroke([(cx, -10), (cx, rim - tall)], INK, 5)
    shade = [(half * 0.14, rim - tall * 1.12), (half * 0.2, rim - tall * 0.95)]
    shade += [(half * 0.66, rim - tall * 0.6), (half, rim)]
    sheet.paint(oval(cx, rim + half * 0.02, half * 0.34, half * 0.2), LAMP)
    sheet.solid(turned(cx, shade), colour, "top", 0.45)
    sheet.paint(oval(cx, rim, half, half * 0.09), LAMP)


def pane(
    sheet: Sheet,
    frame: Path,
    light: Colour,
    low: Colour,
    wood: Colour = PAPER,
    across: int = 2,
    down: int = 3,
    bar: float = 9,
) -> None:
    """Paint a window in any four-cornered frame, its light passing to a lower colour."""
    sheet.paint(frame, light)
    sheet.wash(frame, low, "bottom", grain=False)
    glazing(sheet, frame, wood, across, down, bar)


def glazing(
    sheet: Sheet, frame: Path, wood: Colour, across: int = 2, down: int = 3, bar: float = 9
) -> None:
    """Paint the frame and the bars of a window."""
    one, two, three, four = frame
    for step in range(1, across):
        share = step / across
        sheet.stroke([along(one, two, share), along(four, three, share)], wood, bar)
    for step in range(1, down):
        share = step / down
        sheet.stroke([along(one, four, share), along(two, three, share)], wood, bar)
    sheet.stroke([*frame, frame[0]], wood, bar * 2)


def plant(sheet: Sheet, cx: float, base: float, height: float, pot: Colour) -> None:
    """Paint a small plant in a clay pot, its stems paired with leaves."""
    half, top = height * 0.26, base - height * 0.44
    sheet.ground(cx + half * 0.3, base, half * 1.2, height * 0.035)
    for angle, reach in ((142, 0.4), (38, 0.4), (118, 0.5), (64, 0.52), (92, 0.62)):
        tip = turn([(cx + reach * height, top)], -angle, (cx, top))[0]
        sheet.stroke([(cx, top), tip], darker(MOSS, 0.2), height * 0.014)
        for share in (0.45, 0.75):
            x, y = along((cx, top), tip, share)
            for side, shade in ((52, 0.0), (-52, 0.16)):
                blade = leaf(x, y, angle + side, height * 0.2, height * 0.11)
                sheet.solid(blade, lighter(MOSS, shade + share * 0.2), "bottom", 0.25)
        sheet.solid(leaf(*tip, angle, height * 0.18, height * 0.11), lighter(MOSS, 0.3))
    sheet.solid(turned(cx, [(half * 0.86, top), (half * 0.62, base)], False), pot)
    sheet.solid(rect(cx - half, top - 6, half * 2, height * 0.1, 6), lighter(pot, 0.15))


def shoe(sheet: Sheet, x: float, base: float, length: float, colour: Colour) -> None:
    """Paint a low shoe from the side, its heel at x and its toe to the right."""

    def placed(points: Sequence[Point]) -> Path:
        """Return a path drawn for a shoe of length 1, put in its place."""
        return [(x + u * length, base + v * length) for u, v in points]

    upper = [(0.0, -0.1), (0.0, -0.3), (0.05, -0.42), (0.14, -0.41), (0.36, -0.38)]
    upper += [(0.5, -0.31), (0.66, -0.23), (0.84, -0.2), (0.95, -0.155), (0.985, -0.06)]
    sheet.ground(x + length * 0.52, base, length * 0.56, length * 0.05)
    sheet.solid(
        placed([*curve(upper, closed=False, steps=6), (0.0, -0.06)]), colour, "bottom", 0.35
    )
    sheet.paint(placed(rect(0, -0.075, 0.985, 0.075, 0.03)), darker(colour, 0.65))
    mouth = placed(oval(0.2, -0.405, 0.155, 0.035))
    sheet.paint(mouth, darker(colour, 0.7))
    for step in range(3):
        lace = placed(
            [(0.4 + step * 0.08, -0.36 + step * 0.05), (0.36 + step * 0.08, -0.28 + step * 0.05)]
        )
        sheet.stroke(lace, lighter(colour, 0.6), length * 0.018)


def cup_of_paper(sheet: Sheet, cx: float, base: float, height: float, band: Colour) -> None:
    """Paint a lidded paper cup with a coloured sleeve."""
    wide, slim, top = height * 0.36, height * 0.26, base - height
    sheet.ground(cx + wide * 0.3, base, wide, height * 0.05)
    sheet.solid(turned(cx, [(wide, top + height * 0.1), (slim, base)], False), PAPER)
    sleeve = [(wide * 0.96, top + height * 0.32), (slim * 1.1, top + height * 0.76)]
    sheet.solid(turned(cx, sleeve, False), band)
    lid = rect(cx - wide * 1.12, top + height * 0.06, wide * 2.24, height * 0.09, 6)
    sheet.solid(rect(cx - wide * 0.9, top, wide * 1.8, height * 0.1, 8), CREAM)
    sheet.solid(lid, CREAM)


def teapot(sheet: Sheet, cx: float, base: float, size: float, colour: Colour) -> None:
    """Paint a round teapot, its spout to the right."""
    middle = base - size * 0.46
    sheet.ground(cx + size * 0.1, base, size * 0.55, size * 0.07)
    spout = [(0.34, 0.16), (0.58, 0.02), (0.66, -0.26), (0.82, -0.36), (0.8, -0.24), (0.72, 0.1)]
    spout += [(0.44, 0.36)]
    sheet.solid([(cx + u * size, middle + v * size) for u, v in curve(spout)], darker(colour, 0.12))
    ear = oval(cx - size * 0.5, middle - size * 0.02, size * 0.24, size * 0.27)
    sheet.stroke(ear, darker(colour, 0.08), size * 0.075)
    belly = [(0.2, -0.42), (0.38, -0.33), (0.53, -0.04), (0.47, 0.26), (0.28, 0.44)]
    sheet.solid(turned(cx, [(u * size, middle + v * size) for u, v in belly]), colour)
    lid = [(0.03, -0.54), (0.16, -0.5), (0.25, -0.4), (0.25, -0.37)]
    sheet.solid(turned(cx, [(u * size, middle + v * size) for u, v in lid]), lighter(colour, 0.15))
    sheet.solid(oval(cx, middle - size * 0.58, size * 0.065, size * 0.06), lighter(colour, 0.15))
    shine = curve([(-0.38, -0.1), (-0.34, -0.24), (-0.24, -0.32)], closed=False)
    gleam = [(cx + u * size, middle + v * size) for u, v in shine]
    sheet.stroke(gleam, lighter(colour, 0.5), size * 0.025)


def steam(sheet: Sheet, cx: float, base: float, height: float) -> None:
    """Let a thread of steam rise."""
    knots = [(0, 0), (-0.14, 0.25), (0.1, 0.5), (-0.08, 0.76), (0.04, 1.0)]
    thread = curve([(cx + u * height, base - v * height) for u, v in knots], closed=False)
    for start in range(0, len(thread) - 6, 6):
        thin = 1 - start / len(thread)
        sheet.stroke(thread[start : start + 7], CREAM, 4 + 8 * thin, thin / 2)


def boards(sheet: Sheet, y: float, colour: Colour) -> None:
    """Lay a floor from y to the bottom of the sheet, its boards running away from us."""
    sheet.solid(rect(-20, y, 1640, 1107 - y), colour, "bottom", 0.22)
    for step in range(-5, 6):
        far, near = 800 + step * 190, 800 + step * 420
        sheet.stroke([(far, y), (near, 1090)], darker(colour, 0.18), 3, 0.7)


def daylight(sheet: Sheet, path: Path, edge: str = "top", alpha: float = 0.55) -> None:
    """Let window light fall on a floor, wall or table in the shape of the panes."""
    sheet.wash(path, mix(LAMP, CREAM, 0.4), edge, alpha, grain=False)


def stitched(sheet: Sheet, ends: tuple[Point, Point], count: int, colour: Colour) -> None:
    """Sew a line of running stitches between two points."""
    for step in range(count):
        first = along(*ends, (step + 0.2) / count)
        second = along(*ends, (step + 0.75) / count)
        sheet.stroke([first, second], colour, 6)
