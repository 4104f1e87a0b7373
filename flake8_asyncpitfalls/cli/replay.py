"""What a run said, said again by the next one when nothing that it asked has another answer.

A report is a function of the command line, a few variables of the environment, our own code, and what
the file system answers. The first three name an entry in the cache; the entry holds the questions (see
``asked``), one digest of all answers, and the report. Only a run that checked nothing anew leaves one: it
has just asked, in this one process, everything that the report rests on.
"""

from __future__ import annotations

import os
import sys

from flake8_asyncpitfalls import __version__, asked
from flake8_asyncpitfalls.cache_place import (
    NAME,
    RUN_ENDING,
    RUNS,
    believed_root,
    read_body,
    tool_folder,
)
from flake8_asyncpitfalls.cache_seal import cache_key
from flake8_asyncpitfalls.content import digest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

_VARIABLES = ("FORCE_COLOR", "HOME", "NO_COLOR", "TERM", "USERPROFILE")
"""What a report may depend on: its colours, and where the search for settings ends."""
_CACHE_OPTIONS = ("--cache-dir", "--asy-cache-dir")
_USED_SECONDS = 86_400
"""An older entry counts as absent: the run tells the rest of the cache that it is still in use."""
_BETWEEN = b"\0\0"


def told(args: Sequence[str]) -> tuple[str, int] | None:
    """The report and the exit status of a run with *args*, if both can be known by asking again."""
    import time

    secret = cache_key()
    root = None if secret is None else believed_root(cache_named(args))
    if secret is None or root is None:
        return None
    entry = read_body(secret, root, f"{tool_folder()}/{RUNS}/{_key(args)}", RUN_ENDING)
    if entry is None or time.time() - entry[1] > _USED_SECONDS:
        return None
    head, _, rest = entry[0].partition(b"\n")
    known, *numbers = head.decode().split()
    status, length, folders, files = map(int, numbers)
    asks = os.fsdecode(rest[length:]).split("\0\0")
    questions = asks[:folders], asks[folders : folders + files], asks[folders + files : -1]
    if _digest(questions) != known:
        return None
    return rest[:length].decode("utf-8", "surrogatepass"), status


def keep(args: Sequence[str], cache_dir: str, report: str, status: int) -> None:
    """Let the next run with *args* say *report* again, if it can know that it would."""
    run = asked.end()
    if run is None or not run.is_whole or cache_dir != cache_named(args):
        return
    questions = run.questions()
    known = _digest(questions)
    if not run.is_certain():
        return
    text = report.encode("utf-8", "surrogatepass")
    folders, files, paths = questions
    head = f"{known} {status} {len(text)} {len(folders)} {len(files)}\n"
    asks = b"".join(os.fsencode(ask) + _BETWEEN for ask in (*folders, *files, *paths))
    from pathlib import Path

    from flake8_asyncpitfalls.cache_folder import CacheFolder

    CacheFolder(Path(cache_dir)).write_run(_key(args), head.encode() + text + asks)


def cache_named(args: Sequence[str]) -> str:
    """The cache folder that *args* name: what a file of settings says is not known in time."""
    for at, word in enumerate(args):
        option, sign, value = word.partition("=")
        if option in _CACHE_OPTIONS:
            return value if sign else "".join(args[at + 1 : at + 2])
    return NAME


def _digest(questions: asked.Questions) -> str:
    return digest(os.fsencode("\0\0".join(asked.answers(questions))))


def _key(args: Sequence[str]) -> str:
    """What stands for all that decides a report beside files."""
    streams = (sys.stdout, sys.stderr)
    return digest(
        __version__,
        repr(list(args)),
        os.getcwd(),
        repr([os.environ.get(name) for name in _VARIABLES]),
        repr([stream is not None and stream.isatty() for stream in streams]),
        repr(sys.path),
    )
