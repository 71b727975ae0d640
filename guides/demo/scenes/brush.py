"""The sheet the demo site's pictures are painted on, and the gestures that paint it."""

import math
import random
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from .palette import INK, LAMP, Colour, darker
from .shapes import Path, Point, oval, rect, shift

WIDTH, HEIGHT = 1600, 1067
WHOLE = rect(-20, -20, WIDTH + 40, HEIGHT + 40)
SCALE = 2
WOBBLE = 1.1
STRIDE = 22
TURNS = {"top": Image.Transpose.ROTATE_180, "left": Image.Transpose.ROTATE_270}
TURNS["right"] = Image.Transpose.ROTATE_90

Box = tuple[int, int, int, int]


class Sheet:
    """A sheet of paper painted in flat layers, kept larger than it is printed."""

    def __init__(self, name: str, ground: Colour) -> None:
        """Lay a ground of one colour, under chances that are always the same for a name."""
        self.chance = random.Random(name)
        self._size = (WIDTH * SCALE, HEIGHT * SCALE)
        self._image = Image.new("RGB", self._size, ground)
        self._pen = ImageDraw.Draw(self._image)
        self._clip: Image.Image | None = None
        self._phase = [self.chance.uniform(0, 6.28) for _ in range(4)]
        specks = Image.frombytes("L", (WIDTH, HEIGHT), self.chance.randbytes(WIDTH * HEIGHT))
        self._specks = specks
        self._grain = specks.resize(self._size, Image.Resampling.NEAREST)

    def paint(
        self, path: Sequence[Point], colour: Colour, alpha: float = 1.0, blur: float = 0
    ) -> None:
        """Fill an outline with one flat colour, softened at the edge when blurred."""
        points = self._placed(path)
        if alpha >= 1 and not blur and not self._clip:
            self._pen.polygon(points, fill=colour)
            return
        box = self._box(points, blur)
        mask = _polygon(points, box)
        if blur:
            mask = _soften(mask, blur * SCALE)
        self._stamp(mask, box, colour, alpha)

    def wash(
        self,
        path: Sequence[Point],
        colour: Colour,
        edge: str,
        alpha: float = 1.0,
        grain: bool = True,
    ) -> None:
        """Fill an outline with colour strongest at one edge (or "centre"), fading from there."""
        points = self._placed(path)
        box = self._box(points, 0)
        mask = _polygon(points, box)
        ramp = _ramp(edge, mask.size)
        if grain:
            ramp = ImageChops.overlay(ramp, self._grain.crop(box))
        self._stamp(ImageChops.multiply(mask, ramp), box, colour, alpha)

    def solid(
        self, path: Sequence[Point], colour: Colour, edge: str = "right", depth: float = 0.3
    ) -> None:
        """Fill an outline and model it with a grained shadow from one edge."""
        self.paint(path, colour)
        self.wash(path, darker(colour, depth), edge, 0.85)

    def stroke(
        self, path: Sequence[Point], colour: Colour, width: float, alpha: float = 1.0
    ) -> None:
        """Draw a line with round ends along a path."""
        points = self._placed([*path], closed=False)
        thick = width * SCALE
        if alpha >= 1 and not self._clip:
            _line(self._pen, points, colour, thick)
            return
        box = self._box(points, width)
        mask = Image.new("L", (box[2] - box[0], box[3] - box[1]))
        local = [(x - box[0], y - box[1]) for x, y in points]
        _line(ImageDraw.Draw(mask), local, 255, thick)
        self._stamp(mask, box, colour, alpha)

    def shadow(
        self,
        path: Sequence[Point],
        dx: float = 10,
        dy: float = 14,
        blur: float = 12,
        alpha: float = 0.28,
    ) -> None:
        """Cast the soft shadow of an outline, before the thing itself is painted."""
        self.paint(shift(path, dx, dy), INK, alpha, blur)

    def ground(self, cx: float, y: float, rx: float, ry: float = 12, alpha: float = 0.3) -> None:
        """Lay the soft flat shadow a thing makes where it stands."""
        self.paint(oval(cx, y, rx, ry), INK, alpha, ry * 0.6)

    def glow(
        self, cx: float, cy: float, rx: float, ry: float, colour: Colour = LAMP, alpha: float = 0.6
    ) -> None:
        """Let light of a colour bloom softly about a point."""
        box = self._box([(p[0] * SCALE, p[1] * SCALE) for p in oval(cx, cy, rx, ry)], 0)
        whole = [round(v * SCALE) for v in (cx - rx, cy - ry, cx + rx, cy + ry)]
        halo = Image.radial_gradient("L").point([_falloff(v) for v in range(256)])
        size = (whole[2] - whole[0], whole[3] - whole[1])
        part = [box[0] - whole[0], box[1] - whole[1], box[2] - whole[0], box[3] - whole[1]]
        ratio = (256 / size[0], 256 / size[1])
        source = [part[index] * ratio[index % 2] for index in range(4)]
        shape = (box[2] - box[0], box[3] - box[1])
        mask = halo.resize(shape, Image.Resampling.BILINEAR, _inside(source))
        self._stamp(mask, box, colour, alpha)

    @contextmanager
    def within(self, path: Sequence[Point]) -> Iterator[None]:
        """Keep what is painted meanwhile inside an outline."""
        before = self._clip
        mask = _polygon(self._placed(path), (0, 0, *self._size))
        self._clip = ImageChops.multiply(mask, before) if before else mask
        try:
            yield
        finally:
            self._clip = before

    def printed(self) -> Image.Image:
        """Return the finished picture at its printed size, on slightly mottled grained paper."""
        image = self._image.reduce(SCALE)
        fibre = self._specks.filter(ImageFilter.GaussianBlur(0.6)).point(
            [round(128 + (v - 128) * 0.14) for v in range(256)]
        )
        image = ImageChops.add(image, Image.merge("RGB", [fibre] * 3), 1, -128)
        cloud = self._specks.resize((64, 43), Image.Resampling.BOX, (0, 0, 128, 86))
        cloud = cloud.point([round(min(255, max(0, 128 + (v - 128) * 0.022))) for v in range(256)])
        cloud = cloud.resize((WIDTH, HEIGHT), Image.Resampling.BICUBIC)
        return ImageChops.add(image, Image.merge("RGB", [cloud] * 3), 1, -128)

    def _placed(self, path: Sequence[Point], closed: bool = True) -> Path:
        """Return the path at drawing size, its edges wavering a little as if cut by hand."""
        ends = [*path[1:], path[0]] if closed else path[1:]
        points: Path = []
        for (x, y), (u, v) in zip(path, ends, strict=False):
            parts = max(1, int(math.hypot(u - x, v - y) / STRIDE))
            points += [(x + (u - x) * n / parts, y + (v - y) * n / parts) for n in range(parts)]
        if not closed:
            points.append(path[-1])
        return [self._wavered(x, y) for x, y in points]

    def _wavered(self, x: float, y: float) -> Point:
        """Return where the unsteady hand puts a point, at drawing size."""
        one, two, three, four = self._phase
        dx = math.sin(y / 83 + one) + 0.5 * math.sin((x + y) / 41 + two)
        dy = math.sin(x / 89 + three) + 0.5 * math.sin((x - y) / 43 + four)
        return (x + WOBBLE * dx) * SCALE, (y + WOBBLE * dy) * SCALE

    def _box(self, points: Sequence[Point], pad: float) -> Box:
        """Return the part of the sheet the points cover, with room for a blur or a width."""
        room = pad * SCALE * 2.5 + 1
        xs, ys = [x for x, _ in points], [y for _, y in points]
        left, top = max(0, int(min(xs) - room)), max(0, int(min(ys) - room))
        right = max(left + 1, min(self._size[0], int(max(xs) + room) + 1))
        bottom = max(top + 1, min(self._size[1], int(max(ys) + room) + 1))
        return left, top, right, bottom

    def _stamp(self, mask: Image.Image, box: Box, colour: Colour, alpha: float) -> None:
        """Press a colour through a mask, held back by its strength and the current outline."""
        if alpha < 1:
            mask = mask.point([round(v * alpha) for v in range(256)])
        if self._clip:
            mask = ImageChops.multiply(mask, self._clip.crop(box))
        self._image.paste(colour, box, mask)


def _polygon(points: Sequence[Point], box: Box) -> Image.Image:
    """Return the mask of an outline over one part of the sheet."""
    mask = Image.new("L", (box[2] - box[0], box[3] - box[1]))
    ImageDraw.Draw(mask).polygon([(x - box[0], y - box[1]) for x, y in points], fill=255)
    return mask


def _line(
    pen: ImageDraw.ImageDraw, points: Sequence[Point], fill: Colour | int, thick: float
) -> None:
    """Draw a line whose ends and joints are round."""
    pen.line(points, fill=fill, width=max(1, round(thick)), joint="curve")
    half = thick / 2
    for x, y in (points[0], points[-1]):
        pen.ellipse((x - half, y - half, x + half, y + half), fill=fill)


def _soften(mask: Image.Image, radius: float) -> Image.Image:
    """Return the mask blurred, at a size no finer than the blur needs."""
    step = max(1, int(radius / 3))
    small = mask.reduce(step).filter(ImageFilter.GaussianBlur(radius / step))
    return small.resize(mask.size, Image.Resampling.BILINEAR)


def _ramp(edge: str, size: tuple[int, int]) -> Image.Image:
    """Return a mask full at one edge, or at the centre, and empty at the other."""
    if edge == "centre":
        ramp = Image.radial_gradient("L").point([_falloff(v) for v in range(256)])
    else:
        ramp = Image.linear_gradient("L")
        ramp = ramp.transpose(TURNS[edge]) if edge in TURNS else ramp
    return ramp.resize(size, Image.Resampling.BILINEAR)


def _falloff(distance: int) -> int:
    """Return how strong light is at a distance (178 at the rim) from its source."""
    near = max(0.0, 1 - distance / 178)
    return round(255 * near * near * (3 - 2 * near))


def _inside(source: Sequence[float]) -> tuple[float, float, float, float]:
    """Return a region of a 256-pixel square, kept within it."""
    left, top, right, bottom = (min(256.0, max(0.0, value)) for value in source)
    return left, top, right, bottom
