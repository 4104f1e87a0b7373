# source: https://docs.python.org/3/library/asyncio-subprocess.html
from asyncio import StreamReader, StreamWriter, create_subprocess_exec, create_subprocess_shell

PIPE: int
STDOUT: int
DEVNULL: int

class Process:
    pid: int
    returncode: int | None
    stdin: StreamWriter | None
    stdout: StreamReader | None
    stderr: StreamReader | None
    async def wait(self) -> int: ...
    async def communicate(self, input=None) -> tuple[bytes, bytes]: ...
    def send_signal(self, signal) -> None: ...
    def terminate(self) -> None: ...
    def kill(self) -> None: ...
