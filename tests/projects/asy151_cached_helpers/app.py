from tools import find, load, read


async def main():
    load()
    read("a")
    find("b")
