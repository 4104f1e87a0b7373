# only: own
"""Questions that belong together: in threads those of another task would come between."""


async def fill_in(form, fields):
    answers = {}
    for field in fields:
        while True:
            answers[field] = input(field)  # error: 29
            if answers[field]:
                break
    return answers


async def sign_in(server):
    name = input("Name? ")  # error: 11
    word = input("Password? ")  # error: 11
    await server.sign_in(name, word)


async def commands(run):
    while True:
        await run(input("> "))  # error: 18
