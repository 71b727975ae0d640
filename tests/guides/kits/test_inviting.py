"""Documents that invite to a kit get its form."""

import pytest

from articles.importing.drafts import draft
from articles.importing.outline import Call
from tests.factories import make_imported_document, make_kit, make_outline

pytestmark = pytest.mark.django_db


def draft_of(text, *calls):
    """The section that becomes of a text with these calls."""
    outline = make_outline((2, "Tea", text), calls=calls)
    return draft(make_imported_document(outline=outline), by=None).article.sections.get().body


@pytest.mark.parametrize(
    ("paragraph", "call"),
    [
        ("Get “One Evening”, it is free.", Call("Get “One Evening”, it is free.")),
        (
            "[Download it](https://old.example/kits/evening/)",
            Call("Download it", "https://old.example/kits/evening/"),
        ),
    ],
)
def test_invitation_to_a_kit_is_its_form(paragraph, call):
    make_kit(slug="evening", title="One evening")
    assert draft_of(f"Words.\n\n{paragraph}", call) == (
        f"Words.\n\n::: kit evening\n{paragraph}\n:::"
    )


def test_other_invitations_and_closed_kits_stay():
    make_kit(slug="evening", title="One evening", is_open=False)
    make_kit(title="Another")
    text = "Get “One evening”, it is free.\n\nBook a call."
    calls = Call("Get “One evening”, it is free."), Call("Book a call.")
    assert draft_of(text, *calls) == text
