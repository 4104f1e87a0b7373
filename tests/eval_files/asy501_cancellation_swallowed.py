# only: own
import asyncio
import contextlib
import sys
from asyncio import CancelledError, exceptions

STOPPING = (asyncio.CancelledError, ConnectionError)
running = set()


async def goes_on(device):
    while True:
        try:
            await device.read()
        except asyncio.CancelledError:  # error: 8, handler="except asyncio.CancelledError"
            print("ignored")


async def names(device):
    try:
        await device.read()
    except CancelledError:  # error: 4, handler="except CancelledError"
        pass
    try:
        await device.read()
    except exceptions.CancelledError as error:  # error: 4
        print(error)
    try:
        await device.read()
    except (asyncio.CancelledError, ValueError):  # error: 4
        print("one of two")
    try:
        await device.read()
    except STOPPING:  # error: 4
        return


async def all_exceptions(device, log):
    while True:
        try:
            await device.read()
        except:  # error: 8, handler="except"
            continue
    try:
        await device.read()
    except ValueError:
        pass
    except BaseException as error:  # error: 4, handler="except BaseException"
        log(error)


async def other_ways_of_waiting(device, rows):
    try:
        async with device:
            print("inside")
    except asyncio.CancelledError:  # error: 4
        pass
    try:
        async for row in rows:
            print(row)
    except asyncio.CancelledError:  # error: 4
        pass
    try:
        print([row async for row in rows])
    except asyncio.CancelledError:  # error: 4
        pass


async def one_path_does_not_raise(device, again):
    try:
        await device.read()
    except asyncio.CancelledError:  # error: 4
        if again:
            raise
    try:
        await device.read()
    except BaseException as error:  # error: 4
        if isinstance(error, (KeyboardInterrupt, SystemExit)):
            raise
    for _ in range(3):
        try:
            await device.read()
        except asyncio.CancelledError:  # error: 8
            break
    await device.close()


async def cancels_something_else(device, timer):
    timer.cancel()
    try:
        await device.read()
    except asyncio.CancelledError:  # error: 4
        pass


# Silent from here on.


async def raises_again(device, log):
    try:
        await device.read()
    except asyncio.CancelledError:
        log("cancelled")
        raise
    try:
        await device.read()
    except BaseException as error:
        log(error)
        raise RuntimeError("broken") from error
    try:
        await device.read()
    except BaseException:
        try:
            log("clean up")
        finally:
            raise
    try:
        await device.read()
    except BaseException as error:
        if not isinstance(error, Exception):
            raise
    try:
        await device.read()
    except BaseException as error:
        if isinstance(error, Exception) and not isinstance(error, asyncio.CancelledError):
            return
        raise


async def raises_later(device, log):
    try:
        await device.read()
    except ValueError as first:
        try:
            await device.close()
        except BaseException as second:
            log(second)
        raise first


async def earlier_handler(device, log):
    try:
        await device.read()
    except asyncio.CancelledError:
        raise
    except BaseException:
        log("broken")


async def exceptions_only(device):
    try:
        await device.read()
    except Exception:
        return None


async def nothing_is_awaited(log):
    try:
        log(1 / 0)
    except BaseException:
        log("nobody can cancel this")
    try:
        async def inner(device):
            await device.read()
    except BaseException:
        log("what is nested runs later")
    return inner


async def own_child(task: asyncio.Task):
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:
        pass


async def own_children(names, fetch):
    tasks = [asyncio.create_task(fetch(name)) for name in names]
    for task in tasks:
        task.cancel()
    try:
        await asyncio.gather(*tasks)
    except asyncio.CancelledError:
        pass
    try:
        await asyncio.wait(tasks)
    except asyncio.CancelledError:
        pass


class Worker:
    def __init__(self, job):
        self.task = asyncio.create_task(job())

    async def stop(self):
        self.task.cancel()
        try:
            await asyncio.wait_for(self.task, 1)
        except (asyncio.CancelledError, TimeoutError):
            pass

    async def result_of_somebodys_task(self):
        try:
            return await self.task
        except asyncio.CancelledError:
            return None


async def takes_it_back(device):
    try:
        await device.read()
    except asyncio.CancelledError:
        asyncio.current_task().uncancel()
    try:
        await device.read()
    except asyncio.CancelledError:
        if asyncio.current_task().cancelling():
            raise
        print("not this task")


async def hands_it_on(device, future, errors):
    try:
        future.set_result(await device.read())
    except BaseException as error:
        future.set_exception(error)
    try:
        await device.read()
    except BaseException as error:
        errors.append((device, error))
    try:
        await device.read()
    except BaseException as error:
        if errors:
            return [error for _ in errors]
        raise
    try:
        await device.read()
    except BaseException as error:
        return error


async def tells_about_it(device):
    try:
        await device.read()
    except BaseException as error:  # error: 4
        return {"error": str(error)}


async def ends_the_program(device):
    try:
        await device.read()
    except BaseException:
        sys.exit(1)


class Stream:
    def fail(self, error):
        if isinstance(error, OSError):
            raise ConnectionError from error
        else:
            raise error

    def note(self, error):
        raise NotImplementedError

    async def read(self, device):
        try:
            return await device.read()
        except BaseException as error:
            self.fail(error)

    async def write(self, device):
        try:
            await device.write()
        except BaseException as error:  # error: 8
            self.note(error)


async def heartbeat(device):
    while True:
        try:
            await device.beat()
        except asyncio.CancelledError:
            break
    print("stopped")


async def listen(device):
    try:
        async for message in device:
            print(message)
    except asyncio.CancelledError:
        pass
    finally:
        await device.close()


async def restarted(device):
    while True:
        try:
            await device.beat()
        except asyncio.CancelledError:  # error: 8
            print("and on it goes")


async def awaited_too(device):
    try:
        await device.beat()
    except asyncio.CancelledError:  # error: 4
        pass


async def main(device):
    running.add(asyncio.create_task(heartbeat(device)))
    work = listen(device)
    running.add(asyncio.create_task(work))
    running.add(asyncio.create_task(restarted(device)))
    running.add(asyncio.create_task(awaited_too(device)))
    await awaited_too(device)
    with contextlib.suppress(ValueError):
        await device.read()


def not_a_coroutine(loop, coroutine):
    try:
        loop.run_until_complete(coroutine)
    except asyncio.CancelledError:
        pass


async def in_a_group(device):
    try:
        await device.read()
    except* asyncio.CancelledError:  # error: 4, handler="except* asyncio.CancelledError"
        print("cancelled")
    try:
        await device.read()
    except* BaseException:  # error: 4, advice="catch Exception, or write 'except* asyncio.CancelledError: raise' before it"
        print("something")


async def in_a_group_and_raised(device, quiet):
    try:
        await device.read()
    except* asyncio.CancelledError:
        print("cancelled")
        raise
    except* OSError:
        print("no device")
    try:
        await device.read()
    except* asyncio.CancelledError:  # error: 4
        if not quiet:
            raise
    await device.close()


class Stack:
    async def __aexit__(self, exc_type, exc, tb):
        try:
            await self.links.close()
        except BaseException as error:
            if await self.context.__aexit__(type(error), error, error.__traceback__):
                return True
            raise


class DeviceError(Exception):
    pass


async def own_errors(device):
    try:
        await device.read()
    except BaseException as error:
        if isinstance(error, DeviceError) and device.is_open:
            return
        raise


async def wrapped_task(wrap):
    wrap.task.cancel()
    try:
        await wrap.wait()
    except asyncio.CancelledError:
        pass


async def other_task(self, wrap):
    self.task.cancel()
    try:
        await self.wait()
    except asyncio.CancelledError:  # error: 4
        pass
    await wrap.wait()


async def raised_by_a_flag(device):
    is_cancelled = False
    try:
        await device.read()
    except asyncio.CancelledError:
        is_cancelled = True
    async with device.lock:
        if is_cancelled and not device.is_open:
            raise asyncio.CancelledError
        await device.report()


async def flag_for_others(device):
    is_cancelled = False
    try:
        await device.read()
    except asyncio.CancelledError:  # error: 4
        is_cancelled = True
    if is_cancelled:
        device.report()
    if device.is_broken:
        raise DeviceError
    await device.close()


async def told_by_a_message(device):
    try:
        await device.read()
    except asyncio.CancelledError as error:
        if str(error) != "by the user":
            raise
    try:
        await device.read()
    except asyncio.CancelledError as error:
        is_by_user = bool(error.args) and error.args[0] == "by the user"
        if not is_by_user:
            raise


async def reads_and_swallows(device):
    try:
        await device.read()
    except asyncio.CancelledError as error:  # error: 4
        if str(error) == "by the user":
            device.report()
    await device.close()


async def settle(task):
    return await task


async def task_of_its_own(device):
    task = asyncio.create_task(device.read())
    try:
        await settle(task)
    except asyncio.CancelledError:
        device.report()
    await device.close()
