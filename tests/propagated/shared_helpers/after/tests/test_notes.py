from aiohttp.test_utils import TestClient, TestServer

from notes.cli import main
from notes.server import make_app
from notes.store import retry_settle


def test_cli(tmp_path, capsys):
    path = str(tmp_path / "n.db")
    main([path, "add", "two", "words"])
    main([path, "list"])
    assert capsys.readouterr().out == "1\n2 two words\n"


async def test_settle():
    assert await retry_settle(2) == 2


async def test_server(tmp_path):
    async with TestClient(TestServer(make_app(str(tmp_path / "n.db")))) as client:
        assert await (await client.post("/", data="a b c")).json() == {"id": 1, "words": 3}
        assert await (await client.get("/")).json() == ["a b c"]
