# only: own
import cmd


class Shell(cmd.Cmd):
    async def do_load(self, line):  # error: 4, user="cmd.Cmd calls it plainly, so it never runs"
        await line.load()


class AsyncShell(cmd.Cmd):
    async def run_line(self, line):
        name, _, rest = line.partition(" ")
        handler = getattr(self, "do_" + name)
        await handler(rest)

    async def do_quit(self, line):
        await line.close()


class Tools(AsyncShell):
    async def do_load(self, line):
        await line.load()

    async def emptyline(self):  # error: 4
        await self.stdout.drain()
