"""An object that others end is where they find it before anything waits."""

import asyncio
import subprocess


class Parent:
    def __init__(self):
        self.children = []
        self.by_name = {}
        self.known = []

    async def begin(self, command):
        child = subprocess.Popen(command, stdin=subprocess.PIPE)  # error: 16
        child.communicate(b"begin")  # error: 8
        self.children.append(child)

    async def begin_named(self, command, name):
        child = subprocess.Popen(command, stdin=subprocess.PIPE)  # error: 16
        child.communicate(b"begin")  # error: 8
        print(name)
        self.by_name[name] = child

    async def begin_known(self, command):
        """Nobody ends what is there."""
        child = subprocess.Popen(command, stdin=subprocess.PIPE)  # error: 16
        await asyncio.to_thread(child.communicate, b"begin")  # error: 8
        self.known.append(child)

    async def begin_again(self, child: subprocess.Popen):
        """It was made elsewhere."""
        await asyncio.to_thread(child.communicate, b"begin")  # error: 8
        self.children.append(child)

    async def begin_later(self, command):
        child = subprocess.Popen(command, stdin=subprocess.PIPE)  # error: 16
        await asyncio.to_thread(child.communicate, b"begin")  # error: 8
        await asyncio.sleep(1)
        self.children.append(child)

    async def begin_other(self, command):
        """It goes into none of those."""
        child = subprocess.Popen(command, stdin=subprocess.PIPE)  # error: 16

        def communicate():
            other = subprocess.Popen(command, stdin=subprocess.PIPE)  # error: 16
            other.communicate(b"begin")  # error: 8

        await asyncio.to_thread(communicate)
        self.children.append(child)

    def stop(self):
        for child in self.children:
            child.kill()
        for child in list(self.by_name.values()):
            child.terminate()
        for child in self.known:
            print(child)
