"""E-mail addresses: one spelling for each, and the mailbox that it leads to."""

import idna
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator

MAX_LENGTH = 254
NO_ADDRESS = "This is no e-mail address: please look at it again."
UNUSUAL = "We cannot send to an address of this kind. Please type one without quotation marks."

#: Here a dot in the name means nothing, and both hosts are one.
DOTLESS = {"gmail.com": "gmail.com", "googlemail.com": "gmail.com"}

_check = EmailValidator(NO_ADDRESS, allowlist=[])


def spell_address(address: str) -> str:
    """The one spelling of an address, in ASCII: its host as DNS has it (IDNA 2008, UTS 46).

    The part before stays as it was typed: in capitals it may be another. Quoted names, which
    might hide a second address or a line of a mail's head, are refused (RFC 5321, 4.1.2 advises
    against them too). Raises `ValidationError` with a sentence for whoever typed it.
    """
    name, _, host = address.strip().rpartition("@")
    if name.startswith('"') or not name.isprintable():
        raise ValidationError(UNUSUAL)
    try:
        host = host.lower() if host.isascii() else idna.encode(host, uts46=True).decode()
    except idna.IDNAError:
        raise ValidationError(NO_ADDRESS) from None
    spelled = f"{name}@{host}"
    if not spelled.isascii() or len(spelled) > MAX_LENGTH or host.startswith("["):
        raise ValidationError(NO_ADDRESS)
    _check(spelled)
    return spelled


def mailbox_of(address: str) -> str:
    """Where mail to an address arrives, as far as that is known; to be counted by, not sent to."""
    name, _, host = address.lower().rpartition("@")
    name = name.partition("+")[0] or name
    if host in DOTLESS:
        name, host = name.replace(".", ""), DOTLESS[host]
    return f"{name}@{host}"
