"""Which releases of a library a project asks for, and what that says of functions that changed their kind."""

from __future__ import annotations

from pathlib import Path

import pytest

from flake8_asyncpitfalls.cli.main import main
from flake8_asyncpitfalls.semantics.project.pinned_releases import PinnedReleases, Pins

BOT = "python-telegram-bot"


@pytest.mark.parametrize(
    ("name", "text", "pins"),
    [
        ("requirements.txt", "python-telegram-bot==13.7\n", Pins((13, 7), (13, 8))),
        ("requirements-dev.txt", "Python_Telegram.Bot[ext] >= 20.0a1, <22\n", Pins((20, 0), (22,))),
        ("requirements/base.txt", "-r x\npython-telegram-bot~=20.3 # bot\n", Pins((20, 3), (21,))),
        ("requirements.txt", "python-telegram-bot\nother==1\n", Pins(())),
        ("requirements.txt", "python-telegram-bot-raw==13.7\nmy-python-telegram-bot==1\n", Pins()),
        ("pyproject.toml", '[project]\ndependencies = ["python-telegram-bot>=20"]\n', Pins((20,))),
        ("pyproject.toml", 'python-telegram-bot = "^13.7"\n', Pins((13, 7), (14,))),
        (
            "pyproject.toml",
            'python-telegram-bot = { version = "^20", extras = ["ext"] }',
            Pins((20,), (21,)),
        ),
        ("pyproject.toml", 'python-telegram-bot = { git = "https://example.org/20" }', Pins(())),
        (
            "poetry.lock",
            '[[package]]\nname = "python-telegram-bot"\nversion = "20.8"\n',
            Pins((20, 8), (20, 9)),
        ),
        ("setup.py", 'install_requires=["python-telegram-bot<20"]', Pins(None, (20,))),
    ],
)
def test_what_files_say(name: str, text: str, pins: Pins, tmp_path: Path) -> None:
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text(text)
    (tmp_path / "src").mkdir()
    assert PinnedReleases().of_file(str(tmp_path / "src" / "app.py"), BOT) == pins


def test_the_lock_decides_and_lists_must_agree(tmp_path: Path) -> None:
    (tmp_path / "requirements.txt").write_text("python-telegram-bot==13.7\n")
    (tmp_path / "setup.cfg").write_text("    python-telegram-bot>=20\n")
    assert PinnedReleases().of_file(str(tmp_path / "app.py"), BOT) == Pins()
    (tmp_path / "uv.lock").write_text('name = "python-telegram-bot"\nversion = "21.0"\n')
    assert PinnedReleases().of_file(str(tmp_path / "app.py"), BOT) == Pins((21, 0), (21, 1))


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "requirements.txt").write_bytes(b"python-telegram-bot==20 \xff")
    (tmp_path / "setup.py").mkdir()
    (tmp_path / ".git").mkdir()
    assert PinnedReleases().of_file(str(tmp_path / "app.py"), BOT) == Pins()


def test_the_project_is_not_left(tmp_path: Path) -> None:
    (tmp_path / "requirements.txt").write_text("python-telegram-bot==20\n")
    (tmp_path / "inner" / ".git").mkdir(parents=True)
    assert PinnedReleases().of_file(str(tmp_path / "inner" / "app.py"), BOT) == Pins()


CODE = """import telegram

def post(bot: telegram.Bot) -> None:
    bot.send_message(1, "x")

async def tell(bot: telegram.Bot) -> None:
    bot.send_message(1, "x")
"""


def test_findings_follow_the_release_in_each_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "app.py").write_text(CODE)
    (tmp_path / ".git").mkdir()

    def lines() -> list[str]:
        main(["--select", "ASY201", "--output-format", "concise", "app.py"])
        return [
            line.split(":")[1] for line in capsys.readouterr().out.splitlines() if "ASY201" in line
        ]

    assert lines() == ["7"]
    releases = [
        ("==13.7", []),
        (">=20", ["4", "7"]),
        (">=13", ["7"]),
        ("<20.0", []),
        (">=20.0", ["4", "7"]),
    ]
    for release, found in releases:
        (tmp_path / "requirements.txt").write_text(f"python-telegram-bot{release}\n")
        assert lines() == found
        assert lines() == found


COG = """from discord.ext import commands

async def load(bot: commands.Bot) -> None:
    bot.load_extension("cog")
    bot.close()
"""


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("discord.py==2.3\n", ["4", "5"]),
        ("py-cord==2.6.1\n", ["5"]),
        ("py-cord\n", ["5"]),
        ("py_cord[voice]<3\n", ["5"]),
        ("py-cord-extensions==1\n", ["4", "5"]),
        ("aiohttp\n", ["4", "5"]),
    ],
)
def test_a_fork_of_the_same_name(
    asked: str,
    found: list[str],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "app.py").write_text(COG)
    (tmp_path / "requirements.txt").write_text(asked)
    (tmp_path / ".git").mkdir()
    main(["--select", "ASY201", "--output-format", "concise", "--no-cache", "app.py"])
    lines = capsys.readouterr().out.splitlines()
    assert [line.split(":")[1] for line in lines if "ASY201" in line] == found


def test_a_release_beside_a_mere_mention(tmp_path: Path) -> None:
    (tmp_path / "requirements.txt").write_text("python-telegram-bot==13.7\n")
    (tmp_path / "setup.py").write_text('install_requires=["python-telegram-bot"]')
    assert PinnedReleases().of_file(str(tmp_path / "app.py"), BOT) == Pins((13, 7), (13, 8))


def test_what_an_unpacked_package_asks_for(tmp_path: Path) -> None:
    metadata = tmp_path / "app-1.0.dist-info" / "METADATA"
    metadata.parent.mkdir()
    metadata.write_text(
        "Name: app\nRequires-Dist: python-telegram-bot (<20,>=13.1) ; extra == 'bot'\n"
    )
    (tmp_path / "app").mkdir()
    asker = str(tmp_path / "app" / "main.py")
    assert PinnedReleases().of_file(asker, BOT) == Pins((13, 1), (20,))
    other = tmp_path / "lib-1.0.dist-info" / "METADATA"
    other.parent.mkdir()
    other.write_text("Name: lib\n")
    assert PinnedReleases().of_file(asker, BOT) == Pins()


STORE = """import aioredis

async def close(client: aioredis.Redis) -> None:
    client.close()
"""


@pytest.mark.parametrize(
    ("wanted", "is_found"),
    [
        ("aioredis>=1.3,<2.0\n", False),
        ("aioredis==1.3.1\n", False),
        ("aioredis~=2.0\n", True),
        ("aioredis>=1.3\n", True),
        ("aioredis\n", True),
        ("redis\n", True),
    ],
)
def test_a_stub_says_nothing_to_projects_that_ask_for_other_releases(
    wanted: str,
    is_found: bool,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "app.py").write_text(STORE)
    (tmp_path / ".git").mkdir()
    for text, found in (("aioredis==2\n", True), (wanted, is_found)):
        (tmp_path / "requirements.txt").write_text(text)
        main(["--select", "ASY201", "--output-format", "concise", "app.py"])
        assert ("ASY201" in capsys.readouterr().out) is found
