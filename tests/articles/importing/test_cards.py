import pytest

from articles.importing.cards import invitations_of, put_cards
from articles.importing.drafts import draft
from articles.importing.outline import Call, ProposedLink
from articles.importing.products import Swap
from articles.models import AffiliateLink
from tests.factories import make_imported_document, make_merchant, make_outline, make_product

pytestmark = pytest.mark.django_db

URL = "https://shop.example.com/kettle?tag=gazette"
KETTLE = AffiliateLink(slug="kettle")
CALL = Call("Get the kettle", URL)


def cards(text, *calls, is_card=True):
    return put_cards(text, invitations_of([Swap(URL, KETTLE, is_card)], calls or [CALL]))


@pytest.mark.parametrize(
    ("paragraph", "call", "inner"),
    [
        ("[Get the kettle](go:kettle)", "Get the kettle", "Get the kettle"),
        ("**[Get the kettle](go:kettle)**", "Get the kettle", "**Get the kettle**"),
        ("👉 [Get the kettle](go:kettle)", "Get the kettle", "👉 Get the kettle"),
        (
            "Ready\nto start? [Get \\[it\\]](go:kettle).",
            "Ready to start? Get [it].",
            "Ready\nto start? Get \\[it\\].",
        ),
    ],
)
def test_paragraph_that_invites_becomes_a_card(paragraph, call, inner):
    text = cards(f"Before.\n\n{paragraph}\n\nAfter.", Call(call, URL))
    assert text == f"Before.\n\n::: offer kettle\n{inner}\n:::\n\nAfter."


def test_every_paragraph_that_invites_becomes_one():
    text = cards("[Get the kettle](go:kettle)\n\nWords.\n\n[Get the kettle](go:kettle)")
    assert text.count("::: offer kettle\nGet the kettle\n:::") == 2


@pytest.mark.parametrize(
    "text",
    [
        "- [Get the kettle](go:kettle)",
        "> [Get the kettle](go:kettle)",
        "## [Get the kettle](go:kettle)",
        "Get the kettle",
        "[Get the kettle](https://elsewhere.example/)",
        "Much is said of it. [Get the kettle](go:kettle)",
        "[Get](go:kettle) [the kettle](go:lamp)",
        "::: note\n[Get the kettle](go:kettle)\n:::",
        "::: note\nWords.\n\n[Get the kettle](go:kettle)\n\nMore.\n:::",
        "```\n[Get the kettle](go:kettle)\n```",
    ],
)
def test_what_is_no_paragraph_of_its_own_stays(text):
    assert cards(text) == text


def test_paragraph_after_a_block_becomes_a_card():
    text = cards("::: note\nWords.\n:::\n\n[Get the kettle](go:kettle)")
    assert text == "::: note\nWords.\n:::\n\n::: offer kettle\nGet the kettle\n:::"


def test_cards_are_made_only_where_they_were_chosen():
    assert cards("[Get the kettle](go:kettle)", is_card=False) == "[Get the kettle](go:kettle)"


def test_invitation_of_a_document_is_the_card_of_a_known_product(editor):
    merchant = make_merchant(hosts="shop.example.com")
    make_product(slug="kettle", merchant=merchant, destination=URL)
    outline = make_outline(
        (2, "Tea", f"Boil it.\n\n[Get the kettle]({URL})"),
        links=(ProposedLink(URL, URL),),
        calls=(CALL,),
    )
    article = draft(make_imported_document(outline=outline), by=editor).article
    body = "Boil it.\n\n::: offer kettle\nGet the kettle\n:::"
    assert article.sections.get().body == body
    assert 'class="offer' in article.revisions.get().html
