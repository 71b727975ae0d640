"""What the style sheet tells: colours, focus, motion, fonts."""

import re
from collections.abc import Iterator

from config.auditing.answers import Answer, is_mail, is_stylesheet
from config.auditing.rules import Evidence, rule
from config.auditing.site import Site
from config.auditing.stylesheets import (
    Block,
    colour_of,
    contrast,
    read_blocks,
    tokens_of,
)

#: Words on a ground, by the tokens they are set in (4.5:1).
TEXT_PAIRS = (
    *(("text", ground) for ground in ("page", "page-sunk", "mark")),
    *(("text-soft", ground) for ground in ("page", "page-sunk")),
    *(("link", ground) for ground in ("page", "page-sunk")),
    ("page", "text"),
    *(
        (words, f"{kind}-ground")
        for kind in ("speech", "exercise", "help", "point")
        for words in ("text", kind)
    ),
    ("help-ground", "help"),
)
#: The edges of fields and the ring around what has the focus (3:1).
EDGE_PAIRS = (
    ("edge", "page"),
    ("link", "page"),
    ("link", "page-sunk"),
    ("exercise", "exercise-ground"),
)
TEXT, EDGE = 4.5, 3.0
#: What a declaration of theirs makes of moving things.
MOVING = ("transition", "animation", "scroll-behavior", "transition-duration", "animation-duration")
#: Declarations that take something out of sight.
UNSEEN = {
    "display": {"none"},
    "visibility": {"hidden", "collapse"},
    "opacity": {"0", "0%"},
}
STILL = {"none", "auto", "0s", "initial", "unset"}
WIDTH = re.compile(r"^(\d+(?:\.\d+)?)(px|rem|em)$")
#: A page reflows at 320 CSS pixels.
NARROW = 320
SMALL = re.compile(r"var\(--size-(label|small)\)|(?<![\d.])0\.\d+(em|rem)|^\d+px$")


def has_styles(answer: Answer) -> bool:
    return is_stylesheet(answer) or is_mail(answer)


def blocks_of(answer: Answer) -> list[Block]:
    if is_mail(answer):
        return [one for style in answer.html.css("style") for one in read_blocks(style.text())]
    return list(read_blocks(answer.text))


@rule(54, "Words stand out from what they stand on, 4.5 to 1, in both themes.", of=has_styles)
def words_have_contrast(answer: Answer, site: Site) -> Iterator[Evidence]:
    blocks = blocks_of(answer)
    for theme, tokens in tokens_of(blocks).items():
        yield from _pairs(TEXT_PAIRS, tokens, theme, TEXT)
        for block in blocks:
            if block.theme == theme and "@layer print" not in block.conditions:
                yield from _own_pair(block, tokens, theme)


def _pairs(pairs: tuple, tokens: dict[str, str], theme: str, least: float) -> Iterator[str]:
    for front, back in pairs:
        colours = [colour_of(f"var(--{name})", tokens) for name in (front, back)]
        if None in colours:
            continue
        found = contrast(str(colours[0]), str(colours[1]))
        if found < least:
            yield f"{front} on {back}, {theme}: {found:.2f} to 1"


def _own_pair(block: Block, tokens: dict[str, str], theme: str) -> Iterator[str]:
    ground = block.declared.get("background") or block.declared.get("background-color") or ""
    front = colour_of(block.declared.get("color", ""), tokens)
    back = colour_of(ground, tokens)
    if front and back and contrast(front, back) < TEXT:
        yield f"{block.selector}, {theme}: {front} on {back}, {contrast(front, back):.2f} to 1"


@rule(54, "Fields, buttons and the focus stand out, 3 to 1, in both themes.", of=is_stylesheet)
def edges_have_contrast(answer: Answer, site: Site) -> Iterator[Evidence]:
    for theme, tokens in tokens_of(blocks_of(answer)).items():
        yield from _pairs(EDGE_PAIRS, tokens, theme, EDGE)


@rule(56, "What has the focus can be seen.", of=is_stylesheet)
def focus_is_visible(answer: Answer, site: Site) -> Iterator[Evidence]:
    blocks = blocks_of(answer)
    for block in blocks:
        outline = block.declared.get("outline", block.declared.get("outline-style", ""))
        if outline in ("none", "0", "0px") and ":not(:focus-visible)" not in block.selector:
            yield f"{block.selector} takes the outline away"
    if not any(":focus-visible" in one.selector and "outline" in one.declared for one in blocks):
        yield "nothing for :focus-visible"


@rule(46, "What stays on the screen does not hide what has the focus.", of=is_stylesheet)
def nothing_covers_the_focus(answer: Answer, site: Site) -> Iterator[Evidence]:
    blocks = blocks_of(answer)
    has_room = any(
        "scroll-padding-top" in one.declared or "scroll-padding" in one.declared for one in blocks
    )
    for block in blocks:
        # What is put into a column beside the text covers none of it.
        is_beside = "grid-column" in block.declared
        if block.declared.get("position") in ("sticky", "fixed") and not (has_room or is_beside):
            yield f"{block.selector} stays, and nothing scrolls clear of it"


@rule(
    56, "Nothing is wider than the narrowest screen, but what scrolls by itself.", of=is_stylesheet
)
def nothing_is_too_wide(answer: Answer, site: Site) -> Iterator[Evidence]:
    for block in blocks_of(answer):
        if any("min-width" in one for one in block.conditions) or " table" in block.selector:
            continue
        for name in ("width", "min-width"):
            match = WIDTH.match(block.declared.get(name, ""))
            if match and float(match[1]) * (1 if match[2] == "px" else 16) > NARROW:
                yield f"{block.selector} {name} {match[0]}"


@rule(56, "Words may be set wider apart: nothing fixes the height of a text.", of=is_stylesheet)
def text_may_be_spaced(answer: Answer, site: Site) -> Iterator[Evidence]:
    for block in blocks_of(answer):
        important = [name for name, value in block.declared.items() if "!important" in value]
        for name in sorted({"line-height", "letter-spacing", "word-spacing"} & set(important)):
            yield f"{block.selector} insists on {name}"


@rule(57, "Nothing moves for who asked that it does not.", of=is_stylesheet)
def motion_can_be_left_out(answer: Answer, site: Site) -> Iterator[Evidence]:
    for block in blocks_of(answer):
        is_asked = any("prefers-reduced-motion: no-preference" in one for one in block.conditions)
        for name in MOVING:
            if block.declared.get(name, "none") not in STILL and not is_asked:
                yield f"{block.selector} {name}: {block.declared[name]}"


@rule(60, "Words are shown while their font comes.", of=is_stylesheet)
def fonts_hold_up_no_words(answer: Answer, site: Site) -> Iterator[Evidence]:
    for block in blocks_of(answer):
        is_fetched = block.selector == "@font-face" and "url(" in block.declared.get("src", "")
        shown = block.declared.get("font-display")
        if is_fetched and shown not in ("swap", "optional"):
            yield f"{block.declared.get('font-family')} font-display {shown}"


@rule(28, "A disclosure is as large as the text.", of=is_stylesheet)
def disclosure_is_as_large(answer: Answer, site: Site) -> Iterator[Evidence]:
    for block in blocks_of(answer):
        names = [one.strip() for one in block.selector.split(",")]
        is_said = any(re.search(r"\.disclosure(?![\w-])", one) for one in names)
        size = block.declared.get("font-size", block.declared.get("font", ""))
        if is_said and SMALL.search(size):
            yield f"{block.selector} {size}"
        if is_said and (
            block.declared.get("display") == "none" or block.declared.get("visibility") == "hidden"
        ):
            yield f"{block.selector} is not shown"


@rule(84, "The way out of a page is in sight.", of=is_stylesheet)
def way_out_is_in_sight(answer: Answer, site: Site) -> Iterator[Evidence]:
    for block in blocks_of(answer):
        names = [one.strip() for one in block.selector.split(",")]
        if block.theme and any(one.endswith((".exit", ".exit-bar")) for one in names):
            for name, values in UNSEEN.items():
                if block.declared.get(name, "").removesuffix("!important").strip() in values:
                    yield f"{block.selector} {name}: {block.declared[name]}"


@rule(48, "What is pressed is large enough, or stands in a line of text.", of=is_stylesheet)
def targets_are_large(answer: Answer, site: Site) -> Iterator[Evidence]:
    for block in blocks_of(answer):
        is_pressed = re.search(
            r"(\.button|\bbutton|\.exit|summary)(?![\w-])\s*(,|$)", block.selector
        )
        for name in ("height", "width", "max-height", "max-width"):
            match = WIDTH.match(block.declared.get(name, ""))
            if is_pressed and match and float(match[1]) * (1 if match[2] == "px" else 16) < 24:
                yield f"{block.selector} {name} {match[0]}"
