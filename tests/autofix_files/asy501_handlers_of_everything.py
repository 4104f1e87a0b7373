# only: own
import asyncio
import logging

log = logging.getLogger(__name__)


async def tells(event: asyncio.Event):
    try:
        await event.wait()
    except Exception:
        raise
    except asyncio.CancelledError:
        raise
    except BaseException:  # error: 4
        log.exception("ended")


async def tells_of_all(event: asyncio.Event):
    while True:
        try:
            await event.wait()
        except Exception:  # error: 8
            print("again")
            continue


async def gives_a_default(event: asyncio.Event):
    try:
        return await event.wait()
    except Exception as error:  # error: 4
        log.warning("%s", error)
        return None


async def cleans_up(event: asyncio.Event, file):
    try:
        await event.wait()
    except BaseException:  # error: 4
        file.close()


async def goes_on_after(event: asyncio.Event, file):
    try:
        await event.wait()
    except BaseException:  # error: 4
        print("ended")
    file.close()


class LookupFailed(Exception): ...


class Places:
    def __init__(self, db, queue):
        self.db, self.queue = db, queue
        self.known = {}
        self.failed = 0
        self.is_open = True

    async def finds_or_makes(self, names):
        for name in names:
            try:
                place = await self.db.find(name)
            except Exception:  # error: 12
                place = await self.db.create(name=name)
                self.known[name] = place
            print(place)

    async def tells_somebody(self, name, chat):
        try:
            await self.db.load(name)
            text = "loaded"
        except Exception:  # noqa: E722  # error: 8
            text = "not there"
        await chat.send(text)

    async def counts(self, names):
        for name in names:
            try:
                await self.db.load(name)
            except Exception as error:  # error: 12
                self.failed += 1
                log.warning("%s: %s", name, error)

    async def ends_before_what_cleans_up(self, name):
        try:
            place = await self.db.find(name)
        except Exception:  # error: 8
            return None  # not there any more
        self.known.clear()
        place.close()
        return place

    async def works_on_in_a_finally(self, name):
        found = 0
        try:
            found = await self.db.count(name)
        except:  # error: 8
            found = -1
        finally:
            print(found)

    async def closes_each(self):
        for place in list(self.known.values()):
            try:
                await place.close()
            except:  # error: 12
                pass

    async def closes_behind_it(self):
        try:
            await self.db.say_goodbye()
        except:  # error: 8
            pass
        await self.db.disconnect()

    async def notes_its_end(self):
        try:
            await self.db.serve()
        except BaseException:  # error: 8
            log.exception("ended")
        self.is_open = False

    async def stop(self):
        try:
            await self.db.say_goodbye()
        except BaseException:  # error: 8
            pass
        print("stopped")

    async def goes_on_until_all_is_done(self):
        while self.queue:
            place = self.queue.pop()
            try:
                await place.load()
            except:  # error: 12
                pass

    async def gives_the_exception_away(self, name, report):
        try:
            await self.db.load(name)
        except BaseException as error:  # error: 8
            text = report(error)
            print(text)

    async def asks_what_it_is(self, name):
        try:
            await self.db.load(name)
        except BaseException as error:  # error: 8
            if isinstance(error, KeyboardInterrupt):
                print("stopped by hand")
            return

    async def says_that_it_is_for_every_baseexception(self, name):
        """Load *name*; every BaseException is told only."""
        try:
            await self.db.load(name)
        except BaseException:  # error: 8
            print("failed")

    async def speaks_of_it(self, name):
        try:
            await self.db.load(name)
        except:  # error: 8
            pass  # cancelled or failed

    async def is_called_at_the_end(self, name):
        try:
            await self.db.save(name)
        except:  # error: 8
            print("not saved")

    async def runs(self, name):
        try:
            await self.db.load(name)
        finally:
            await self.is_called_at_the_end(name)
            print("done")

    async def puts_the_value_back(self, name):
        old, self.known[name] = self.known[name], None
        try:
            await self.db.load(name)
        except:  # error: 8
            self.db.current = old


class Runtime:
    """A handler that others have registered may end with a cancellation of its own."""

    def __init__(self, handlers, readers: list[asyncio.StreamReader]):
        self.handlers = handlers
        self.by_name = {}
        self.readers = readers

    async def tell_all(self, message):
        for handler in self.handlers:
            try:
                await handler.take(message)
            except BaseException as error:  # error: 12
                print(error)

    async def tell(self, name, message):
        try:
            await self.by_name[name](message)
        except BaseException as error:  # error: 8
            print(error)

    async def read_all(self):
        for reader in self.readers:
            try:
                await reader.read()
            except Exception as error:  # error: 12
                print(error)
