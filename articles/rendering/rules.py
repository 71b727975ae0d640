"""What merchants' programmes, and sensitive topics, forbid on a page, in mail or in a document.

Whether a link may be cloaked, and the sentence a programme demands, cannot be got wrong: the
link function and the disclosure follow them by themselves.
"""

import re
from collections.abc import Iterable

from selectolax.lexbor import LexborNode

from articles.rendering.library import Merchant, Page, Problem

#: The surfaces a text is rendered for. A merchant may refuse to be linked on the last two.
PAGE, EMAIL, DOCUMENT = "page", "email", "document"

SIGN = r"[$＄€£￡¥￥₹₩₽₪₺฿]"
SIGN_BEHIND = r"[$＄€£￡¥￥₹₩₽₪₺฿¢￠円元원]"
#: The few that nothing else is called may be in small letters; `CAD` is what engineers draw with.
CODE = (
    r"(?:(?i:USD|EUR|GBP|CHF|SEK|DKK|PLN)"
    r"|CAD|AUD|NZD|JPY|INR|NOK|CZK|HUF|KRW|CNY|RMB|BRL|MXN|SGD|HKD)"
)
#: In small letters only: Kr is krypton.
LOCAL = r"(?:kr|zł)"
WORD = r"(?:dollars?|euros?|pounds?|cents?|pence|kron(?:er|or)|zloty|yen|rupees)"
AMOUNT = r"[0-9](?:[0-9.,]{0,19}[0-9])?"
#: `49p`, and neither `p. 49` nor the 1080p and 24p of a film.
PENCE = r"(?<![\w.,])(?!(?:24|25|30|60)p)[0-9]{1,2}p(?![\w-])"
PRICE = re.compile(
    rf"(?:{SIGN}|\b{CODE}|\b{LOCAL}\.?)\s?\.?{AMOUNT}"
    rf"|\b{AMOUNT}(?:[.,][-–—])?\s?(?:{SIGN_BEHIND}|(?:{CODE}|{LOCAL}|(?i:{WORD}))\b)|{PENCE}"
)

#: What stands beside a link: the smallest of these around it.
BLOCKS = {"p", "li", "dt", "dd", "tr", "figcaption", "summary", "caption"} | {
    f"h{n}" for n in range(1, 7)
}


def is_broken(merchant_name: str, problems: Iterable[Problem]) -> bool:
    """Whether a rule of this merchant's programme is among what has to be mended."""
    return any(problem.message.startswith(f"{merchant_name} does not") for problem in problems)


def may_pay(page: Page, what: str, quote: str) -> bool:
    """Whether a link that pays may stand on the page; where its topic forbids it, that is told."""
    if page.is_sensitive:
        page.report(
            "A sensitive topic earns nothing from its readers, who may be in need. "
            f"Take this {what} out:",
            quote,
        )
    return not page.is_sensitive


def check_surface(merchant: Merchant, page: Page, quote: str) -> None:
    """Report a link that its merchant's programme does not allow where it is read."""
    if page.surface == EMAIL and not merchant.may_email:
        page.report(f"{merchant.name} does not allow its links in e-mail. Take this out:", quote)
    if page.surface == DOCUMENT and not merchant.may_document:
        page.report(
            f"{merchant.name} does not allow its links in PDF and EPUB. Take this out:", quote
        )


def check_price_beside(node: LexborNode, merchant: Merchant, page: Page) -> None:
    """Report a price in the paragraph, item or row of a link whose merchant allows none."""
    block: LexborNode | None = node
    while block is not None and block.tag not in BLOCKS:
        block = block.parent
    check_price((block or node).text(), merchant, page)


def check_price(text: str, merchant: Merchant, page: Page) -> None:
    """Report the first price in what stands beside a link whose merchant allows none."""
    found = None if merchant.may_price else PRICE.search(text)
    if found:
        page.report(
            f"{merchant.name} does not allow a price beside its links. Take it out:", found[0]
        )
