from tools import bare, other, pause, start_up, wrong_code


async def main():
    start_up()
    other()
    bare()
    wrong_code()  # error: 4
    pause()  # error: 4
