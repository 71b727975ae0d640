"""Programs of our own, each in a process that may take so much time and memory, and no more.

What is too much ends the program, and nobody who waits for it.
"""

import subprocess
import sys
from pathlib import Path


class TooMuch(Exception):
    """A program was given up; the message says over more of what: “90 seconds”."""


def run(
    program: Path, *arguments: str, seconds: int, memory: int
) -> subprocess.CompletedProcess[bytes]:
    """Run a program, which first limits itself to the bytes in its first argument.

    Raises `TooMuch`. How else it ended is for the caller to judge.
    """
    # Isolated: the modules beside the program are not to be taken for Python's own.
    command = [sys.executable, "-I", str(program), str(memory), *arguments]
    try:
        done = subprocess.run(  # noqa: S603 (ours, and nothing that anybody typed)
            command, capture_output=True, timeout=seconds, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise TooMuch(f"{seconds} seconds") from error
    # Without memory it is aborted, by itself or by the system.
    if done.returncode < 0 or b"MemoryError" in done.stderr:
        raise TooMuch(f"{memory // 10**6:,} MB of memory")
    return done
