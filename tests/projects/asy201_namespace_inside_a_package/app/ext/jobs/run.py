import app.wire
from app import wire
from app.wire import Link


async def main(link: Link, other: app.wire.Link):
    link.close()  # error: 4
    other.close()  # error: 4
    wire.send("x")  # error: 4
    app.wire.send("x")  # error: 4
    app.cable.send("x")  # error: 4
