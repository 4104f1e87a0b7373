from links import Quiet


async def use(pool, thing):
    await pool._from_outside(Quiet())


class Unrelated:
    async def run(self):
        self._drop(Quiet())

    def _drop(self, quiet):
        quiet.close()
