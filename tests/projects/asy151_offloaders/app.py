from tools import Pool, in_thread, pause


async def main(pool: Pool):
    await in_thread(pause)
    await in_thread(lambda: pause())
    await pool.run(pause)
    in_thread(pause)
