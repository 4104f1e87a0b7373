from ledger import Ledger, Line, await_it


async def clerk() -> str:
    return "ann"


async def close_day(ledger: Ledger) -> None:
    name = clerk()  # error: 11
    await ledger.sign(name)
    await ledger.note(total=ledger.total())  # error: 28
    ledger._pin(clerk())  # error: 16
    ledger.keep(ledger.total())  # error: 16
    await await_it(ledger.total())
    Line("x", ledger.total())  # error: 14
