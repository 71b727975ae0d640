"""Outlines the pictures are cut from: lists of points on a sheet of 1600 by 1067."""

import math
from collections.abc import Sequence

Point = tuple[float, float]
Path = list[Point]


def rect(x: float, y: float, width: float, height: float, radius: float = 0) -> Path:
    """Return a rectangle, its corners rounded when a radius is given."""
    if not radius:
        return [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]
    radius = min(radius, width / 2, height / 2)
    centres = (
        (x + width - radius, y + radius, -90),
        (x + width - radius, y + height - radius, 0),
        (x + radius, y + height - radius, 90),
        (x + radius, y + radius, 180),
    )
    return [
        point for cx, cy, start in centres for point in oval(cx, cy, radius, radius, start, 90, 8)
    ]


def oval(
    cx: float,
    cy: float,
    rx: float,
    ry: float,
    start: float = 0,
    sweep: float = 360,
    steps: int = 72,
) -> Path:
    """Return an ellipse or the part of it swept from an angle, clockwise from the right."""
    angles = (math.radians(start + sweep * step / steps) for step in range(steps + 1))
    return [(cx + rx * math.cos(angle), cy + ry * math.sin(angle)) for angle in angles]


def curve(knots: Sequence[Point], closed: bool = True, steps: int = 12) -> Path:
    """Return a smooth line through the knots, closed into a shape unless told otherwise."""
    count = len(knots)

    def knot(index: int) -> Point:
        """Return a knot, going round or stopping at the ends."""
        return knots[index % count] if closed else knots[min(max(index, 0), count - 1)]

    path: Path = []
    for index in range(count if closed else count - 1):
        four = [knot(index + offset) for offset in (-1, 0, 1, 2)]
        path.extend(_between(four, step / steps) for step in range(steps))
    return path if closed else [*path, knots[-1]]


def _between(four: Sequence[Point], t: float) -> Point:
    """Return the point at `t` between the middle two of four knots of a Catmull-Rom curve."""
    weights = (
        -t + 2 * t**2 - t**3,
        2 - 5 * t**2 + 3 * t**3,
        t + 4 * t**2 - 3 * t**3,
        -(t**2) + t**3,
    )
    x = sum(weight * point[0] for weight, point in zip(weights, four, strict=True)) / 2
    y = sum(weight * point[1] for weight, point in zip(weights, four, strict=True)) / 2
    return x, y


def turned(cx: float, profile: Sequence[Point], smooth: bool = True) -> Path:
    """Return the outline of a turned thing from its (half width, y) profile, top to bottom."""
    right = [(cx + half, y) for half, y in profile]
    if smooth:
        right = curve(right, closed=False)
    return right + [(2 * cx - x, y) for x, y in reversed(right)]


def leaf(x: float, y: float, angle: float, length: float, width: float) -> Path:
    """Return a pointed leaf growing from a point at an angle (0 points right, 90 up)."""
    blade = curve([(0, 0), (0.3, -0.5), (0.62, -0.42), (1, 0)], closed=False, steps=8) + curve(
        [(1, 0), (0.62, 0.42), (0.3, 0.5), (0, 0)], closed=False, steps=8
    )
    return turn([(x + u * length, y + v * width) for u, v in blade], -angle, (x, y))


def shift(path: Sequence[Point], dx: float, dy: float) -> Path:
    """Return the path moved by a distance."""
    return [(x + dx, y + dy) for x, y in path]


def turn(path: Sequence[Point], degrees: float, about: Point) -> Path:
    """Return the path turned clockwise about a point."""
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    ox, oy = about
    return [
        (ox + (x - ox) * cos - (y - oy) * sin, oy + (x - ox) * sin + (y - oy) * cos)
        for x, y in path
    ]


def along(first: Point, second: Point, share: float) -> Point:
    """Return the point lying `share` of the way from the first to the second."""
    return first[0] + (second[0] - first[0]) * share, first[1] + (second[1] - first[1]) * share
