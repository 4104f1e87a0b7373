from store import Harmless, Store, timed, transaction


async def main(connection):
    with Store():  # error: 9
        pass
    with transaction(connection):  # error: 9
        pass
    with timed(), Harmless():
        pass
    with Harmless(), Store() as store:  # error: 21
        return store
