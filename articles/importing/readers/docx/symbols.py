"""Signs that Word keeps as characters of a font of its own (ECMA-376, 17.3.3.30)."""

#: The arrows, ticks and boxes of Wingdings that people put into texts, by their code.
WINGDINGS = {
    0x4A: "☺", 0x4C: "☹", 0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x76: "❖", 0x77: "◆",
    0x9F: "•", 0xA7: "▪", 0xA8: "◻", 0xAB: "★", 0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE1: "↑",
    0xE2: "↓", 0xE8: "➔", 0xEF: "⇦", 0xF0: "⇨", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
SYMBOL = {0xB7: "•", 0xAE: "→", 0xAC: "←", 0xB0: "°", 0xB1: "±", 0xB4: "×", 0xB8: "÷", 0xA3: "≤"}
FONTS = {"wingdings": WINGDINGS, "symbol": SYMBOL}


def sign_of(font: str, code: str) -> str:
    """The character of a sign, empty where it is none that is known."""
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    if 0xF000 <= number <= 0xF0FF:
        number -= 0xF000
    elif number >= 0x100 and not 0xD800 <= number <= 0xDFFF and number < 0xE000:
        return chr(number)  # a character in its own right
    return FONTS.get(font.lower(), {}).get(number, "")
