"""How fast an uncached article page is, beside a bare WSGI application in the same run.

`pytest -m benchmark -s tests/benchmarks/test_article_page.py`; needs wrk (Debian's package).
"""

import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ARTICLE = "/articles/the-twenty-minute-supper/"
ROUNDS = 5
SECONDS = 4

pytestmark = [
    pytest.mark.benchmark,
    pytest.mark.skipif(shutil.which("wrk") is None, reason="wrk is not installed"),
]


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def gunicorn(application: str, **variables: str):
    """Serve an application with two workers; yields its address."""
    port = str(free_port())
    environment = {**os.environ, "PORT": port, "WEB_CONCURRENCY": "2", **variables}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    command = [sys.executable, "-m", "gunicorn", "--config", "config/gunicorn.py", application]
    with subprocess.Popen(command, cwd=ROOT, env=environment) as server:
        address = f"http://127.0.0.1:{port}"
        try:
            wait_for(address)
            yield address
        finally:
            server.terminate()


def wait_for(address: str) -> None:
    for _ in range(100):
        try:
            urllib.request.urlopen(address + ARTICLE, timeout=5).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"Nothing answers at {address}")


def requests_per_second(address: str) -> float:
    command = ["wrk", "-t1", "-c16", f"-d{SECONDS}s", address + ARTICLE]
    output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert "Non-2xx" not in output
    return float(re.search(r"Requests/sec:\s+([\d.]+)", output)[1])


def test_article_page_beside_bare_wsgi(tmp_path):
    var = {"VAR_DIR": str(tmp_path / "var"), "DATABASE_URL": "", "PORT": "8000"}
    environment = {
        k: v for k, v in (os.environ | var).items() if k != "DJANGO_SETTINGS_MODULE" and v
    }
    environment.pop("SITE_URL", None)
    subprocess.run([sys.executable, "manage.py", "prepare"], cwd=ROOT, env=environment, check=True)
    with gunicorn("config.wsgi", VAR_DIR=var["VAR_DIR"]) as candor:
        body = tmp_path / "body.html"
        body.write_bytes(urllib.request.urlopen(candor + ARTICLE).read())
        with gunicorn("tests.benchmarks.bare", BARE_BODY=str(body)) as bare:
            rounds = [
                (requests_per_second(bare), requests_per_second(candor)) for _ in range(ROUNDS)
            ]
    ratio = statistics.median(page / base for base, page in rounds)
    base, page = (statistics.median(column) for column in zip(*rounds, strict=True))
    print(
        f"\narticle page, {body.stat().st_size:,} bytes: {page:,.0f} requests/s; "
        f"bare WSGI {base:,.0f}; ratio {ratio:.3f} (median of {ROUNDS} rounds)"
    )
