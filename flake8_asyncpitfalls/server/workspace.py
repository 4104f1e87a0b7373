"""What the server knows of a workspace: its settings, its project, and the open documents.

One object of this class serves one folder and is used by one thread at a time.
"""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from flake8_asyncpitfalls.cli import arguments
from flake8_asyncpitfalls.cli.config import Configuration
from flake8_asyncpitfalls.cli.per_folder import Configurations
from flake8_asyncpitfalls.cli.session import Job, Session
from flake8_asyncpitfalls.errors import AsyncPitfallsError, SourceError
from flake8_asyncpitfalls.finding import Finding
from flake8_asyncpitfalls.semantics.source.encoding import EncodingError, decode, encode
from flake8_asyncpitfalls.server.disk import Disk
from flake8_asyncpitfalls.server.typing_ahead import Answer, answer_ahead

CONFIG_FILES = frozenset({"pyproject.toml", "setup.cfg", "setup.py", "tox.ini", ".flake8"})
"""Files whose change may change every finding."""


class Workspace:
    """Checks documents of the folder *root* with the settings found there.

    *options* are arguments of the command line (``["--select", "ASY1"]``), which come last.
    """

    def __init__(self, root: Path, options: Sequence[str] = ()) -> None:
        self.root = root
        self.problem = ""
        """What is wrong with the settings, as one line; they are the defaults then."""
        self._options = tuple(options)
        self._open: dict[str, bytes] = {}
        self._changed: set[str] = set()
        self._sessions: dict[int, Session] = {}
        self._configs: Configurations | None = None
        self._told: dict[str, Answer] = {}
        self._disk = Disk()

    def set_text(self, path: str, text: str) -> None:
        """Take *text* for what the file *path* holds, saved or not."""
        path, data = os.path.abspath(path), _encoded(text)
        if self._open.get(path) != data:
            self._open[path] = data
            self._changed.add(path)

    def close(self, path: str) -> None:
        """From now on the file *path* holds what is on disk."""
        self._open.pop(os.path.abspath(path), None)
        self._told.pop(os.path.abspath(path), None)
        self.forget()

    def forget(self) -> None:
        """Read settings and modules again at the next question: some files have changed."""
        self._sessions.clear()
        self._configs = None
        self._told.clear()
        self._disk.forget()

    def findings(self, path: str) -> list[Finding]:
        """The findings of the open document *path*, as ``asyncfix`` would report them.

        Empty for a document that cannot be parsed just now, or that the settings leave out.
        """
        self._look_at_disk()
        session, begun = self._prepared(path), time.time_ns()
        data = self._open.get(os.path.abspath(path))
        assert self._configs is not None
        if data is None or self._configs.is_excluded(path):
            return []
        started = time.thread_time()
        try:
            found = session.lint(path, data)
        except (SourceError, RecursionError, MemoryError):
            return []
        finally:
            self._disk.note(self._rests_on(path, session), begun)
        cost = time.thread_time() - started
        self._told[os.path.abspath(path)] = Answer(data, found, cost)
        return found

    def findings_ahead(self, path: str) -> list[Finding] | None:
        """What ``findings`` will most likely say of a document that was checked before, at once.

        None where it is no sooner, or where that cannot be told: see ``typing_ahead``.
        """
        self._look_at_disk()
        name = os.path.abspath(path)
        known, data = self._told.get(name), self._open.get(name)
        if known is None or data is None or self._changed - {name}:
            return None
        session = self._prepared(path)
        try:
            answer = answer_ahead(known, data, lambda lines: session.lint_part(path, data, lines))
        except (SourceError, RecursionError, MemoryError):
            return None
        if answer is None:
            return None
        self._told[name] = answer
        return answer.findings

    def fixed(self, path: str, wanted: Sequence[Finding], *, unsafe: bool) -> str:
        """The document *path* with the fixes of *wanted* carried out, where they hold."""
        session, data = self._prepared(path), self._open[os.path.abspath(path)]
        outcome = session.fixed(path, data, list(wanted), unsafe=unsafe)
        return _decoded(outcome.data)

    def all_fixed(self, path: str) -> str:
        """The document *path* with all safe fixes, again and again until nothing changes."""
        session, data = self._prepared(path), self._open[os.path.abspath(path)]
        return _decoded(session.all_fixed(path, data))

    def _look_at_disk(self) -> None:
        """Begin anew where files are not what they were when they were read."""
        if self._disk.has_changed():
            self.forget()

    def _rests_on(self, path: str, session: Session) -> set[str]:
        """The files whose change may change the findings of *path*, and the folders of modules."""
        modules = set(session.files()) - set(self._open)
        folder, above = os.path.dirname(os.path.abspath(path)), ""
        settings: set[str] = set()
        while folder != above:
            settings |= {os.path.join(folder, name) for name in CONFIG_FILES}
            folder, above = os.path.dirname(folder), folder
        return modules | settings | {os.path.dirname(module) for module in modules}

    def _prepared(self, path: str) -> Session:
        """The session, which must not remember what other documents were before they changed.

        What has changed in *path* alone costs conclusions only: its text is read at every question.
        """
        if self._changed - {os.path.abspath(path)}:
            self.forget()
        config = self._config_of(path)
        session = self._sessions.get(id(config))
        if not self._sessions:
            self._changed.clear()
        if session is None:
            session = self._sessions[id(config)] = self._new_session(config)
        elif self._changed:
            session.forget_conclusions()
        return session

    def _new_session(self, config: Configuration) -> Session:
        job = Job(
            settings=config.settings,
            selection=config.selection,
            disable_noqa=bool(config["disable_noqa"]),
            paths=tuple(self._open),
            cache_dir=config.cache_dir,
            texts=self._open,
        )
        # What is open may differ from what is saved: nothing of it may be remembered for others.
        return Session(replace(job, cache_dir=None) if self._open else job)

    def _config_of(self, path: str) -> Configuration:
        """What holds for the file *path*; the defaults where the settings are wrong."""
        try:
            if self._configs is None:
                self.problem = ""
                self._configs = Configurations(arguments.parse(list(self._options)))
            return self._configs.of_file(path)
        except AsyncPitfallsError as error:
            self.problem = str(error)
        except SystemExit:
            self.problem = f"arguments that asyncfix does not know: {' '.join(self._options)}"
        self._configs = Configurations(arguments.parse(["--isolated"]))
        return self._configs.run


def _encoded(text: str) -> bytes:
    """What the file of a document with that *text* holds, as far as that can be."""
    try:
        return encode(text)
    except EncodingError:
        return text.encode("utf-8", "surrogatepass")


def _decoded(data: bytes) -> str:
    """The text of a document whose file holds *data*."""
    try:
        text, encoding = decode(data)
    except EncodingError:
        return data.decode("utf-8", "surrogatepass")
    return f"\ufeff{text}" if encoding == "utf-8-sig" else text
