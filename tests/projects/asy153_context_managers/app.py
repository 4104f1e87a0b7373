from store import (
    AlsoReporting, Finishing, FinishingUnless, Harmless, Reporting, Store, timed, transaction,
)


async def main(connection):
    with Store():  # error: 9
        pass
    with transaction(connection):  # error: 9
        pass
    with timed(), Harmless():
        pass
    with Harmless(), Store() as store:  # error: 21
        return store


async def after_a_failure():
    with Reporting():
        import yaml
    with AlsoReporting():
        return yaml


async def after_success():
    with Finishing():  # error: 9
        pass
    with FinishingUnless():  # error: 9
        pass
