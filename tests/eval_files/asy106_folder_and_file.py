"""A folder is made for the file that is written into it: one thread does both."""

import json
import os
from pathlib import Path
from uuid import uuid4


class Client:
    async def write(self, content: str) -> str:
        target = Path("out") / uuid4().hex
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("w") as file:  # error: 13
            json.dump(content, file)  # error: 12
        return "written"

    async def probe(self) -> None:
        path = f"/tmp/{uuid4()}"
        with open(path, "w") as f:  # error: 13
            f.write("test")  # error: 12
        os.remove(path)

    # Another file's.
    async def other(self, more: str) -> None:
        path = f"/tmp/{uuid4()}"
        os.remove(more)
        with open(path, "w") as f:  # error: 13
            f.write("test")  # error: 12

    # Not all that the branches do is work for a thread.
    async def branches(self, content: str) -> None:
        target = Path("out") / uuid4().hex
        if content:
            print(content)
        else:
            target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("w") as file:  # error: 13
            json.dump(content, file)  # error: 12
