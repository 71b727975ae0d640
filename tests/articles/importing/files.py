"""Files as they come in, and what became of them."""

import io
import zipfile

from articles.importing.batches import begin
from tests.factories import image_bytes

TEA = b"---\ntitle: Tea time\n---\n\nBegin anywhere.\n\n## Leaves\n\nTwo spoons of them.\n"
CAKE = b"# Cake\n\nOne slice is enough.\n\n## Plates\n\n- One\n- Two\n"
BED = image_bytes(size=(40, 30))


def start(*files, **choices):
    """An import of files as (name, bytes)."""
    opened = [(name, io.BytesIO(data)) for name, data in files]
    return begin(opened, **{"by": None, "name": "drafts"} | choices)


def zipped(**files):
    """The bytes of a ZIP of files by name, with "_" for the dot."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in files.items():
            archive.writestr(name.replace("_", "."), data)
    return buffer.getvalue()


def states(batch):
    """Name and state of each document."""
    return list(batch.documents.values_list("name", "state"))
