import panel as panels
from engine import Engine, Toy
from panel import Asked, Either, Handed, Mixed, Never, Panel as Board, SmallPanel, Spread, cooled, drained, guard, told, watch


def build(parts) -> list:
    engine = Engine()
    return [
        Board(engine, "front", spare=Engine()),
        panels.Panel(label="back", engine=engine),
        SmallPanel(Engine()),
        Asked(Engine(), parts),
        Either(Engine()),
        Either(Toy()),
        Mixed(Engine()),
        Mixed(Toy()),
        Handed(Engine()),
        Spread(*parts),
        isinstance(engine, Never),
    ]


def kinds() -> dict:
    return {"handed": Handed, "guard": guard}


async def main() -> None:
    engine = Engine()
    await watch(engine)
    await guard(engine)
    await told(engine)
    await cooled(engine, True)
    await drained(engine, True)
