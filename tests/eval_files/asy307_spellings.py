# only: own
async def size(page) -> int:
    return len(page)


class Fixed:
    def __init__(self):
        self.sum = 0
        self.value = 0
        self.rows = {}

    async def name_taken(self, value):
        # What is said above stays above.
        self.sum += await size(value)  # error: 8
        return value

    async def twice(self, page):
        self.sum = self.sum + (await size(page)) * 2  # error: 8
        if page: self.sum += await size(page)  # error: 17
        self.sum = 1 + self.sum + await size(  # error: 8
            page,
        )

    async def not_certain(self, page):
        self.sum = self.sum + await size(page) + await size(page)  # error: 8
        self.sum += await size(page) if page else 0  # error: 8
        self.sum += len(page) + await size(page)  # error: 8
        self.sum += await size(self.sum)  # error: 8
        self.rows[len(page)] += await size(page)  # error: 8
