"""Everything that tries to get behind the fence."""

from tests.articles.health.behaviours.making import (
    NOWHERE,
    UNCLEAR,
    one,
    refused,
    refused_hop,
    refuses,
)
from tests.articles.health.web import (
    ANYWHERE,
    MAPPED,
    NAT64,
    SIX_TO_FOUR,
    Behaviour,
    by_path,
    leads,
    says,
)

FENCE: dict[str, Behaviour] = {
    # Behind the fence.
    **{
        f"name of {address}": refuses(address)
        for address in (
            *("127.0.0.1", "127.8.8.8", NOWHERE, "10.0.0.1", "172.16.3.4", "192.168.1.1"),
            *("169.254.169.254", "100.64.0.1", "192.0.2.1", "198.18.0.1", "203.0.113.9"),
            *("224.0.0.1", "240.0.0.1", "255.255.255.255", "192.88.99.1", "168.63.129.16"),
            *(
                "::1",
                "::",
                "fe80::1",
                "fe80::1%1",
                "fc00::1",
                "fd00:ec2::254",
                "fec0::1",
                "ff02::1",
            ),
            *("::127.0.0.1", "64:ff9b:1::7f00:1", "2001:db8::1", "2001::1", "3fff::1", "100::1"),
        )
    },
    **{
        f"IPv4 in {address}": refuses(address)
        for address in (
            *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254"),
            *("64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "2002:7f00:1::", "2002:a00:1::1"),
        )
    },
    **{
        f"written as {url}": refused(url, address)
        for url, address in (
            ("http://127.0.0.2/", "127.0.0.2"),
            ("http://127.2/", "127.0.0.2"),
            ("http://2130706434/", "127.0.0.2"),
            ("http://0x7f000002/", "127.0.0.2"),
            ("http://0177.0.0.2/", "127.0.0.2"),
            ("http://１２７.0.0.2/", "127.0.0.2"),
            ("http://0/", NOWHERE),
            ("http://169.254.169.254/latest/meta-data/", "169.254.169.254"),
            ("http://shop.test@127.0.0.2/", "127.0.0.2"),
            ("http://[::1]/", "::1"),
            ("http://[::ffff:127.0.0.1]/", "::ffff:7f00:1"),
        )
    },
    "NAT64 of a public address": one(says(), dns={"shop.test": [NAT64]}),
    "6to4 of a public address": one(says(), dns={"shop.test": [SIX_TO_FOUR]}),
    "mapped public address": one(says(), dns={"shop.test": [MAPPED]}),
    "one of its addresses is private": one(
        says(),
        UNCLEAR,
        "Not a public address, so it was not asked for: 10.0.0.1 is no public address",
        dns={"shop.test": [ANYWHERE, "10.0.0.1"]},
    ),
    "redirect to loopback": refused_hop(
        "http://127.0.0.1:8080/admin/",
        "Not a public address, so it was not asked for: 127.0.0.1 is no public address",
    ),
    "redirect to metadata": refused_hop(
        "http://169.254.169.254/latest/",
        "Not a public address, so it was not asked for: 169.254.169.254 is no public address",
    ),
    "redirect to a mail server": refused_hop(
        "http://shop.test:25/",
        "Not a public address, so it was not asked for: port 25 is none of the web’s",
    ),
    "redirect to a name of the inside": one(
        by_path({"/lamp": leads("http://inside.test/")}),
        UNCLEAR,
        "Not a public address, so it was not asked for: 192.168.1.1 is no public address",
        dns={"inside.test": ["192.168.1.1"]},
    ),
}
