# only: own
import outcome
import trio


async def swallows(stream):
    try:
        await stream.receive_some()
    except trio.Cancelled:  # error: 4, handler="except trio.Cancelled"
        print("stopped")
    try:
        await stream.receive_some()
    except BaseException:  # error: 4, advice="catch Exception, or write 'except trio.Cancelled: raise' before it"
        print("stopped")


async def started(stream):
    try:
        await stream.receive_some()
    except trio.Cancelled:  # error: 4
        pass


async def waits_for_an_object(coroutine):
    try:
        await coroutine
    except trio.Cancelled:  # error: 4
        pass


async def shielded(stream):
    with trio.CancelScope(shield=True):
        try:
            await stream.aclose()
        except BaseException:
            print("no cancellation comes here")
    try:
        with trio.move_on_after(5, shield=True):
            await stream.aclose()
    except BaseException:
        print("nor here")
    with trio.CancelScope(shield=False):
        try:
            await stream.aclose()
        except BaseException:  # error: 8
            print("but here")


async def goes_on(stream):
    try:
        await stream.receive_some()
    except trio.Cancelled:
        print("stopped")
        raise


async def main(stream):
    async with trio.open_nursery() as nursery:
        nursery.start_soon(started, stream)


class Outcome:
    def __init__(self, error):
        self.error = error


class Runner:
    def __init__(self):
        self.errors = []

    def note(self, error):
        self.errors.append(error)

    def log(self, error):
        print(error)

    async def fail(self, error, stream):
        await trio.lowlevel.checkpoint()
        if not isinstance(error, Exception):
            raise

    async def run(self, work, outcomes):
        try:
            await work()
        except BaseException as error:
            self.note(error)
        try:
            await work()
        except BaseException as error:
            await self.fail(error, work)
        try:
            await work()
        except BaseException as error:
            outcomes.append(Outcome(error))
        try:
            await work()
        except BaseException as error:  # error: 8
            self.log(error)
        try:
            await trio.lowlevel.cancel_shielded_checkpoint()
        except BaseException as error:
            self.log(error)


async def wrapped_for_others(work, outcomes, generator):
    try:
        await work()
    except BaseException as error:
        outcomes.append(outcome.Error(error))
    try:
        await work()
    except BaseException as error:
        await generator.athrow(error)
    try:
        await work()
    except BaseException as error:
        assert isinstance(error, BaseExceptionGroup)
        outcomes.unwrap(error)
