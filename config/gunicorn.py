"""Gunicorn's configuration: `gunicorn --config config/gunicorn.py config.wsgi`."""

import os
import shutil
import tempfile
from pathlib import Path

from environs import Env

env = Env()

bind = env.str("BIND", f"127.0.0.1:{env.int('PORT', 8000)}")
workers = env.int("WEB_CONCURRENCY", 2)
# Threads keep a slow reader or an upload from holding a whole worker.
worker_class = "gthread"
threads = env.int("WEB_THREADS", 4)
# A connection kept alive stays with the worker that took it, while the other may be idle:
# measured, half the throughput. A proxy in front keeps readers' connections for them.
keepalive = env.int("KEEPALIVE", 0)
timeout = 30
# The fork shares what the application loaded, and a mistake in it stops the start.
preload_app = True
# Its default place is one file a person, which two sites on a machine would share.
control_socket_disable = True
# /dev/shm keeps the heartbeat off disks that may stall.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None
# In memory too: who followed which link a moment ago, for all workers to know. Kept by process,
# so that a reload finds it again; gone when the server stops.
remembered = f"READERS_DIR_{os.getpid()}"
readers_dir = env.str(remembered, "") or tempfile.mkdtemp(prefix="candor-", dir=worker_tmp_dir)
os.environ[remembered] = readers_dir
raw_env = [f"READERS_DIR={readers_dir}"]
accesslog = None


def on_exit(server: object) -> None:
    """Take the folder away; gunicorn calls this when its first process ends."""
    shutil.rmtree(readers_dir, ignore_errors=True)
