import waiting


async def main(loop):
    waiting.wait_or_schedule()
    waiting.wait_unless_running()
    waiting.wait_in_a_handler()
    waiting.return_on_the_loop()
    waiting.refuse_on_the_loop()
    waiting.wait_on_the_loop()  # error: 4
    waiting.wait_either_way()  # error: 4
    waiting.wait_while_another_runs(loop)  # error: 4
    waiting.own_loop()  # error: 4
