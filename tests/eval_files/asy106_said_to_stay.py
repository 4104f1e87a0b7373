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
