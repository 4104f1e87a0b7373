from tools import Player, Table


async def main(table: Table):
    Player("a")  # error: 4, function="Player"
    return table["b"]  # error: 11, function="Table.__getitem__"
