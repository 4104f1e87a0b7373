# only: own
"""Two files that grow together: the place of a line in one tells that of a row in the other."""

import asyncio
import json
import subprocess
from pathlib import Path


class Table:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.rows = folder / "rows.csv"
        self.keys = folder / "keys.txt"
        self.notes = folder / "notes.txt"
        self.lock = asyncio.Lock()

    def add_row(self, row: list[str]) -> None:
        with open(self.rows, "a") as file:
            file.write(",".join(row))

    async def add(self, key: str, row: list[str]) -> None:
        self.add_row(row)
        with open(self.keys, "a") as file:  # error: 13
            file.write(key)  # error: 12

    async def add_both(self, key: str, row: list[str]) -> None:
        with open(self.rows, "a") as file:  # error: 13
            file.write(",".join(row))  # error: 12
        with open(self.keys, "a") as file:  # error: 13
            file.write(key)  # error: 12

    async def add_in_turn(self, key: str, row: list[str]) -> None:
        async with self.lock:
            self.add_row(row)
            with open(self.keys, "a") as file:  # error: 17
                file.write(key)  # error: 16

    async def add_after_a_while(self, key: str, row: list[str]) -> None:
        self.add_row(row)
        await asyncio.sleep(1)

        def write_key() -> None:
            with open(self.keys, "a") as file:  # error: 13
                file.write(key)  # error: 12

        await asyncio.to_thread(write_key)

    async def add_note(self, note: str) -> None:
        def write_note() -> None:
            with open(self.notes, "a") as file:  # error: 13
                file.write(note)  # error: 12

        await asyncio.to_thread(write_note)

    async def write_apart(self, name: str, row: list[str]) -> None:
        def write_files() -> None:
            with open(Path(name, "row"), "w") as file:  # error: 13
                json.dump(row, file)  # error: 12
            with open(Path(name, "keys"), "a") as file:  # error: 13
                file.write(name)  # error: 12

        await asyncio.to_thread(write_files)


class Report:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.rows: list[str] = []
        self.title = "report"
        self.page = folder / "page.html"

    def add(self, row: str) -> None:
        self.rows.append(row)

    async def export(self, folder: Path) -> None:
        (folder / "rows.json").write_text(json.dumps(self.rows))  # error: 8
        (folder / "count.json").write_text(json.dumps(len(self.rows)))  # error: 8

    async def export_at_once(self, folder: Path) -> None:
        rows, count = json.dumps(self.rows), json.dumps(len(self.rows))

        def write_files() -> None:
            (folder / "rows.json").write_text(rows)  # error: 8
            (folder / "count.json").write_text(count)  # error: 8

        await asyncio.to_thread(write_files)

    async def export_titles(self, folder: Path) -> None:
        await asyncio.to_thread((folder / "title.txt").write_text, self.title)  # error: 8
        await asyncio.to_thread((folder / "name.txt").write_text, self.title.upper())  # error: 8

    async def show(self, html: str) -> None:
        self.page.write_text(html)  # error: 8
        subprocess.run(["show", "page.html"])
        self.page.unlink()

    async def build(self) -> None:
        subprocess.run(["git", "pull"], cwd="/srv/app")
        subprocess.run(["make"], cwd="/srv/app")

    async def build_in(self, folder: Path) -> None:
        await asyncio.to_thread(subprocess.run, ["git", "pull"], cwd=folder)
        await asyncio.to_thread(subprocess.run, ["make"], cwd=folder)
