"""A debugger is no question that another library would ask."""


class Engine:
    is_debugged = False

    async def step(self, request):
        if self.is_debugged:
            breakpoint()  # error: 12, advice="every task stops while somebody debugs; take it out where others are served"
        return await request.answer()
