"""The language server, as an editor meets it: a process that speaks the protocol."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

pytest.importorskip("pygls")
from lsprotocol import types as lsp
from pytest_lsp import ClientServerConfig, LanguageClient, client_capabilities

from flake8_asyncpitfalls.server.positions import Lines, edits_between
from flake8_asyncpitfalls.server.typing_ahead import Change, change_between
from flake8_asyncpitfalls.server.workspace import Workspace
from flake8_asyncpitfalls.span import Span

COMMAND = [sys.executable, "-m", "flake8_asyncpitfalls.cli.main", "server", "--stdio"]
SAMPLE = """import asyncio
import time

from helper import fetch


async def main():
    time.sleep(1)
    fetch("x")
    print("𝄞", time.sleep(2))
"""
HELPER = """import requests


def fetch(url):
    return requests.get(url)
"""


class Editor:
    """A client with one workspace and what it has open."""

    def __init__(self, client: LanguageClient, root: Path) -> None:
        self.client, self.root = client, root

    def uri(self, name: str) -> str:
        return (self.root / name).as_uri()

    async def open(self, name: str, text: str) -> list[lsp.Diagnostic]:
        (self.root / name).write_text(text, encoding="utf-8")
        item = lsp.TextDocumentItem(self.uri(name), "python", 1, text)
        self.client.text_document_did_open(lsp.DidOpenTextDocumentParams(item))
        return await self.diagnostics(name)

    async def change(self, name: str, text: str, version: int = 2) -> list[lsp.Diagnostic]:
        whole = lsp.TextDocumentContentChangeWholeDocument(text)
        document = lsp.VersionedTextDocumentIdentifier(uri=self.uri(name), version=version)
        self.client.text_document_did_change(lsp.DidChangeTextDocumentParams(document, [whole]))
        return await self.diagnostics(name)

    async def diagnostics(self, name: str) -> list[lsp.Diagnostic]:
        """What is published next for the document *name*."""
        wanted = lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS
        while True:
            await asyncio.wait_for(self.client.wait_for_notification(wanted), 30)
            if self.uri(name) in self.client.diagnostics:
                return list(self.client.diagnostics[self.uri(name)])

    async def actions(
        self, name: str, line: int, kind: str, character: int = 6
    ) -> list[lsp.CodeAction]:
        place = lsp.Position(line, character)
        found = await self.client.text_document_code_action_async(
            lsp.CodeActionParams(
                lsp.TextDocumentIdentifier(self.uri(name)),
                lsp.Range(place, place),
                lsp.CodeActionContext([], only=[lsp.CodeActionKind(kind)] if kind else None),
            )
        )
        return [action for action in found or () if isinstance(action, lsp.CodeAction)]


async def start(root: Path, **options: object) -> LanguageClient:
    client: LanguageClient = await ClientServerConfig(server_command=COMMAND).start()
    await client.initialize_session(
        lsp.InitializeParams(
            capabilities=client_capabilities("visual-studio-code"),
            workspace_folders=[lsp.WorkspaceFolder(root.as_uri(), "sample")],
            initialization_options=options or None,
        )
    )
    return client


async def stop(client: LanguageClient) -> None:
    await client.shutdown_session()
    await client.stop()


def run(steps: object) -> None:
    """Each test is one coroutine in a loop of its own."""
    asyncio.run(steps)  # type: ignore[arg-type]


def applied(text: str, edits: list[lsp.TextEdit]) -> str:
    """*text* after whole-line *edits*, from the last to the first."""
    lines = text.splitlines(keepends=True)
    for edit in sorted(edits, key=lambda edit: edit.range.start.line, reverse=True):
        start, end = edit.range.start, edit.range.end
        stop = end.line + 1 if end.character else end.line
        lines[start.line : stop] = [edit.new_text]
    return "".join(lines)


@asynccontextmanager
async def edited(tmp_path: Path) -> AsyncIterator[Editor]:
    client = await start(tmp_path)
    try:
        yield Editor(client, tmp_path)
    finally:
        await stop(client)


def test_opening_tells_what_is_found_with_the_chain(tmp_path: Path) -> None:
    async def steps() -> None:
        (tmp_path / "helper.py").write_text(HELPER)
        async with edited(tmp_path) as editor:
            found = await editor.open("app.py", SAMPLE)
            assert [one.code for one in found] == ["ASY101", "ASY152", "ASY101"]
            assert {one.source for one in found} == {"asyncfix"}
            assert found[0].range.start == lsp.Position(7, 4)
            reached = found[1].related_information
            assert reached
            assert reached[-1].location.uri.endswith("helper.py")
            assert reached[-1].location.range.start.line == 4
            # The clef is one character, two UTF-16 units and four bytes.
            assert found[2].range.start == lsp.Position(9, 16)

    run(steps())


def test_changes_are_checked_as_they_are_typed(tmp_path: Path) -> None:
    async def steps() -> None:
        async with edited(tmp_path) as editor:
            assert len(await editor.open("app.py", SAMPLE)) == 2
            mended = SAMPLE.replace("    time.sleep(1)\n", "    await asyncio.sleep(1)\n")
            assert len(await editor.change("app.py", mended)) == 1
            assert await editor.change("app.py", "async def main(:\n", 3) == []
            assert len(await editor.change("app.py", SAMPLE, 4)) == 2

    run(steps())


def test_an_unsaved_change_elsewhere_counts(tmp_path: Path) -> None:
    async def steps() -> None:
        (tmp_path / "helper.py").write_text(HELPER)
        async with edited(tmp_path) as editor:
            assert len(await editor.open("app.py", SAMPLE)) == 3
            await editor.open("helper.py", HELPER)
            await editor.change("helper.py", "def fetch(url):\n    return url\n")
            assert len(await editor.change("app.py", SAMPLE + "\n")) == 2

    run(steps())


def test_files_that_change_on_the_disk_are_read_again(tmp_path: Path) -> None:
    """Without a word from the editor, as after a checkout."""
    helper, settings = tmp_path / "helper.py", tmp_path / "pyproject.toml"
    other = tmp_path / "other.py"

    def replace_by_older() -> None:
        other.write_text(HELPER)
        os.utime(other, (1, 1))
        other.replace(helper)

    changes: list[tuple[Callable[[], object], int]] = [
        (lambda: helper.write_text("def fetch(url):\n    return url\n"), 2),
        (replace_by_older, 3),
        (helper.unlink, 2),
        (lambda: helper.write_text(HELPER), 3),
        (lambda: settings.write_text("[tool.asyncfix]\nselect = ['ASY15']\n"), 1),
        (settings.unlink, 3),
    ]

    async def steps() -> None:
        helper.write_text(HELPER)
        async with edited(tmp_path) as editor:
            assert len(await editor.open("app.py", SAMPLE)) == 3
            for version, (change, expected) in enumerate(changes, 2):
                change()
                await asyncio.sleep(1.1)  # files are looked at once a second
                found = await editor.change("app.py", SAMPLE + "\n" * version, version)
                while len(found) != expected:  # what is said ahead is not the last word
                    found = await editor.diagnostics("app.py")

    run(steps())


def test_the_editor_is_asked_to_watch_files(tmp_path: Path) -> None:
    async def steps() -> None:
        client: LanguageClient = await ClientServerConfig(server_command=COMMAND).start()
        asked: asyncio.Queue[str] = asyncio.Queue()

        @client.feature(lsp.CLIENT_REGISTER_CAPABILITY)
        def registered(params: lsp.RegistrationParams) -> None:
            for one in params.registrations:
                asked.put_nowait(one.method)

        await client.initialize_session(
            lsp.InitializeParams(capabilities=client_capabilities("visual-studio-code"))
        )
        try:
            method = await asyncio.wait_for(asked.get(), 30)
            assert method == lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES
        finally:
            await stop(client)

    run(steps())


def test_quick_fix_and_fix_all(tmp_path: Path) -> None:
    async def steps() -> None:
        async with edited(tmp_path) as editor:
            await editor.open("app.py", SAMPLE)
            quick = await editor.actions("app.py", 7, "quickfix")
            assert len(quick) == 1
            assert quick[0].title.startswith("ASY101: ")
            assert quick[0].is_preferred
            assert quick[0].edit is not None
            edits = (quick[0].edit.changes or {})[editor.uri("app.py")]
            after = applied(SAMPLE, list(edits))
            assert "    await asyncio.sleep(1)\n" in after
            assert "time.sleep(2)" in after
            (fix_all,) = await editor.actions("app.py", 0, "source.fixAll")
            assert fix_all.edit is not None
            edits = (fix_all.edit.changes or {})[editor.uri("app.py")]
            after = applied(SAMPLE, list(edits))
            assert "time.sleep" not in after
            assert await editor.actions("app.py", 0, "refactor") == []

    run(steps())


def test_hovering_shows_the_rules_page(tmp_path: Path) -> None:
    async def steps() -> None:
        async with edited(tmp_path) as editor:
            await editor.open("app.py", SAMPLE)
            document = lsp.TextDocumentIdentifier(editor.uri("app.py"))
            ask = editor.client.text_document_hover_async
            shown = await ask(lsp.HoverParams(document, lsp.Position(7, 6)))
            assert shown is not None
            assert isinstance(shown.contents, lsp.MarkupContent)
            assert "ASY101 blocking-sleep" in shown.contents.value
            assert await ask(lsp.HoverParams(document, lsp.Position(0, 0))) is None

    run(steps())


def test_settings_of_the_workspace_and_of_the_editor_hold(tmp_path: Path) -> None:
    async def steps() -> None:
        (tmp_path / "pyproject.toml").write_text('[tool.asyncfix]\nignore = ["ASY101"]\n')
        (tmp_path / "helper.py").write_text(HELPER)
        async with edited(tmp_path) as editor:
            assert [one.code for one in await editor.open("app.py", SAMPLE)] == ["ASY152"]
            (tmp_path / "pyproject.toml").write_text("[tool.asyncfix]\n")
            change = lsp.FileEvent(editor.uri("pyproject.toml"), lsp.FileChangeType.Changed)
            editor.client.workspace_did_change_watched_files(
                lsp.DidChangeWatchedFilesParams([change])
            )
            assert len(await editor.diagnostics("app.py")) == 3
        client = await start(tmp_path, args=["--select", "ASY152"])
        found = await Editor(client, tmp_path).open("app.py", SAMPLE)
        assert [one.code for one in found] == ["ASY152"]
        await stop(client)

    run(steps())


def test_closing_takes_everything_back(tmp_path: Path) -> None:
    async def steps() -> None:
        async with edited(tmp_path) as editor:
            await editor.open("app.py", SAMPLE)
            document = lsp.TextDocumentIdentifier(editor.uri("app.py"))
            editor.client.text_document_did_close(lsp.DidCloseTextDocumentParams(document))
            assert await editor.diagnostics("app.py") == []

    run(steps())


def functions(count: int, inside: str = "    x = 1\n") -> str:
    """A large document: with its *count* functions it takes a while to check all of it."""
    body = "    await asyncio.sleep(1)\n    if number:\n        await load_{0}(number - 1)\n"
    parts = [f"async def load_{n}(number):\n{inside}{body.format(n)}" for n in range(count)]
    return "import asyncio\nimport time\n\n\n" + "\n\n".join(parts)


def shown_places(found: list[lsp.Diagnostic]) -> list[tuple[object, int]]:
    return [(one.code, one.range.start.line + 1) for one in found]


def test_a_large_document_is_answered_while_one_types(tmp_path: Path) -> None:
    async def scenario() -> None:
        text = functions(400).replace("    x = 1\n", "    time.sleep(1)\n", 3)
        async with edited(tmp_path) as editor:
            assert shown_places(await editor.open("large.py", text)) == [
                ("ASY101", 6), ("ASY101", 13), ("ASY101", 20),
            ]  # fmt: skip
            # Two lines more in the second function, and a stall; the third function moves.
            changed = text.replace(
                "    time.sleep(1)\n    await asyncio.sleep(1)\n    if number:\n        await load_1",
                "    y = 2\n    time.sleep(2)\n    time.sleep(3)\n    await asyncio.sleep(1)\n"
                "    if number:\n        await load_1",
            )
            wanted = [("ASY101", 6), ("ASY101", 14), ("ASY101", 15), ("ASY101", 22)]
            assert shown_places(await editor.change("large.py", changed)) == wanted
            # Then all of it is checked, and the same comes of that.
            assert shown_places(await editor.diagnostics("large.py")) == wanted
            # What a change means elsewhere is known a little later at most.
            helper = changed.replace(
                "\n\nasync def load_3", "\n\ndef rest():\n    time.sleep(1)\n\n\nasync def load_3"
            )
            caller = helper.replace("load_5(number):\n    x = 1", "load_5(number):\n    rest()")
            await editor.change("large.py", caller)
            await asyncio.sleep(0.1)
            quiet = caller.replace("def rest():\n    time.sleep(1)", "def rest():\n    pass")
            found = await editor.change("large.py", quiet)
            while "ASY151" in [one.code for one in found]:
                found = await editor.diagnostics("large.py")
            assert shown_places(found) == wanted

    run(scenario())


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        (b"a\nb\nc\n", b"a\nB\nc\n", Change(2, 2, 0)),
        (b"a\nb\nc\n", b"a\nb\nx\ny\nc\n", Change(3, 4, 2)),
        (b"a\nb\nc\nd\n", b"a\nd\n", Change(1, 2, -2)),
        (b"a\n", b"a\n", None),
        (b"", b"x", Change(1, 1, 0)),
        (b"a\nb", b"a", Change(1, 2, -1)),
    ],
)
def test_what_has_changed(before: bytes, after: bytes, change: Change | None) -> None:
    assert change_between(before, after) == change


def test_nested_settings_hold_for_their_documents(tmp_path: Path) -> None:
    async def scenario() -> None:
        (tmp_path / "one").mkdir()
        (tmp_path / "one/pyproject.toml").write_text("[tool.asyncfix]\nignore = ['ASY101']\n")
        sleeps = "import time\n\n\nasync def f():\n    time.sleep(1)\n    f()\n"
        async with edited(tmp_path) as editor:
            assert shown_places(await editor.open("one/a.py", sleeps)) == [("ASY201", 6)]
            assert shown_places(await editor.open("b.py", sleeps)) == [("ASY101", 5), ("ASY201", 6)]

    run(scenario())


def test_a_document_is_in_the_encoding_that_it_names(tmp_path: Path) -> None:
    space = Workspace(tmp_path)
    text = "# coding: latin-1\nimport time\n\n\nasync def f():\n    'é', time.sleep(1)\n"
    space.set_text("a.py", text)
    (found,) = space.findings("a.py")
    assert found.span.column == 10  # in UTF-8, as ever
    assert "'é', await asyncio" in space.fixed("a.py", [found], unsafe=False)


def test_arguments_that_it_does_not_know_are_wrong_usage() -> None:
    ended = subprocess.run([*COMMAND, "--port"], capture_output=True, text=True, check=False)
    assert ended.returncode == 2
    assert ended.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a\nb\nc\n", "a\nx\nc\n"),
        ("a\nb", "a\nb\nc"),
        ("a\nb", "a\n"),
        ("", "a\n"),
        ("a\n", ""),
        ("a\r\nb\r\n", "a\r\nx\r\ny\r\n"),
        ("𝄞 = 1", "𝄞 = 2"),
    ],
)
def test_edits_turn_one_text_into_the_other(before: str, after: str) -> None:
    assert applied(before, edits_between(before, after)) == after


def test_columns_are_utf_16_units() -> None:
    area = Lines("x = '𝄞é' + y\n").range_of(Span(1, 12, 1, 18))
    assert (area.start.character, area.end.character) == (9, 13)
