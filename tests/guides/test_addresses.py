"""One spelling for each address, and one mailbox behind its variants."""

import pytest
from django.core.exceptions import ValidationError

from guides.addresses import NO_ADDRESS, UNUSUAL, mailbox_of, spell_address


@pytest.mark.parametrize(
    ("typed", "spelled"),
    [
        ("Mara@EXAMPLE.org", "Mara@example.org"),
        (" mara@example.org ", "mara@example.org"),
        ("mara@münchen.example", "mara@xn--mnchen-3ya.example"),
        ("mara@mu\u0308nchen.example", "mara@xn--mnchen-3ya.example"),
        ("mara@MÜNCHEN.example", "mara@xn--mnchen-3ya.example"),
        ("mara@XN--MNCHEN-3YA.example", "mara@xn--mnchen-3ya.example"),
        ("mara@ｅxample。org", "mara@example.org"),
        ("mara@exam\u00adple.org", "mara@example.org"),
        ("mara@straße.example", "mara@xn--strae-oqa.example"),
        ("o'neil+news@example.org", "o'neil+news@example.org"),
    ],
)
def test_address_has_one_spelling_in_ascii(typed, spelled):
    assert spell_address(typed) == spelled
    assert spell_address(spelled) == spelled


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ('"mara"@example.org', UNUSUAL),
        ('"\\\x0bBcc: x"@example.org', UNUSUAL),
        ("ma\x01ra@example.org", UNUSUAL),
        ("mara\u2028@example.org", UNUSUAL),
        ("v\u0131ctim@example.org", NO_ADDRESS),
        ("mára@example.org", NO_ADDRESS),
        ("mara", NO_ADDRESS),
        ("", NO_ADDRESS),
        ("@example.org", NO_ADDRESS),
        ("mara@localhost", NO_ADDRESS),
        ("mara@[127.0.0.1]", NO_ADDRESS),
        ("mara@" + "ü" * 64 + ".example", NO_ADDRESS),
        ("mara@" + "ü.".join("a" * 50 for _ in range(5)) + ".org", NO_ADDRESS),
        ("mara@exam\u200bple..org", NO_ADDRESS),
    ],
)
def test_what_might_be_read_as_another_address_is_refused(typed, words):
    with pytest.raises(ValidationError, match=words[:20]):
        spell_address(typed)


@pytest.mark.parametrize(
    ("address", "mailbox"),
    [
        ("Mara+kits@Example.org", "mara@example.org"),
        ("m.a.r.a@example.org", "m.a.r.a@example.org"),
        ("M.ara+1+2@gmail.com", "mara@gmail.com"),
        ("mara@googlemail.com", "mara@gmail.com"),
        ("+@example.org", "+@example.org"),
    ],
)
def test_mailbox_is_told_behind_its_variants(address, mailbox):
    assert mailbox_of(address) == mailbox
