"""What the kernel makes up when it is read is on no disk; so is what nobody keeps."""
import asyncio
import os
from pathlib import Path

ROOT = Path("/sys/class/power_supply")
NAME = "/proc/stat"


async def f(pid: int):
    with open(f"/proc/{pid}/stat") as file:
        text = file.read()
    with open("/proc/1/cpuset") as file:
        text += file.read()
    Path(f"/proc/{pid}/stat").read_text()
    Path("/proc/meminfo").read_text()
    (ROOT / "BAT0" / "uevent").read_text()
    open(NAME)
    path = Path("/proc") / str(pid)
    path.read_text()
    with open(path / "stat") as h:
        return h.read()


async def nobody_keeps():
    with open(os.devnull) as file:
        file.read()
    for name in os.listdir("/proc"):
        print(name)
    for entry in Path("/sys/class/net").iterdir():
        print(entry)


def helper(pid):
    with open(f"/proc/{pid}/statm") as file:
        return [line for line in file]


async def reached():
    return helper(1)


async def elsewhere(name: str):
    def read_file():
        with open(f"/process/{name}") as file:  # error: 9
            file.read()  # error: 8

    await asyncio.to_thread(read_file)
    await asyncio.to_thread(Path("/system").read_text)  # error: 4

    def read_files():
        Path(f"{name}/proc/x").read_text()  # error: 4
        with open("/proc" + name) as other:  # error: 9
            other.read()  # error: 8

    await asyncio.to_thread(read_files)
    Path("x").open()  # ASY205: 4
