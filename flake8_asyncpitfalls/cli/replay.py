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
_USER = ("geteuid", "getegid", "getgroups")
"""Who may read what: users can share a key."""
_CACHE_OPTIONS = ("--cache-dir", "--asy-cache-dir")
_USED_SECONDS = 86_400
"""An older entry counts as absent: the run tells the rest of the cache that it is still in use."""
_BETWEEN = "\0\0"
_NO_REPORT = -1
_MAX_UNCERTAIN = 50


def told(args: Sequence[str]) -> tuple[str, int] | asked.Earlier | None:
    """The report and the exit status of a run with *args*, if both can be known by asking again.

    Else what is known of the last run with *args*, where only contents of sources have changed.
    """
    import time

    secret = cache_key()
    root = None if secret is None else believed_root(cache_named(args))
    if secret is None or root is None:
        return None
    entry = read_body(secret, root, f"{tool_folder()}/{RUNS}/{_key(args)}", RUN_ENDING)
    if entry is None or time.time() - entry[1] > _USED_SECONDS:
        return None
    try:
        return _asked_again(entry[0])
    except ValueError:  # of another form
        return None


def _asked_again(body: bytes) -> tuple[str, int] | asked.Earlier | None:
    """What the entry with that *body* comes to when its questions are asked now."""
    head, _, rest = body.partition(b"\n")
    numbers, *seals = head.decode().split(" ")
    status, length, folders, files, count = map(int, numbers.split(","))
    texts = os.fsdecode(rest[length:]).split(_BETWEEN)
    asks, known = texts[:count], texts[count:]
    questions = asks[:folders], asks[folders : folders + files], asks[folders + files :]
    answers = asked.answers(questions)
    if answers == known:
        report = rest[:length].decode("utf-8", "surrogatepass")
        return (report, status) if status >= 0 else None
    pairs = zip(asks, known, answers, strict=True)
    changed = {ask: now for ask, before, now in pairs if before != now}
    is_small = (
        changed.keys() <= set(questions[1])
        and asked.NOTHING not in changed.values()
        and all(map(_is_plain_source, changed))
    )
    return asked.Earlier(questions, answers, frozenset(changed), set(seals)) if is_small else None


def keep(args: Sequence[str], cache_dir: str, report: str, status: int) -> None:
    """Let the next run with *args* say *report* again, if it can know that it would."""
    run = asked.end()
    if run is None or not run.is_whole or run.has_fresh() or cache_dir != cache_named(args):
        return
    questions = run.questions()
    answers = run.answers(questions)
    uncertain = run.uncertain()
    if uncertain is None or len(uncertain) > _MAX_UNCERTAIN:
        return
    folders, files, paths = questions
    asks = [*folders, *files, *paths]
    if uncertain:
        # The next run must take them for changed, and has the rest told in time.
        status, report = _NO_REPORT, ""
        pairs = zip(asks, answers, strict=True)
        answers = ["" if ask in uncertain else answer for ask, answer in pairs]
    text = report.encode("utf-8", "surrogatepass")
    numbers = (status, len(text), len(folders), len(files), len(asks))
    head = " ".join((",".join(map(str, numbers)), *sorted(run.seals)))
    from pathlib import Path

    from flake8_asyncpitfalls.cache_folder import CacheFolder

    body = b"".join((head.encode(), b"\n", text, os.fsencode(_BETWEEN.join([*asks, *answers]))))
    CacheFolder(Path(cache_dir)).write_run(_key(args), body)


def _is_plain_source(path: str) -> bool:
    """Whether the content of the file *path* says nothing but what its module holds."""
    name = os.path.basename(path)
    is_ours = path.startswith(os.path.join(os.path.dirname(asked.__file__), ""))
    return name.endswith(".py") and name != "setup.py" and not is_ours


def cache_named(args: Sequence[str]) -> str:
    """The cache folder that *args* name: what a file of settings says is not known in time."""
    for at, word in enumerate(args):
        option, sign, value = word.partition("=")
        if option in _CACHE_OPTIONS:
            return value if sign else "".join(args[at + 1 : at + 2])
    return NAME


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
        sys.getfilesystemencoding(),
        repr([ask() for name in _USER if (ask := getattr(os, name, None))]),
    )
