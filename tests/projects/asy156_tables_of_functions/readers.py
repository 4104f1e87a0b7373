import json
from pathlib import Path


def read_json(path: Path):
    return json.loads(path.read_text())


def read_lines(path: Path):
    return path.read_text().splitlines()


PLUGINS = {"txt": read_lines}


class Loader:
    READERS = {"json": {"read": read_json}, "txt": {"read": read_lines}}
    CHANGED = {"json": read_json}
    CHANGED_ELSEWHERE = {"json": read_json}

    def load(self, kind, path: Path):
        print(path.read_text())
        return self.READERS[kind]["read"](path)

    def load_changed(self, kind, path: Path):
        print(path.read_text())
        return self.CHANGED[kind](path)

    def load_changed_elsewhere(self, kind, path: Path):
        print(path.read_text())
        return self.CHANGED_ELSEWHERE[kind](path)

    def load_of_module(self, kind, path: Path):
        print(path.read_text())
        return PLUGINS[kind](path)


Loader.CHANGED["yaml"] = print
