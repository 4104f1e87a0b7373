from pathlib import Path


class Plain:
    pass


class Loud:
    pass


def load(source):
    if isinstance(source, str):
        with open(source) as file:
            return file.read()
    return source


def first_line(source):
    return lines_of(source)[0]


def lines_of(source):
    if not isinstance(source, str | Path):
        return source
    return Path(source).read_text().splitlines()


def size_of(source):
    if isinstance(source, (str, bytes)):
        return len(source)
    return len(source.read_bytes()) if isinstance(source, Path) else 0


def speak(animal):
    if isinstance(animal, Loud):
        return Path("loud.txt").read_text()
    return ""
