# only: own
"""Like methods of a class: all of them in threads, or none."""
import asyncio
import subprocess


# Several of its like methods are for subclasses to define.
class Transport:
    def close(self):
        subprocess.run(["close"])

    def copy(self, path):
        """Copies it."""
        raise NotImplementedError

    def move(self, path):
        raise NotImplementedError

    def remove(self, path):
        raise NotImplementedError

    def rename(self, path):
        raise NotImplementedError

    async def close_async(self):
        """As close."""
        return self.close()  # ASY155: 15

    async def copy_async(self, path):
        return self.copy(path)

    async def move_async(self, path):
        return self.move(path)

    async def remove_async(self, path):
        return self.remove(path)

    async def rename_async(self, path):
        return self.rename(path)


class Session:
    def close(self):
        subprocess.run(["close"])

    def copy(self, path):
        raise NotImplementedError

    async def close_async(self):
        return await asyncio.to_thread(self.close)  # ASY155: 15

    async def copy_async(self, path):
        return self.copy(path)


async def serve(transport: Transport, session: Session):
    await transport.close_async()
    await session.close_async()


HANDLERS = [serve]
