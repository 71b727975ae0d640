"""Addresses of people and of the publication elsewhere, as somebody types them, one a line."""

import ada_url
from django.core.exceptions import ValidationError

from articles.models.addresses import WEB, lines_of
from articles.publishing.library import library_for

NO_ADDRESS = "“{}” is no address: it begins with https:// and has no spaces."
MERCHANT = (
    "“{}” is an address of {}, a merchant. Links that earn stand in texts, where readers are told."
)


def clean_profiles(text: str) -> str:
    """The same; raises `ValidationError` for what is no address, or a merchant's. One query."""
    library = library_for(())
    for line in lines_of(text):
        if not WEB.fullmatch(line) or not ada_url.check_url(line):
            raise ValidationError(NO_ADDRESS.format(line))
        if merchant := library.merchant_of(ada_url.URL(line).hostname):
            raise ValidationError(MERCHANT.format(line, merchant.name))
    return text
