"""The words that stand before the first link that pays (16 CFR 255; promise of the project)."""

from collections.abc import Mapping

from articles.rendering.library import Page

RELATIONS = ("affiliate", "own", "gifted")


def disclosures(page: Page, wording: Mapping[str, str]) -> list[str]:
    """The sentences a rendered page owes its readers, one for each kind of tie it has.

    `wording` maps each relation to the publication's words. Sentences that a merchant's
    programme demands follow. Empty where no link pays.
    """
    merchants = sorted(page.merchants.values(), key=lambda merchant: merchant.name)
    relations = {merchant.relation for merchant in merchants}
    owed = [wording[relation] for relation in RELATIONS if relation in relations]
    demanded = [m.mandatory_sentence for m in merchants if m.mandatory_sentence]
    return owed + list(dict.fromkeys(demanded))
