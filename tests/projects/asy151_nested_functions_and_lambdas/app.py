from tools import maker, only_defines, outer, with_lambda


async def main():
    outer()  # error: 4
    with_lambda()  # error: 4
    only_defines()
    maker()
    maker()()  # error: 4
