# only: own
import asyncio
import signal

_background_tasks: set[asyncio.Task[object]] = set()


async def close(): ...


tasks = set()


async def main(loop: asyncio.AbstractEventLoop, task: asyncio.Task, keep):
    def on_sigint():
        task = asyncio.create_task(close())
        _background_tasks.add(task)
        task.add_done_callback(_background_tasks.discard)

    loop.add_signal_handler(signal.SIGINT, on_sigint)  # error: 51

    def start_close():
        task = loop.create_task(close())
        _background_tasks.add(task)
        task.add_done_callback(_background_tasks.discard)

    loop.call_later(1, start_close)  # error: 31

    def start_close_2(_):
        task = asyncio.ensure_future(close())
        _background_tasks.add(task)
        task.add_done_callback(_background_tasks.discard)

    task.add_done_callback(start_close_2)  # error: 37
    loop.call_soon(lambda: tasks.add(asyncio.create_task(close())))
    loop.call_soon(lambda: keep(asyncio.create_task(close())))
    keep(lambda: asyncio.create_task(close()))
    start = lambda: asyncio.create_task(close())
    return start


class Server:
    async def shutdown(self, signum=None): ...

    async def run(self, loop: asyncio.AbstractEventLoop):
        try:

            def start_shutdown():
                task = asyncio.create_task(self.shutdown())
                _background_tasks.add(task)
                task.add_done_callback(_background_tasks.discard)

            loop.add_signal_handler(signal.SIGINT, start_shutdown)  # error: 59
            loop.add_signal_handler(signal.SIGTERM, start_shutdown)  # error: 60
        except NotImplementedError:
            pass

        def start_shutdown_2():
            task = asyncio.create_task(self.shutdown(1))
            _background_tasks.add(task)
            task.add_done_callback(_background_tasks.discard)

        loop.call_later(1, start_shutdown_2)  # error: 35
        for signum in (signal.SIGUSR1, signal.SIGUSR2):
            # One for each.
            def start_shutdown_3(s=signum):
                task = asyncio.create_task(self.shutdown(s))
                _background_tasks.add(task)
                task.add_done_callback(_background_tasks.discard)

            loop.add_signal_handler(
                signum,
                start_shutdown_3,  # error: 33
            )

    def later(self, loop: asyncio.AbstractEventLoop) -> asyncio.TimerHandle:
        def start_shutdown(task) -> None:
            task_2 = loop.create_task(self.shutdown())
            _background_tasks.add(task_2)
            task_2.add_done_callback(_background_tasks.discard)

        return loop.call_later(1, start_shutdown, 1)  # error: 47


async def lifespan(app):
    task = asyncio.create_task(app.serve())
    print(app)
    yield


async def ends_after_it(app):
    yield
    task = asyncio.create_task(app.serve())  # error: 11
    _background_tasks.add(task)
    task.add_done_callback(_background_tasks.discard)


async def waits(app):
    task = asyncio.create_task(app.serve())  # error: 11
    _background_tasks.add(task)
    task.add_done_callback(_background_tasks.discard)
    await app.ready()


class Program:
    async def stop(self, signum): ...

    def handle_signals(self, loop: asyncio.AbstractEventLoop):
        def on_signal(s):
            task = asyncio.create_task(self.stop(s))
            _background_tasks.add(task)
            task.add_done_callback(_background_tasks.discard)

        for signum in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(signum, on_signal, signum)  # error: 61

    def handle_all(self, loop: asyncio.AbstractEventLoop, programs):
        def on_sigterm():
            task = asyncio.create_task(self.stop(2))
            _background_tasks.add(task)
            task.add_done_callback(_background_tasks.discard)

        for program in programs:

            def on_sigint():
                task = asyncio.create_task(program.stop(1))
                _background_tasks.add(task)
                task.add_done_callback(_background_tasks.discard)

            loop.add_signal_handler(signal.SIGINT, on_sigint)  # error: 59
            loop.add_signal_handler(signal.SIGTERM, on_sigterm)  # error: 60
