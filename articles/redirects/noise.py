"""Which paths no reader means: those scanners try, those that nobody should know, those too long.

Everything is in lower case, as the path is when it is compared.
"""

import re

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
CODE = re.compile(r"(?:[a-z]{1,5}[0-9]{1,5}[-_]?){4}")
#: A telephone, customer's or order number.
NUMBER = re.compile(r"[0-9]{9,}")
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
    """Whether a path may tell of one person: an address of mail, a secret, a number."""
    lower = path.lower()
    return "@" in path or any(kind.search(lower) for kind in (TOKEN, CODE, NUMBER))
