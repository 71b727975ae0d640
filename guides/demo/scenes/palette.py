"""The inks of the demo site's pictures: warm paper, ink and five muted colours."""

Colour = tuple[int, int, int]

CREAM: Colour = (251, 245, 234)
PAPER: Colour = (243, 234, 219)
SAND: Colour = (226, 209, 182)
STONE: Colour = (190, 178, 162)
INK: Colour = (43, 41, 51)
SMOKE: Colour = (92, 86, 94)
NIGHT: Colour = (43, 49, 66)

TERRACOTTA: Colour = (187, 106, 79)
BRICK: Colour = (139, 70, 52)
BLUSH: Colour = (223, 168, 140)
SAGE: Colour = (140, 157, 125)
MOSS: Colour = (88, 104, 81)
MIST: Colour = (198, 207, 184)
DUSK: Colour = (112, 131, 153)
SLATE: Colour = (67, 80, 101)
HAZE: Colour = (182, 194, 205)
OCHRE: Colour = (211, 157, 70)
HONEY: Colour = (239, 205, 136)
LAMP: Colour = (255, 230, 172)
WOOD: Colour = (170, 120, 82)
WALNUT: Colour = (108, 72, 54)
OAK: Colour = (206, 165, 120)


def mix(first: Colour, second: Colour, share: float) -> Colour:
    """Return the colour lying `share` of the way from the first to the second."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(first, second, strict=True))
    return red, green, blue


def darker(colour: Colour, share: float = 0.25) -> Colour:
    """Return the colour moved towards a warm ink, as a printed shadow would be."""
    return mix(colour, (58, 38, 42), share)


def lighter(colour: Colour, share: float = 0.25) -> Colour:
    """Return the colour moved towards cream, as the paper showing through would make it."""
    return mix(colour, CREAM, share)
