"""Whether HTML is bounded: what is quadratic in a parser is told by one look, before it parses.

Tags are looked for everywhere, also in comments and in the values of attributes: a parser
takes no tag that is not looked at here. Each is read as the standard has it (HTML, 13.2.5).
"""

import re

MAX_TAGS = 20_000  # the parser looks from each, opening or closing, through all that are open
MAX_ATTRIBUTES = 200  # of one tag; the parser compares each with all before it
MAX_ROOTS = 20  # the parser puts the attributes of all of them onto one element
MAX_READ = 4  # times the length: tags within tags are read again

TAG = re.compile(r"<[a-zA-Z/]")
ROOT = re.compile(r"<(html|body)(?=[\s/>])", re.IGNORECASE)
SPACE = r"[ \t\n\r\f]"
VALUE = r"""(?:"[^"]*+"?+|'[^']*+'?+|[^ \t\n\r\f>"'][^ \t\n\r\f>]*+)"""
# Atomic groups, as some releases of Python 3.11 take `(…)*+` for something else.
ATTRIBUTE = (
    rf"(?>(?:{SPACE}|/)*)[^ \t\n\r\f/>][^ \t\n\r\f/>=]*+"
    rf"(?>(?:{SPACE}*+={SPACE}*+(?>{VALUE}?))?)"
)
NAME = r"</?[a-zA-Z][^ \t\n\r\f/>]*+"
FEW = re.compile(rf"{NAME}(?>(?:{ATTRIBUTE}){{0,{MAX_ATTRIBUTES}}})")
ONE_MORE = re.compile(ATTRIBUTE)


def is_bounded(html: str, max_tags: int = MAX_TAGS) -> bool:
    """Whether a parser is done with it in time; takes time linear in its length itself."""
    starts = [match.start() for match in TAG.finditer(html)]
    if len(starts) > max_tags or len(ROOT.findall(html)) > MAX_ROOTS:
        return False
    left = MAX_READ * len(html)
    for start in starts:
        if few := FEW.match(html, start):
            left -= len(few[0])
            if left < 0 or ONE_MORE.match(html, few.end()):
                return False
    return True
