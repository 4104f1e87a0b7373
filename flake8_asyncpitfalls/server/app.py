"""The server: what the editor says comes in, diagnostics, fixes and pages go out.

Checks run one at a time in a thread of their own, so that the loop goes on answering; of several
changes in a row only the last is checked.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcException
from pygls.lsp.server import LanguageServer

from flake8_asyncpitfalls import __version__
from flake8_asyncpitfalls.finding import Finding
from flake8_asyncpitfalls.server.diagnostics import diagnostic_of, is_within, overlap, page_of
from flake8_asyncpitfalls.server.positions import Lines, edits_between
from flake8_asyncpitfalls.server.workspace import CONFIG_FILES, Workspace

FIX_ALL = f"{lsp.CodeActionKind.SourceFixAll.value}.asyncfix"
_PAUSE = 0.15
"""Seconds without a change after which a document is checked."""
_REST = 0.7
"""Seconds without a change after which all of a large document is checked, not what is typed in alone."""
ResultT = TypeVar("ResultT")


class Server(LanguageServer):
    """One server for one workspace folder, over standard input and output."""

    def __init__(self) -> None:
        super().__init__("asyncfix", __version__)
        self.space = Workspace(Path.cwd())
        self.found: dict[str, list[Finding]] = {}
        self._thread = ThreadPoolExecutor(1, "asyncfix-check")
        self._checks: dict[str, asyncio.Task[None]] = {}

    async def in_thread(self, work: Callable[[], ResultT]) -> ResultT:
        """What *work* gives; the one thread of the checks does it."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    def open_workspace(self, params: lsp.InitializeParams) -> None:
        """Take the folder and the options that the editor names."""
        uri = params.workspace_folders[0].uri if params.workspace_folders else params.root_uri
        root = path_of(uri) if uri else os.getcwd()
        if os.path.isdir(root):
            os.chdir(root)
        options = params.initialization_options
        given = options.get("args", []) if isinstance(options, dict) else []
        self.space = Workspace(Path(root), [str(arg) for arg in given])

    async def ask_to_watch(self) -> None:
        """Have the editor tell of files that change beneath it, where it can."""
        workspace = self.client_capabilities.workspace
        watching = workspace and workspace.did_change_watched_files
        if not watching or not watching.dynamic_registration:
            return
        globs = ["**/*.py", "**/*.pyi", *(f"**/{name}" for name in sorted(CONFIG_FILES))]
        watchers = [lsp.FileSystemWatcher(glob) for glob in globs]
        options = lsp.DidChangeWatchedFilesRegistrationOptions(watchers)
        wanted = lsp.Registration("files", lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
        with suppress(JsonRpcException):  # an editor that promises more than it has
            await self.client_register_capability_async(lsp.RegistrationParams([wanted]))

    def check_soon(self, uri: str, pause: float = _PAUSE) -> None:
        """Check the document *uri* after a *pause* in which nothing else asks for it."""
        if (running := self._checks.get(uri)) is not None:
            running.cancel()
        self._checks[uri] = asyncio.ensure_future(self._check(uri, pause))

    def check_all_open(self) -> None:
        """Check every open document again: something that they all depend on has changed."""
        for uri in list(self.workspace.text_documents):
            self.check_soon(uri)

    async def _check(self, uri: str, pause: float) -> None:
        await asyncio.sleep(pause)
        path, text = path_of(uri), self.workspace.get_text_document(uri).source

        def check_ahead() -> list[Finding] | None:
            self.space.set_text(path, text)
            return self.space.findings_ahead(shown(path))

        def check() -> list[Finding]:
            self.space.set_text(path, text)
            return self.space.findings(shown(path))

        ahead = await self.in_thread(check_ahead)
        if ahead is not None:
            self._publish(uri, text, ahead)
            await asyncio.sleep(_REST)
        self._publish(uri, text, await self.in_thread(check))

    def _publish(self, uri: str, text: str, found: list[Finding]) -> None:
        """Tell the editor what was *found* in the document *uri* with that *text*."""
        self.found[uri] = found
        if self.space.problem:
            self.window_log_message(
                lsp.LogMessageParams(lsp.MessageType.Error, f"asyncfix: {self.space.problem}")
            )
        lines = Lines(text)
        self.text_document_publish_diagnostics(
            lsp.PublishDiagnosticsParams(uri, [diagnostic_of(one, lines) for one in found])
        )

    def forget(self, uri: str) -> None:
        """The document *uri* is closed: nothing is said of it any more."""
        self._checks.pop(uri, asyncio.ensure_future(asyncio.sleep(0))).cancel()
        self.found.pop(uri, None)
        self.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri, []))


def path_of(uri: str) -> str:
    """The file that *uri* names; for documents that are no files (``untitled:``) their name."""
    parts = urlsplit(uri)
    return url2pathname(unquote(parts.path)) if parts.scheme == "file" else parts.path


def shown(path: str) -> str:
    """*path* as messages name it: relative where it lies in the workspace."""
    relative = os.path.relpath(path)
    return path if relative.startswith("..") else relative


def make_server() -> Server:
    """A server with all its features; it does nothing until it is started."""
    server = Server()
    _add_documents(server)
    _add_answers(server)
    return server


def _add_documents(server: Server) -> None:
    @server.feature(lsp.INITIALIZE)
    def initialize(params: lsp.InitializeParams) -> None:
        server.open_workspace(params)

    @server.feature(lsp.INITIALIZED)
    async def initialized(params: lsp.InitializedParams) -> None:
        del params
        await server.ask_to_watch()

    @server.feature(lsp.TEXT_DOCUMENT_DID_OPEN)
    def opened(params: lsp.DidOpenTextDocumentParams) -> None:
        server.check_soon(params.text_document.uri, 0)

    @server.feature(lsp.TEXT_DOCUMENT_DID_CHANGE)
    def changed(params: lsp.DidChangeTextDocumentParams) -> None:
        server.check_soon(params.text_document.uri)

    @server.feature(lsp.TEXT_DOCUMENT_DID_SAVE)
    async def saved(params: lsp.DidSaveTextDocumentParams) -> None:
        del params
        await server.in_thread(server.space.forget)
        server.check_all_open()

    @server.feature(lsp.TEXT_DOCUMENT_DID_CLOSE)
    async def closed(params: lsp.DidCloseTextDocumentParams) -> None:
        server.forget(params.text_document.uri)
        path = path_of(params.text_document.uri)
        await server.in_thread(lambda: server.space.close(path))

    @server.feature(lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    async def on_disk(params: lsp.DidChangeWatchedFilesParams) -> None:
        names = {os.path.basename(path_of(change.uri)) for change in params.changes}
        if any(name.endswith((".py", ".pyi")) or name in CONFIG_FILES for name in names):
            await server.in_thread(server.space.forget)
            server.check_all_open()


def _add_answers(server: Server) -> None:
    kinds = [lsp.CodeActionKind.QuickFix, FIX_ALL]

    @server.feature(lsp.TEXT_DOCUMENT_CODE_ACTION, lsp.CodeActionOptions(code_action_kinds=kinds))
    async def code_actions(params: lsp.CodeActionParams) -> list[lsp.CodeAction]:
        return await _code_actions(server, params)

    @server.feature(lsp.TEXT_DOCUMENT_HOVER)
    def hover(params: lsp.HoverParams) -> lsp.Hover | None:
        uri = params.text_document.uri
        lines = Lines(server.workspace.get_text_document(uri).source)
        there = [
            finding
            for finding in server.found.get(uri, ())
            if is_within(params.position, lines.range_of(finding.span))
        ]
        if not there:
            return None
        page = lsp.MarkupContent(lsp.MarkupKind.Markdown, page_of(there))
        return lsp.Hover(page, lines.range_of(there[0].span))


async def _code_actions(server: Server, params: lsp.CodeActionParams) -> list[lsp.CodeAction]:
    uri = params.text_document.uri
    path, text = path_of(uri), server.workspace.get_text_document(uri).source
    lines = Lines(text)
    asked = params.context.only

    def is_asked(kind: str) -> bool:
        return asked is None or any(
            kind == k or kind.startswith(f"{k}.") for k in map(_value, asked)
        )

    def work() -> list[lsp.CodeAction]:
        server.space.set_text(path, text)
        found = server.space.findings(shown(path))
        actions = []
        if is_asked(lsp.CodeActionKind.QuickFix.value):
            there = (f for f in found if overlap(lines.range_of(f.span), params.range))
            actions = [
                action
                for one in there
                if (action := _quick_fix(server.space, uri, text, one, lines))
            ]
        if is_asked(FIX_ALL) and any(f.fix is not None and f.fix.is_safe for f in found):
            edits = edits_between(text, server.space.all_fixed(shown(path)))
            if edits:
                actions.append(_action("Fix all safe problems (asyncfix)", FIX_ALL, uri, edits))
        return actions

    return await server.in_thread(work)


def _quick_fix(
    space: Workspace, uri: str, text: str, finding: Finding, lines: Lines
) -> lsp.CodeAction | None:
    if finding.fix is None:
        return None
    edits = edits_between(text, space.fixed(shown(path_of(uri)), [finding], unsafe=True))
    if not edits:
        return None
    doubt = "" if finding.fix.is_safe else " (unsafe: please look)"
    title = f"{finding.code}: {finding.fix.description}{doubt}"
    action = _action(title, lsp.CodeActionKind.QuickFix.value, uri, edits)
    action.diagnostics = [diagnostic_of(finding, lines)]
    action.is_preferred = finding.fix.is_safe
    return action


def _action(title: str, kind: str, uri: str, edits: list[lsp.TextEdit]) -> lsp.CodeAction:
    return lsp.CodeAction(title, kind=kind, edit=lsp.WorkspaceEdit(changes={uri: edits}))


def _value(kind: Any) -> str:
    return str(getattr(kind, "value", kind))
