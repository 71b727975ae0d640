"""What belonged to the old page goes, with the reason; the text's own words stay."""

import pytest

from articles.importing.document import Block, Kind
from articles.importing.outlining.debris import drop_rules, take_debris

TEASER = "it announces what came next on the old site"


def rest(working):
    take_debris(working)
    return [block.text for block in working.blocks]


def reasons(working):
    return [(row.text, row.why) for row in working.left_out]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Advertisement", "the label of an advertisement"),
        ("Click here to edit this text.", "a placeholder of a template"),
        ("5 min read", "what the old page said of itself"),
        ("Last updated: 3 May 2024", "what the old page said of itself"),
        ("*Photo by Fern Moss on Unsplash*", "the credit of a picture: give it with the picture"),
        ("Share this post with a friend!", "an invitation to share the old page"),
        ("Facebook | Twitter | Pinterest", "an invitation to share the old page"),
        ("Subscribe to our newsletter", "an invitation to subscribe to the old site"),
        ("#garden #family", "hashtags"),
        (r"\#garden", "hashtags"),
        ("@fernmoss @leaf.times", "names on other sites"),
        ("**Tagged:** @fernmoss", "names on other sites"),
        ("🪶 Coming next: how to prune a rose", TEASER),
        ("Next: we'll look at roses.", TEASER),
        ("*Related: [How to prune](#)*", "it points to another article, and the link is missing"),
        ("➡️ Read more: How to prune", "it points to another article, and the link is missing"),
    ],
)
def test_debris_goes_with_its_reason(work, text, why):
    working = work(f"Rain falls.\n\n{text}")
    assert rest(working) == ["Rain falls."]
    assert [row.why for row in working.left_out] == [why]


@pytest.mark.parametrize(
    "text",
    [
        "Share this moment with your child" + ", and say what you feel" * 5,
        "Photo albums help.",
        "Next, water the roses.",
        "Next: water the roses.",
        "Coming soon is a word that gardeners say.",
        "In the next section we look at roses.",
        "Related: [How to prune](https://fern.example/prune)",
        "Read more",
        "@fernmoss wrote to us about it.",
        "Tags: these are what we tie to each plant. They are of tin.",
        "- Advertisement",
        "![Photo by Fern](fern.jpg)",
        "Ads are everywhere.",
        "💗",
    ],
)
def test_debris_is_not_made_of_prose(work, text):
    working = work(text)
    assert rest(working) == [text]
    assert working.left_out == []


def test_debris_offers_a_line_of_tags(work):
    working = work("Rain falls.\n\n**Topics:** Rain, Roses & Ferns")
    assert rest(working) == ["Rain falls."]
    assert reasons(working) == [("Topics: Rain, Roses & Ferns", "a line of tags")]
    assert working.doubts == ["A line of the text may name tags: Rain, Roses & Ferns"]


def test_debris_takes_what_a_teaser_announces(work):
    working = work("Coming next:\n\nHow to prune.\n\nRain falls.")
    assert rest(working) == ["Rain falls."]
    assert reasons(working) == [("Coming next:", TEASER), ("How to prune.", TEASER)]


@pytest.mark.parametrize("after", ["👉 [Get the plan](/plan)", "- A list", "Long " * 70 + "text."])
def test_debris_leaves_what_a_teaser_cannot_announce(work, after):
    working = work(f"Coming next:\n\n{after}")
    assert rest(working) == [after]


def test_debris_takes_labels_that_are_headings(work):
    working = work("## Advertisement\n\n## Advertisements of the past\n\nRain falls.")
    assert rest(working) == ["Advertisements of the past", "Rain falls."]


@pytest.mark.parametrize("text", ["&nbsp;", "<br>", "<!-- a - b --> <!-- c -->", "\u200b"])
def test_debris_drops_empty_paragraphs_silently(work, text):
    working = work([Block(Kind.PARAGRAPH, text)])
    assert rest(working) == []
    assert working.left_out == []


@pytest.mark.parametrize("text", [r"\* \* \*", "⸻", "• • •", "~~~~~~ ~", "* * *"])
def test_rules_are_dropped_in_the_end(work, text):
    working = work([Block(Kind.PARAGRAPH, text), Block(Kind.PARAGRAPH, "--")])
    take_debris(working)
    assert [block.kind for block in working.blocks] == [Kind.RULE, Kind.PARAGRAPH]
    drop_rules(working)
    assert [block.text for block in working.blocks] == ["--"]


@pytest.mark.parametrize(
    "link", ["[here](#)", "[here]()", "[here](YOUR_LINK)", "[here](javascript:void(0))"]
)
def test_links_to_nowhere_leave_their_words(work, link):
    working = work(f"Look {link} and [there](#rain), and see `[x](#)`.\n\n    [x](#)")
    assert rest(working)[0].startswith("Look here and [there](#rain)")
    assert working.doubts == ["Links that lead nowhere were taken off their words: “here”"]


def test_links_to_nowhere_are_named_up_to_five(work):
    inner = Block(Kind.PARAGRAPH, "".join(f"[{number}](#) " for number in range(7)))
    working = work([Block(Kind.TOGGLE, "More", children=(inner,))])
    take_debris(working)
    assert working.blocks[0].children[0].text == "0 1 2 3 4 5 6 "
    assert working.doubts[0].endswith("“0”, “1”, “2”, “3”, “4” and 2 more")


def test_links_to_nowhere_around_a_picture_are_named_so(work):
    working = work("![Fern](fern.jpg) [](#)")
    take_debris(working)
    assert working.doubts == ["Links that lead nowhere were taken off their words: “a picture”"]


def test_lorem_ipsum_is_doubted_and_stays(work):
    working = work("Lorem ipsum dolor sit amet.")
    assert rest(working) == ["Lorem ipsum dolor sit amet."]
    assert working.doubts == ["The text holds “lorem ipsum”, as a template does."]
