"""Sets a book with Typst, as a program of its own: what is too much ends it, not the worker.

It gets how many bytes of memory it may use, the template, a moment, and PDF standards. The PDF
comes out beside the template; what Typst refuses comes out as JSON.
"""

import json
import resource
import sys
from pathlib import Path
from typing import Any

import typst

#: What it ends with where Typst refuses.
REFUSED = 3


def run(memory: str, template: str, when: str, *standards: Any) -> int:
    resource.setrlimit(resource.RLIMIT_DATA, (int(memory), int(memory)))
    path = Path(template)
    try:
        data = typst.compile(
            path, root=path.parent, timestamp=int(when), pdf_standards=list(standards)
        )
    except typst.TypstError as error:
        facts = {"message": error.message, "diagnostic": error.diagnostic}
        sys.stdout.write(json.dumps(facts))
        return REFUSED
    path.with_suffix(".pdf").write_bytes(data)
    return 0


if __name__ == "__main__":
    sys.exit(run(*sys.argv[1:]))
