from links import Link, Quiet


class Pool:
    def __init__(self):
        self.links = [Link()]

    async def clear(self, other):
        for link in self.links:
            await self._drop(link)
        await self._mixed(Link())
        await self._mixed(Quiet())
        await self._unsaid(other)
        await self._from_outside(Link())
        await self._of_subclasses(Link())
        await self._handed_on(Link())
        await self._set(Link())
        await self.__own(Link())
        self._set = other
        return self._handed_on

    async def _drop(self, link, note=None):
        link.close()  # error: 8

    async def _mixed(self, link):
        link.close()

    async def _unsaid(self, link):
        link.close()

    async def _from_outside(self, link):
        link.close()

    async def _of_subclasses(self, link):
        link.close()  # error: 8

    async def _handed_on(self, link):
        link.close()

    async def _set(self, link):
        link.close()

    async def __own(self, link):
        link.close()

    async def _never_called(self, link):
        link.close()


class Small(Pool):
    async def _of_subclasses(self, link):
        await super()._of_subclasses(Link())
        link.close()
