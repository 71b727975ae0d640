"""Which paths no reader means: those scanners try, those that nobody should know, those too long.

What they are compared with is in lower case, and so are they, unless capitals tell.
"""

import re
import unicodedata
from urllib.parse import unquote

#: What files are called that no page of any site is, and what scanners hope to find.
ENDINGS = (
    *(".php", ".php5", ".php7", ".phtml", ".asp", ".aspx", ".ashx", ".jsp", ".do", ".cgi", ".pl"),
    *(".env", ".ini", ".conf", ".config", ".cfg", ".yml", ".yaml", ".toml", ".properties"),
    *(".sql", ".sqlite", ".db", ".dump", ".bak", ".old", ".orig", ".save", ".swp", ".log"),
    *(".zip", ".tar", ".gz", ".tgz", ".rar", ".7z", ".pem", ".key", ".crt", ".pfx"),
    *(".sh", ".exe", ".dll", ".bat", ".py", ".rb", ".map", ".lock"),
)
#: How a part of a path begins that scanners try; a dot is a hidden file or folder.
BEGINNINGS = (".", "wp-", "xmlrpc", "phpmyadmin", "phpinfo", "phpunit", "apple-touch-icon")
#: Parts of paths that scanners, browsers and mail programs try by themselves.
PARTS = frozenset(
    {
        *("cgi-bin", "vendor", "node_modules", "actuator", "server-status", "server-info"),
        *("boaform", "hnap1", "solr", "owa", "ecp", "autodiscover", "jenkins", "manager"),
        *("telescope", "_ignition", "_profiler", "_next", "druid", "geoserver", "graphql"),
        *("pma", "mysql", "adminer", "webdav", "struts", "portal", "remote", "sdk"),
        *("wordpress", "administrator", "wlwmanifest.xml", "passwd", "etc"),
        *("favicon.ico", "browserconfig.xml", "ads.txt", "app-ads.txt", "humans.txt"),
    }
)
#: A secret, such as a link of a mail may carry: long, and no word of any language.
TOKEN = re.compile(r"(?=[a-z]*[0-9])[a-z0-9=+]{20,}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
#: Letters and digits that change places so often are those of a code.
CODE = re.compile(
    r"(?:[a-z]{1,5}[0-9]{1,5}[-_]?){4}"
    r"|(?=[a-z0-9]{10})(?:(?:[a-z]+[0-9]+){2}|(?:[0-9]+[a-z]+){2})"
)
#: A word long enough to be told from a code, and what it is made of: Words, CAPITALS and numbers.
WORD = re.compile(r"[A-Za-z0-9]{6,}")
PIECE = re.compile(r"[A-Z]?[a-z]+|[A-Z]+|[0-9]+")
#: So many letters have the words of a part of a path at least that may be a code, and so many are
#: between two places where pieces meet, if it is none.
LEAST_LETTERS, APART = 9, 3.5
#: A telephone, customer's or order number, however it is parted; a date is none.
NUMBER = re.compile(r"\d(?:[-_. ()+]*\d){8,}")
DATE = re.compile(r"(?<!\d)(?<!\d[-_.])(?:19|20)\d\d([-_.]?)[01]\d\1[0-3]\d(?!\d)")
#: What was encoded more often than this was made to be read by no program.
DECODED = 3
MAX_LENGTH = 200


def is_noise(path: str) -> bool:
    """Whether nobody means a path of ours by this; or nobody should see that it was asked for."""
    lower = path.lower()
    parts = lower.strip("/").split("/")
    return (
        len(path) > MAX_LENGTH
        or lower.endswith(ENDINGS)
        or any(part in PARTS or part.startswith(BEGINNINGS) for part in parts)
        or is_personal(path)
    )


def is_personal(path: str) -> bool:
    """Whether a path may tell of one person: an address of mail, a secret, a number.

    A code is told by how often its letters change their kind, so that a short one may pass.
    """
    plain = _decode(path)
    lower = plain.lower()
    return (
        "@" in plain
        or NUMBER.search(DATE.sub("/", plain)) is not None
        or any(kind.search(lower) for kind in (TOKEN, CODE))
        or any(map(_is_mixed, plain.split("/")))
    )


def _decode(path: str) -> str:
    for _ in range(DECODED):
        path = unquote(path)
    return unicodedata.normalize("NFKC", path)


def _is_mixed(part: str) -> bool:
    """Whether capitals, small letters and digits stand side by side as they do in no word."""
    words = WORD.findall(part)
    letters = sum(map(len, words))
    joints = sum(len(PIECE.findall(word)) - 1 for word in words)
    return letters >= LEAST_LETTERS and joints * APART > letters
