import io
from pathlib import Path

from texts import Loud, Plain, first_line, load, size_of, speak


async def main(path: Path, name: str, unknown):
    load("a.txt")  # error: 4
    load(name)  # error: 4
    load(io.StringIO("a"))
    load(unknown)  # error: 4
    load(f"{name}.txt")  # error: 4
    load(None)
    first_line("a.txt")  # error: 4
    first_line(path)  # error: 4
    names = ["a"]
    first_line(names)
    size_of("abc")
    size_of(path)  # error: 4
    speak(Plain())
    speak(Loud())  # error: 4
