"""Where a link may be put: among the words of the page, and nowhere that means something else."""

import pytest

from articles.rendering.placing import Place, free_places, links_of, unfit

#: Markdown in which `green tea` is among the words, once.
OPEN = {
    "paragraph": "We drink green tea.",
    "first words": "green tea is good",
    "emphasis": "We drink *green tea* and **coffee**.",
    "underscores": "We drink _green tea_.",
    "all of a strong one": "**green tea**",
    "quotation": "> We drink green tea.",
    "list": "- green tea\n- coffee",
    "numbers": "1. green tea",
    "table": "| a | b |\n| --- | --- |\n| green tea | x |",
    "callout": "::: note\nWe drink green tea.\n:::",
    "literal brackets": "We drink [green tea] daily.",
    "over two lines": "We drink green\ntea.",
    "beside a link": "[Coffee](https://x.example) and green tea",
    "beside code": "`green` and green tea",
    "footnote": "Words.[^1]\n\n[^1]: About green tea.",
    "struck": "~~green tea~~",
    "quoted": "“green tea”, he said",
    "before a full stop and a word": "We drink green tea. Then more.",
}

#: Markdown in which every `green tea` means something else.
CLOSED = {
    "link": "[green tea](https://x.example)",
    "link with more": "[our *green tea* here](https://x.example)",
    "address": "[x](https://x.example/green-tea)",
    "relative address": "[x](green-tea)",
    "title of a link": '[x](https://x.example "green tea")',
    "reference": "[x][green tea]\n\n[green tea]: https://x.example",
    "short reference": "[green tea]\n\n[green tea]: https://x.example",
    "code": "`green tea`",
    "long code": "``a ` green tea``",
    "fence": "```\ngreen tea\n```",
    "open fence": "~~~\ngreen tea",
    "name of a fence": "```green tea\nx\n```",
    "indented": "Words.\n\n    green tea",
    "heading": "## green tea",
    "underlined heading": "green tea\n---",
    "image": "![green tea](https://x.example/x.png)",
    "image by reference": "![green tea][x]\n\n[x]: /x.png",
    "block": "::: note green tea\nWords.\n:::",
    "card": "::: offer green-tea\nWords.\n:::",
    "bare address": "See https://x.example/green-tea here",
    "address in angles": "See <https://x.example/green-tea>",
    "address without a scheme": "See www.x.example/green-tea here",
    "mail": "Write to green-tea@x.example",
    "html attribute": '<abbr title="green tea">x</abbr>',
    "html link": '<a href="https://x.example">green tea</a>',
    "html code": "<code>green tea</code>",
    "html heading": "<h2>green tea</h2>",
    "html block": "<div>\ngreen tea\n</div>",
    "html comment": "<!-- green tea -->",
    "citation": "Words.[^green-tea]",
    "compound": "an evergreen-green tea and green tea-towels",
    "file": "open green tea.txt",
    "definition": "[x]: https://x.example 'green tea'",
    "entity": "&green tea",
    "variable": "snake_green tea_case",
}


def places_in(text):
    """Where the words stand, whatever is between them."""
    places, at = [], 0
    lower = text.replace("-", " ").replace("\n", " ")
    while (at := lower.find("green tea", at)) >= 0:
        places.append(Place(at, at + 9, "article:tea"))
        at += 1
    return places


def fit_places(text):
    free = free_places(text, places_in(text))
    return [place for place in free if place not in unfit(text, [place])]


@pytest.mark.parametrize("name", OPEN)
def test_link_may_be_put_among_words(name):
    places = places_in(OPEN[name])
    assert len(places) == 1
    assert fit_places(OPEN[name]) == places


@pytest.mark.parametrize("name", CLOSED)
def test_link_may_not_be_put_where_words_are_more(name):
    assert places_in(CLOSED[name])
    assert fit_places(CLOSED[name]) == []


def test_only_the_places_that_are_free_are_told():
    text = "# green tea\n\n[green tea](x) is green tea, `green tea`."
    assert [place.start for place in free_places(text, places_in(text))] == [text.index("is ") + 3]


def test_places_that_would_change_more_are_told_from_those_that_would_not():
    text = "green tea\n\n<div>\ngreen tea\n</div>\n\ngreen tea"
    first, inside, last = places_in(text)
    places = [Place(first.start, first.end, "article:a"), inside, last]
    assert unfit(text, places) == [inside]


def test_places_that_cannot_stand_together_give_way_to_the_first():
    text = "We drink green tea daily."
    places = [Place(9, 18, "article:a"), Place(15, 24, "article:b")]
    assert unfit(text, places) == places[1:]


def test_text_without_places_is_fit():
    assert unfit("Words.", []) == []
    assert free_places("Words.", []) == []


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("Words.", set()),
        ("[a](article:tea) [b](/articles/x/ 'y')", {"article:tea", "/articles/x/"}),
        ("[a][b]\n\n[b]: guide:tea", {"guide:tea"}),
        ("`[a](article:tea)`", set()),
        ('<a href="/x/">x</a> <a name="y">y</a>', {"/x/"}),
        ("https://x.example/y", {"https://x.example/y"}),
        ("\ud800 [a](article:tea)", {"article:tea"}),
    ],
)
def test_links_of_a_text_are_those_of_the_page(text, links):
    assert links_of(text) == links
