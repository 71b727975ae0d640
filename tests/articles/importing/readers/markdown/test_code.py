import pytest


@pytest.mark.parametrize(
    "text",
    [
        "```html\n<b>a</b>\n{{< x >}}\n```",
        "~~~\n# a\n```\n~~~",
        "````\n```\n**「a」**b\n```\n````",
        "```\n# open {: .x}",
    ],
    ids=["html", "tildes", "longer", "open"],
)
def test_blocks_of_code_are_left_alone(blocks, text):
    assert blocks(text) == [("code", text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- a\n\n  ```\n  <b>\n  ```\n", ["- a\n\n  ```\n  <b>\n  ```"]),
        ("> ```\n> <b>\n> ```", ["> ```\n> <b>\n> ```"]),
        ("`` a ` <b> `` <i>c</i> ` \\` <u>", ["`` a ` <b> `` *c* ` \\` <u>"]),
        ("`a\n\nb` <i>c</i>", ["`a", "b` *c*"]),
        ("``` a <i>b</i>```", ["``` a <i>b</i>```"]),
    ],
    ids=["list", "quotation", "spans", "no span", "span of three"],
)
def test_code_within_other_blocks_is_left_alone(blocks, text, expected):
    assert blocks(text) == expected


def test_code_of_jekyll_becomes_a_fence(blocks):
    text = "{% highlight ruby linenos %}\nputs\n{% endhighlight %}"
    assert blocks(text) == [("code", "```ruby\nputs\n```")]
