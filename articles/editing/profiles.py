"""Addresses of people and of the publication elsewhere, as somebody types them, one a line."""

import ada_url
from django.core.exceptions import ValidationError

from articles.models.addresses import WEB, lines_of
from articles.publishing.library import library_for

NO_ADDRESS = "“{}” is no address: it begins with https:// and has no spaces."
MERCHANT = (
    "“{}” is an address of {}, a merchant. Links that earn stand in texts, where readers are told."
)
NO_MERCHANT = "“{}” is an address of {}, a merchant. Nothing earns where a reader may be in need."
NOT_SAFE = "Give an address that begins with https://, so that nobody on the way reads along."
OUR_OWN = "This is our own site, which is what a reader wants to leave: choose another."


def refuse_merchant(address: str) -> str:
    """The same; raises `ValidationError` for an address of a merchant. At most one query."""
    if address and ada_url.check_url(address):
        merchant = library_for(()).merchant_of(ada_url.URL(address).hostname)
        if merchant:
            raise ValidationError(NO_MERCHANT.format(address, merchant.name))
    return address


def clean_exit(address: str) -> str:
    """The same; raises `ValidationError` for where somebody who is watched should not land.

    That is what is not encrypted, a page of ours, or a merchant's. One query.
    """
    url = ada_url.URL(address)
    if url.protocol != "https:" or url.username or url.password:
        raise ValidationError(NOT_SAFE)
    if library_for(()).is_own(url):
        raise ValidationError(OUR_OWN)
    return refuse_merchant(address)


def clean_profiles(text: str) -> str:
    """The same; raises `ValidationError` for what is no address, or a merchant's. One query."""
    library = library_for(())
    for line in lines_of(text):
        if not WEB.fullmatch(line) or not ada_url.check_url(line):
            raise ValidationError(NO_ADDRESS.format(line))
        if merchant := library.merchant_of(ada_url.URL(line).hostname):
            raise ValidationError(MERCHANT.format(line, merchant.name))
    return text
