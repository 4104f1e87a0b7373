# only: own
import asyncio
import signal


async def close(): ...


tasks = set()


async def main(loop: asyncio.AbstractEventLoop, task: asyncio.Task, keep):
    loop.add_signal_handler(signal.SIGINT, lambda: asyncio.create_task(close()))  # error: 51
    loop.call_later(1, lambda: loop.create_task(close()))  # error: 31
    task.add_done_callback(lambda _: asyncio.ensure_future(close()))  # error: 37
    loop.call_soon(lambda: tasks.add(asyncio.create_task(close())))
    loop.call_soon(lambda: keep(asyncio.create_task(close())))
    keep(lambda: asyncio.create_task(close()))
    start = lambda: asyncio.create_task(close())
    return start


class Server:
    async def shutdown(self, signum=None): ...

    async def run(self, loop: asyncio.AbstractEventLoop):
        try:
            loop.add_signal_handler(signal.SIGINT, lambda: asyncio.create_task(self.shutdown()))  # error: 59
            loop.add_signal_handler(signal.SIGTERM, lambda: asyncio.create_task(self.shutdown()))  # error: 60
        except NotImplementedError:
            pass

        loop.call_later(1, lambda: asyncio.create_task(self.shutdown(1)))  # error: 35
        for signum in (signal.SIGUSR1, signal.SIGUSR2):
            # One for each.
            loop.add_signal_handler(
                signum,
                lambda s=signum: asyncio.create_task(self.shutdown(s)),  # error: 33
            )

    def later(self, loop: asyncio.AbstractEventLoop) -> asyncio.TimerHandle:
        return loop.call_later(1, lambda task: loop.create_task(self.shutdown()), 1)  # error: 47


async def lifespan(app):
    task = asyncio.create_task(app.serve())
    print(app)
    yield


async def ends_after_it(app):
    yield
    task = asyncio.create_task(app.serve())  # error: 11


async def waits(app):
    task = asyncio.create_task(app.serve())  # error: 11
    await app.ready()


class Program:
    async def stop(self, signum): ...

    def handle_signals(self, loop: asyncio.AbstractEventLoop):
        for signum in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(signum, lambda s=signum: asyncio.create_task(self.stop(s)))  # error: 61

    def handle_all(self, loop: asyncio.AbstractEventLoop, programs):
        for program in programs:
            loop.add_signal_handler(signal.SIGINT, lambda: asyncio.create_task(program.stop(1)))  # error: 59
            loop.add_signal_handler(signal.SIGTERM, lambda: asyncio.create_task(self.stop(2)))  # error: 60
