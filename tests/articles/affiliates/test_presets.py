"""Programmes to start from: each could be saved as it is, and says how much it knows."""

from datetime import date
from itertools import combinations

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone

from articles.affiliates.presets import RULES, Rule, presets, read_preset
from articles.models import Merchant

SLUGS = list(presets())
#: What is needed of every entry.
LEAST = {
    "name": "Shop",
    "hosts": ["shop.example.com"],
    "source": "https://shop.example.com/terms",
    "checked_on": date(2026, 5, 1),
    "note": " Read it again.\n",
    "confirmed": ["may_email"],
}


@pytest.mark.parametrize("slug", SLUGS)
def test_preset_is_a_valid_merchant(db, slug):
    Merchant(**presets()[slug].fields()).full_clean()


@pytest.mark.parametrize("slug", SLUGS)
def test_preset_was_checked_in_the_past(slug):
    preset = presets()[slug]
    assert (preset.text_of or preset.checked_on) <= preset.checked_on <= timezone.localdate()


@pytest.mark.parametrize("slug", SLUGS)
def test_preset_says_that_it_must_be_read_again(slug):
    last = presets()[slug].note.strip().replace("\n", " ").rpartition("Read ")[2]
    assert last.endswith(("before use.", "without notice."))


@pytest.mark.parametrize("slug", SLUGS)
def test_what_is_not_confirmed_is_the_safer_rule(slug):
    loose = [rule for rule in presets()[slug].rules if rule.is_allowed and not rule.is_confirmed]
    assert loose == []


@pytest.mark.parametrize("slug", SLUGS)
def test_preset_holds_nobodys_id(slug):
    preset = presets()[slug]
    values = [line.partition("=")[2] for line in preset.own.splitlines()]
    known = {"mkevt=1", "mkcid=1"}
    assert [
        value
        for value, line in zip(values, preset.own.splitlines(), strict=True)
        if line not in known and not value.startswith(("your", "of-the-"))
    ] == []
    assert "default_parameters" not in preset.fields()


def test_hosts_belong_to_one_preset_each():
    hosts = [(host, slug) for slug, preset in presets().items() for host in preset.hosts]
    overlapping = [
        (one, other)
        for (one, _), (other, _) in combinations(hosts, 2)
        if f".{one}".endswith(f".{other}") or f".{other}".endswith(f".{one}")
    ]
    assert overlapping == []


def test_names_are_all_different():
    names = [preset.name for preset in presets().values()]
    assert len(names) == len(set(names)) >= 12


def test_rules_say_what_was_confirmed():
    preset = read_preset("shop", LEAST | {"may_email": True})
    assert preset.rules == [
        Rule(RULES["may_cloak"], is_allowed=False, is_confirmed=False),
        Rule(RULES["may_email"], is_allowed=True, is_confirmed=True),
        Rule(RULES["may_document"], is_allowed=False, is_confirmed=False),
        Rule(RULES["may_price"], is_allowed=False, is_confirmed=False),
    ]


@pytest.mark.parametrize("day", [None, date(2025, 5, 1)], ids=["undated", "dated"])
def test_terms_count_as_read_when_their_text_was_written(day):
    preset = read_preset("shop", LEAST | {"text_of": day})
    fields = preset.fields()
    assert (fields["terms_checked_on"], fields["terms_note"]) == (day, "Read it again.")


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        ({"hosts": ["https://x"]}, "Give host names only"),
        ({"sub_id": "nothing"}, "Give a parameter made of"),
        ({"colour": "red"}, "unexpected keyword argument 'colour'"),
    ],
    ids=["hosts", "sub-id", "unknown"],
)
def test_entry_that_is_wrong_is_named(entry, words):
    with pytest.raises(ImproperlyConfigured) as refused:
        read_preset("shop", LEAST | entry)
    assert str(refused.value).startswith("presets.toml, shop: ")
    assert words in str(refused.value)
