"""Files as networks send them, and a network that has them read."""

from articles.models import Network

HEAD = "SubId,Commission,Date,Sale"


def csv_file(*rows: str, head: str = HEAD) -> bytes:
    """A file of these rows under the head of `make_network`'s mapping."""
    return "\n".join([head, *rows]).encode()


def unsaved_network(**fields) -> Network:
    """The mapping of `make_network`, in no database."""
    defaults = {
        "sub_id_column": "SubId",
        "amount_column": "Commission",
        "day_column": "Date",
        "reference_column": "Sale",
    }
    return Network(**defaults | fields)
