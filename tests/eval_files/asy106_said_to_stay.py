# only: own
"""What a comment above a block keeps out of threads stays in the loop's."""
from pathlib import Path


class Store:
    def __init__(self) -> None:
        self.data: dict[str, str] = {}

    async def reload(self, path: Path, *, again: bool) -> None:
        # It writes back into the shared dict, so it is not offloaded.
        if again:
            text = path.read_text()  # error: 19
            self.data.clear()
            self.data[text] = text

    async def load(self, path: Path, *, again: bool) -> str:
        # Only where the caller asks for it.
        if again:
            return path.read_text()  # error: 19
        return ""


class Sessions:
    """No wait is put where a comment wants none."""

    def __init__(self) -> None:
        self.open: dict[str, str] = {}

    async def end(self, path: Path) -> None:
        try:
            await ask(path)
        finally:
            # Written synchronously to be sure that it is there, even if the task
            # is cancelled; using await here would risk that.
            if self.open:
                path.write_text("ended")  # error: 16

    async def begin(self, path: Path, name: str) -> None:
        # no await below this line
        text = path.read_text()  # error: 15
        print(text, name)

    async def note(self, path: Path) -> None:
        path.write_text("noted")  # error: 8

    async def asked_for(self, path: Path) -> str:
        # The answer is awaited by the caller, not here.
        return path.read_text()  # error: 15


async def ask(path: Path) -> None:
    # No await between reading and asking.
    text = path.read_text()  # error: 11
    print(text)
