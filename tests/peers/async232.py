"""Reading from an open file."""


async def read():
    with open("x") as file:  # found: here
        file.read()  # found: here, flake8-async
        for line in file:  # found: here
            print(line)
