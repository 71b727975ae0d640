"""Programs that look into an upload, each in a process with a limit."""

import logging
import shutil
import tempfile
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.files.base import File

from guides import limited

#: A PDF of 200,000 objects takes some 13 seconds; one of 50 MB of pictures one, and 100 MB.
MAX_SECONDS, MAX_MEMORY = 30, 1_000_000_000

logger = logging.getLogger(__name__)


def inspect(program: Path, upload: File) -> None:
    """Give a program a copy of an upload. Raises `ValidationError` with what it says, if anything.

    Also where it takes too much, or breaks off: what was not looked through is not handed on.
    """
    with tempfile.NamedTemporaryFile() as copy:
        upload.seek(0)
        shutil.copyfileobj(upload, copy)
        copy.flush()
        message = _run(program, copy.name)
    if message:
        raise ValidationError(message)


def _run(program: Path, path: str) -> str:
    try:
        done = limited.run(program, path, seconds=MAX_SECONDS, memory=MAX_MEMORY)
    except limited.TooMuch as error:
        return f"The file takes more than {error} to look through. Print it into a new PDF."
    if done.returncode:
        logger.error("A file was not looked into: %s", done.stderr.decode(errors="replace")[-500:])
        return "The file cannot be looked into. Print it into a new PDF."
    return done.stdout.decode()
