"""Style sheets as rules read them."""

import pytest

from config.auditing.stylesheets import (
    addresses_in,
    colour_of,
    contrast,
    read_blocks,
    tokens_of,
)

CSS = """
/* { not a block } */
@import url("base.css") layer(base);
@layer base {
  :root { --page: #fff; --text: var(--ink); --ink: #123456 }
  @media (prefers-color-scheme: dark) { :root { --page: #000; } }
  @media print { :root { --page: red; } }
}
a::before { content: "}; {"; color: var(--text) }
}
"""


def test_blocks_are_read_with_what_is_around_them():
    blocks = list(read_blocks(CSS))

    assert [(one.selector, one.conditions, one.theme) for one in blocks] == [
        (":root", ("@layer base",), "light"),
        (":root", ("@layer base", "@media (prefers-color-scheme: dark)"), "dark"),
        (":root", ("@layer base", "@media print"), ""),
        ("a::before", (), "light"),
    ]
    assert blocks[3].declared == {"content": '"}; {"', "color": "var(--text)"}


def test_tokens_of_the_dark_theme_are_the_others_and_its_own():
    assert tokens_of(list(read_blocks(CSS))) == {
        "light": {"--page": "#fff", "--text": "var(--ink)", "--ink": "#123456"},
        "dark": {"--page": "#000", "--text": "var(--ink)", "--ink": "#123456"},
    }


@pytest.mark.parametrize(
    ("value", "colour"),
    [
        ("#FFF", "#ffffff"),
        ("1px solid #0a1B2c", "#0a1b2c"),
        ("var(--text)", "#123456"),
        ("var(--loop)", None),
        ("var(--nothing)", None),
        ("color-mix(in srgb, #fff 50%, #000)", None),
        ("currentcolor", None),
    ],
)
def test_colour_is_found_behind_tokens(value, colour):
    tokens = {"--text": "var(--ink)", "--ink": "#123456", "--loop": "var(--loop)"}

    assert colour_of(value, tokens) == colour


def test_contrast_is_what_wcag_says():
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert contrast("#777777", "#777777") == 1


def test_addresses_are_found_but_for_what_a_sheet_holds_itself():
    css = "a { src: url(x.png) url( 'y.png' ) url(data:image/png;base64,) url(#z) }"

    assert addresses_in(css) == ["x.png", "y.png"]
