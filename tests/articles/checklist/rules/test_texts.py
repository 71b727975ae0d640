"""Each rule about words finds what it is about, and leaves alone what only looks like it."""

import pytest

from tests.articles.checklist.looking import passages

pytestmark = pytest.mark.django_db

IMAGE = "/media/a.jpg"
LONG = "word " * 56
#: A hundred words, few of them long, in sentences of ten.
EASY = "We put the kettle on and sat down by it. " * 12
HARD = "Considerations regarding institutional responsibilities necessitate deliberation. " * 20

FOUND = [
    # Images
    ("alt-missing", f"![]({IMAGE})", f"![]({IMAGE})"),
    ("alt-missing", f'<img src="{IMAGE}">', IMAGE),
    ("alt-missing", f'Tea <img src="{IMAGE}"> and milk', IMAGE),
    ("alt-file-name", f"![IMG_2041.JPG]({IMAGE})", f"![IMG_2041.JPG]({IMAGE})"),
    ("alt-file-name", f"![DSC 0031]({IMAGE})", f"![DSC 0031]({IMAGE})"),
    ("alt-long", f"![{'a bench ' * 30}]({IMAGE})", f"![{'a bench ' * 30}]({IMAGE})"),
    ("alt-image-of", f"![Image of a bench]({IMAGE})", f"![Image of a bench]({IMAGE})"),
    # Headings
    ("heading-level", "## Tea\n\n#### Milk", "#### Milk"),
    ("heading-level", "# Tea", "# Tea"),
    ("heading-empty", "##\n\nTea.", "##"),
    ("heading-repeated", "## Tea\n\nOne.\n\n## *Tea*\n\nTwo.", "Tea"),
    ("heading-bold", "**What to do**\n\nPut the kettle on.", "**What to do**"),
    # Links
    ("link-words", "Tea? [Click here](/tea/).", "[Click here](/tea/)"),
    ("link-words", "[Read *more* …](https://a.test/)", "[Read *more* …](https://a.test/)"),
    ("link-words", 'Tea? <a href="/tea/">Here</a>.', "/tea/"),
    ("link-words", '<p>Tea? <a href="/tea/">Here</a>.</p>', "/tea/"),
    ("link-words", "[Here][1]\n\n[1]: /tea/", "Here"),
    ("link-words", "[Click here to read more](/tea/)", "[Click here to read more](/tea/)"),
    ("link-words", "See [this study](/tea/).", "[this study](/tea/)"),
    ("link-words", "His [website here](/tea/).", "[website here](/tea/)"),
    ("link-words", "Now [read this](/tea/)!", "[read this](/tea/)"),
    ("link-bare", "See https://a.test/tea.", "https://a.test/tea"),
    ("link-empty", "See [](https://a.test/tea).", "[](https://a.test/tea)"),
    ("link-empty", f"[![]({IMAGE})](/tea/)", "/tea/"),
    (
        "link-same-words",
        "[Green tea](https://a.test/1), [green tea](https://a.test/2)",
        "[green tea](https://a.test/2)",
    ),
    ("link-example", "[Tea](https://www.example.com/tea)", "[Tea](https://www.example.com/tea)"),
    ("link-example", "[Tea](https://yoursite.com)", "[Tea](https://yoursite.com)"),
    # What was left
    ("placeholder-likely", "It costs TK a year.", "TK"),
    ("placeholder-likely", "Page XXX has more.", "XXX"),
    ("placeholder-likely", "Ask [insert a name] for tea.", "[insert a name]"),
    ("machine-words", "As an AI language model, I like tea.", "As an AI language model"),
    (
        "machine-words",
        "Certainly! Here is a revised version.",
        "Certainly! Here is a revised version",
    ),
    ("machine-words", "Tea is :contentReference[oaicite:2] old.", ":contentReference[oaicite:2]"),
    (
        "machine-words",
        "[Tea](https://a.test/?utm_source=chatgpt.com)",
        "?utm_source=chatgpt.com",
    ),
    # Prose
    ("sentence-long", f"It is a {LONG}.", f"It is a {LONG}."),
    ("paragraph-long", "Tea is hot. " * 61, ("Tea is hot. " * 61).strip()),
    ("section-long", ("Tea is hot. " * 50 + "\n\n") * 5, ("Tea is hot. " * 50).strip()),
    ("reading-ease", HARD, HARD.strip()),
    ("capitals", "Never PUT MILK IN FIRST, please.", "PUT MILK IN FIRST"),
    ("doubled-word", "Put the the kettle on.", "the the"),
    ("doubled-word", "Put it on for\nfor tea.", "for\nfor"),
    ("quotes-unbalanced", "She said, “Tea.\n\nSo I went.", "She said, “Tea."),
    ("quotes-unbalanced", "“Tea” she said.”", "“Tea” she said.”"),
    # Claims
    ("claim-unsourced", "It is so. About 88 % of men agree.", "About 88 % of men agree."),
    ("claim-unsourced", "Three out of four couples argue.", "Three out of four couples argue."),
    ("claim-unsourced", "One in five adults drinks tea.", "One in five adults drinks tea."),
    ("claim-unsourced", "Most of women would.", "Most of women would."),
    ("claim-unsourced", "Studies show that tea helps.", "Studies show that tea helps."),
    ("claim-unsourced", "- Research has found this.", "Research has found this."),
    (
        "claim-unsourced",
        "A recent study of tea drinkers in Leeds found less.",
        "A recent study of tea drinkers in Leeds found less.",
    ),
    (
        "claim-unsourced",
        "Tea. *So* it is: **88 %** of men [agree](go:tea) so. Tea.",
        "*So* it is: **88 %** of men [agree](go:tea) so.",
    ),
    ("claim-unsourced", "<p>Studies <b>show</b> it.</p>", "Studies <b>show</b> it."),
    ("claim-unsourced", "They are twice as likely to stay.", "They are twice as likely to stay."),
    *(
        ("claim-unsourced", sentence, sentence)
        for sentence in (
            "Eighty-eight percent of men drink tea.",
            "Thirty per cent of couples take milk.",
            "Nine men out of ten drink tea.",
            "Nine out of ten say that tea helps.",
            "One third of women drink tea.",
            "Two-fifths of married women take milk.",
            "½ of men take sugar.",
            "Most women say that tea helps.",
            "Men are 40% happier with tea.",
            "Around 60% feel lonely without tea.",
            "The tea rate is 42%.",
            "The rate of divorce over tea has risen to about 42 %.",
            "Leeds has a 42 % divorce rate.",
            "In a 2019 study of 1,200 couples, most were unhappy.",
        )
    ),
    # Words that call for help
    ("help-missing", "Some think of suicide then.", "suicide"),
    ("help-missing", "An eating disorder may begin so.", "eating disorder"),
    ("help-missing", "A man who rapes.", "rapes"),
    ("help-missing", "There was domestic violence.", "domestic violence"),
    ("help-missing", "If he **hit me**? I lived with abuse.", "hit me"),
    ("help-missing", "I don’t want\nto live, she said.", "don’t want\nto live"),
]

LEFT_ALONE = [
    # Images
    ("alt-missing", f"![A bench]({IMAGE})"),
    ("alt-missing", f"`![]({IMAGE})`"),
    ("alt-file-name", f"![A photo from 2041]({IMAGE})"),
    ("alt-file-name", f"![Tea.]({IMAGE})"),
    ("alt-image-of", f"![The photographer of the year]({IMAGE})"),
    # Headings
    ("heading-level", "## Tea\n\n### Milk\n\n## Cups"),
    ("heading-level", "```\n#### Tea\n```"),
    ("heading-repeated", "## Tea\n\nOne.\n\n## Tea, again\n\nTwo."),
    ("heading-repeated", "## Tea\n\n### Milk\n\nOne.\n\n## Coffee\n\n### Milk\n\nTwo."),
    ("heading-bold", "**Put the kettle on.**\n\nThen sit."),
    ("heading-bold", "**You need:**\n\n- tea\n- milk"),
    ("heading-bold", "**Tea** is hot.\n\nSo is milk."),
    ("heading-bold", "- **Tea**\n- **Milk**\n\nBoth."),
    ("heading-bold", "Tea.\n\n**The end**"),
    # Links
    ("link-words", "[Click here to wash up](/tea/)"),
    ("link-words", "`[here](/tea/)`"),
    ("link-bare", "[a.test](https://a.test/tea) or [tea@a.test](mailto:tea@a.test)"),
    ("link-empty", f"[![A cup]({IMAGE})](https://a.test/tea)"),
    ("link-same-words", "[Tea](https://a.test/1) and [tea](https://a.test/1/)"),
    ("link-same-words", f"[![A]({IMAGE})](/1) [![A]({IMAGE})](/2)"),
    ("link-example", "[Tea](https://tea-example.com/) at example.com"),
    # What was left
    ("placeholder-likely", "She shops at TK Maxx, in size XXXL, or XXL."),
    ("placeholder-likely", "Love from all of us, xxx"),
    ("placeholder-likely", "Say: “I feel [insert a feeling] when you [insert what they do].”"),
    ("placeholder-likely", "::: script\nDear [name], TK\n:::"),
    ("placeholder-likely", "Write `XXX` there. [Your tea](/tea/) is ready."),
    ("placeholder-likely", "Really??"),
    ("placeholder-likely", "Ask [[name]] for [TK: tea] of {{TK}}."),
    ("machine-words", "“As an AI language model” is what it says of itself."),
    ("machine-words", "> Certainly! Here is a revised version."),
    ("machine-words", "Certainly, here is your tea. My knowledge of it is old."),
    # Prose
    ("sentence-long", f"It is. {'Tea is hot. ' * 30}"),
    ("sentence-long", "- tea\n" * 70),
    ("sentence-long", f"> It is a {LONG}."),
    ("paragraph-long", "Tea is hot. " * 59),
    ("section-long", ("Tea is hot. " * 50 + "\n\n## More\n\n") * 4),
    ("reading-ease", EASY),
    ("reading-ease", "Considerations regarding institutional responsibilities."),
    ("capitals", "The BBC, NHS and RSPCA agree. NASA, NAACP, UNESCO. USB-C, HTML, CSS."),
    ("capitals", "The notice said “PUT MILK IN FIRST, PLEASE”."),
    ("capitals", "お茶を入れる 牛乳 は 後から 入れる"),
    ("doubled-word", "He had had tea that that day, and no no milk. What it is is hot."),
    ("doubled-word", "Put the the-kettle on. The Theatre."),
    ("doubled-word", "`the the` <kbd>the the</kbd>"),
    ("doubled-word", "the <code>a</code> the"),
    ("quotes-unbalanced", "“Tea.\n\n“And milk.”"),
    ("quotes-unbalanced", 'He said „Tee“, 5\' 10" and 6".'),
    ("quotes-unbalanced", "It’s Bess’s, and the cats’."),
    # Claims
    ("claim-unsourced", "About 88 % of men agree.[^1]\n\n[^1]: A survey."),
    ("claim-unsourced", "About 88 % of men [agree](https://a.test/)."),
    ("claim-unsourced", "> 88 % of men agree."),
    ("claim-unsourced", "It is £49.99, 20 % off, from 9 to 5, for ages 3 to 5, in 2 of 3 sizes."),
    ("claim-unsourced", "1. Mix 70 % cocoa with 200 g of milk.\n2. Wait 45 minutes in 2 bowls."),
    ("claim-unsourced", "I study at home, and my data plan is 100 % used up. He gave 110 %."),
    (
        "claim-unsourced",
        "Two in the morning; one in two cups; half of it; most of the people we know.",
    ),
    (
        "claim-unsourced",
        "The interest rate is 4 %. She rates it at 90 %. I study with 12 students.",
    ),
    ("claim-unsourced", "I 90 % agree. They fell 100 % asleep. Half of the men here drink tea."),
    ("claim-unsourced", "Most of my friends say so. Ten per cent off. Two people in ten minutes."),
    ("claim-unsourced", "The parents paid 20 % after tea. Research of 2019 on couples is old."),
    ("claim-unsourced", "She was one of four children. He researches trains, and shows them."),
    # Words that call for help
    ("help-missing", "It hit me that the tea was cold.\n\nThe weather was violent."),
    ("help-missing", "Some think of suicide.\n\n::: safety\nRing 116 123.\n:::"),
    ("help-missing", "A suicidally strong tea."),
    ("help-missing", "A disorder of eating. He abuses the tea."),
]


def name_case(row):
    return f"{row[0]}: {' '.join(row[1].split())[:30]}"


@pytest.mark.parametrize(("slug", "text", "passage"), FOUND, ids=map(name_case, FOUND))
def test_a_rule_finds(slug, text, passage):
    assert passages(slug, text) == [passage]


@pytest.mark.parametrize(("slug", "text"), LEFT_ALONE, ids=map(name_case, LEFT_ALONE))
def test_a_rule_leaves_alone(slug, text):
    assert passages(slug, text) == []
