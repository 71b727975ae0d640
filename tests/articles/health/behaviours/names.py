"""Names in the DNS, ports, and ways to write an address."""

import socket

from tests.articles.health.behaviours.making import GONE, PAGE, UNCLEAR, one
from tests.articles.health.web import Behaviour, says

NAMES: dict[str, Behaviour] = {
    # Names.
    "no such name": one(None, GONE, "There is no such host: gone.test", "http://gone.test/"),
    "name without an address": one(
        None,
        GONE,
        "There is no such host: shop.test",
        dns={"shop.test": socket.gaierror(socket.EAI_NODATA, "No address")},
    ),
    **{
        f"DNS in trouble, {code}": one(
            None,
            UNCLEAR,
            "The host could not be looked up: shop.test",
            dns={"shop.test": socket.gaierror(code, "Trouble")},
        )
        for code in (socket.EAI_AGAIN, socket.EAI_FAIL)
    },
    "DNS without an answer": one(
        None, UNCLEAR, "The host could not be looked up: shop.test", dns={"shop.test": []}
    ),
    "name that is none": one(
        None,
        UNCLEAR,
        "Not a public address, so it was not asked for: this is no name of a host",
        dns={"shop.test": UnicodeError("label too long")},
    ),
    "international name": one({"xn--lmp-qla.test": says()}, url="http://lämp.test/straße?größe=ü"),
    "port 8080": one(says(), url="http://shop.test:8080/lamp"),
    "port 8443": one(says(), url="https://shop.tls.test:8443/lamp"),
    **{
        f"port {port}": one(
            says(),
            UNCLEAR,
            f"Not a public address, so it was not asked for: port {port} is none of the web’s",
            f"http://shop.test:{port}/lamp",
        )
        for port in (0, 22, 25, 445, 6379, 9200)
    },
    "an address too long": one(
        says(), UNCLEAR, "The address is too long to ask for", f"{PAGE}?{'x' * 4_000}"
    ),
}
