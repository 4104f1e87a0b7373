"""Clean-up that would run without a break, and that a cancellation in a new wait would cut off."""

import asyncio
import contextlib
import subprocess
import threading
import time


class Browser:
    def __init__(self, connection):
        self.process = subprocess.Popen(["browser"])
        self.feeder = threading.Thread(target=connection.feed)
        self.connection = connection
        self.tabs = {}

    async def stop(self):
        """All of the chain goes to one thread, which goes on when it is cancelled."""
        await self.connection.say_goodbye()
        try:
            self.process.terminate()
            self.process.wait(timeout=3)  # error: 12
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()  # error: 12
        await self.connection.close()

    async def stop_softly(self):
        self.process.terminate()
        time.sleep(0.5)  # ASY101: 8
        self.process.kill()

    async def stop_and_tell(self, pages):
        """What the chain still has to cancel is the loop's."""
        for page in pages:
            page.stop()
        with contextlib.suppress(Exception):
            self.process.wait(timeout=3)  # error: 12
        for page in pages:
            page.task.cancel()
            await page.task

    async def forget(self, name):
        try:
            await self.connection.open(name)
        finally:
            self.process.wait()  # error: 12
            del self.tabs[name]

    async def forget_the_feeder(self):
        self.feeder.join()  # ASY110: 8
        self.connection = None

    async def drop_the_browser(self):
        self.process.wait()  # error: 8
        print("gone")
        del self.tabs["first"]

    async def reckon_and_drop(self):
        """What stands between is work: no chain."""
        self.process.wait()  # error: 8
        count = self.connection.count(self.tabs)
        del self.tabs["first"]
        return count

    async def wait_for_exit(self):
        """Nothing ends behind the wait: what follows is work, or waits itself."""
        code = self.process.wait()  # error: 15
        await self.connection.close()
        return code

    async def close_tab(self, name):
        self.tabs.pop(name)
        await self.connection.close_tab(name)
        self.process.wait()  # error: 8

    async def finish(self, name):
        try:
            await self.connection.open(name)
        finally:
            print("done")
            self.process.wait()  # error: 12

    async def version(self):
        try:
            said = subprocess.run(["browser", "--version"], capture_output=True)  # error: 19
        except subprocess.CalledProcessError:
            said = None
        self.versions.append(said)
        return said


class Session:
    def __init__(self, browser):
        self.browser = browser
        self.process = subprocess.Popen(["session"])

    async def wait_for_process(self):
        self.process.wait()  # error: 8

    async def wait_for_child(self):
        await asyncio.sleep(0)
        self.process.wait()  # error: 8

    async def close(self):
        """The function that it awaits waits for nothing, as it is."""
        await self.browser.close()
        try:
            await self.browser.forget(self)
        finally:
            await self.wait_for_process()
            self.browser.sessions.remove(self)

    async def close_child(self):
        try:
            await self.browser.forget(self)
        finally:
            await self.wait_for_child()
            self.browser.sessions.remove(self)


async def clone(client, folder):
    """Who told the server goes on, and whoever waits for the flag."""
    try:
        subprocess.run(["git", "clone", folder])  # error: 8
    except Exception as error:
        print(error)
    client.cloned.set()


async def clone_with_value(client, folder):
    try:
        subprocess.run(["git", "clone", folder])  # error: 8
    except Exception as error:
        print(error)
    client.set_folder(folder)
