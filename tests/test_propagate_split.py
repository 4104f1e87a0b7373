"""``--propagate``: sessions of both kinds side by side, and what tells that a method is not meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from flake8_asyncpitfalls.cli.main import main

APPLY = ["--isolated", "--no-cache", "--jobs", "1", "--apply", "--unsafe-fixes", "--propagate"]
DB = """\
from sqlalchemy import Column, Integer, create_engine
from sqlalchemy.orm import Session, declarative_base, sessionmaker

Base = declarative_base()
engine = create_engine({url!r})
Local = sessionmaker(bind=engine)


class User(Base):
    __tablename__ = "users"
    id = Column(Integer, primary_key=True)
    update_id = Column(Integer)


def get_db():
    with Local() as db:
        yield db


def age(db: Session, user: int):
    db.commit()
    return user


def tidy(db: Session):
    db.flush()
"""
APP = """\
import click
from db import User, age, engine, get_db, tidy
from fastapi import Depends, FastAPI
from sqlalchemy.orm import Session

app = FastAPI()


@app.get("/")
async def show(db: Session = Depends(get_db)):
    return age(db, 1)
"""
CLI = """

@click.command()
def nightly():
    for db in get_db():
        tidy(db)
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A current directory for a program of ``db.py`` and ``app.py``."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pyproject.toml").write_text("")
    return tmp_path


def converted(folder: Path, app: str, url: str = "sqlite:///x.db") -> tuple[str, str]:
    """What becomes of ``db.py`` and ``app.py``."""
    (folder / "db.py").write_text(DB.format(url=url))
    (folder / "app.py").write_text(app)
    main(APPLY)
    return (folder / "db.py").read_text(), (folder / "app.py").read_text()


def test_a_command_line_keeps_its_sessions(folder: Path) -> None:
    db, app = converted(folder, APP + CLI)
    assert "Local = sessionmaker(bind=engine)\nAsyncLocal = async_sessionmaker(" in db
    assert "\ndef get_db():\n    with Local() as db:\n" in db
    assert "\nasync def get_async_db():\n    async with AsyncLocal() as db:\n" in db
    assert "async def age(db: AsyncSession, user: int):\n    await db.commit()" in db
    assert "\ndef tidy(db: Session):\n    db.flush()\n" in db
    assert "db: AsyncSession = Depends(get_async_db)):\n    return await age(db, 1)" in app
    assert CLI in app
    assert "import User, age, engine, get_async_db, get_db, tidy\n" in app


def test_what_shares_a_session_with_it_stays_too(folder: Path) -> None:
    shared = '\n\n@app.post("/")\nasync def make(db: Session = Depends(get_db)):\n    tidy(db)\n'
    db, app = converted(folder, APP + CLI + shared)
    assert "await db.commit()" in db
    assert "\ndef tidy(db: Session):\n    db.flush()\n" in db
    assert "def make(db: Session = Depends(get_db)):\n    tidy(db)\n" in app


def test_a_field_that_holds_one_of_the_kept_ones(folder: Path) -> None:
    fields = (
        "\n\nfrom dataclasses import dataclass\n\n\n@dataclass\nclass Job:\n    db: Session\n"
        "\n\n@dataclass\nclass Look:\n    session: Session\n"
    )
    cli = (
        "\n\n@click.command()\ndef job():\n    for db in get_db():\n        Job(db=db).db.flush()\n"
    )
    look = (
        '\n\n@app.get("/look")\nasync def look(db: Session = Depends(get_db)):\n'
        "    Look(session=db).session.flush()\n"
    )
    _, app = converted(folder, APP + fields + cli + look)
    assert "    db: Session\n" in app
    assert "    session: AsyncSession\n" in app
    assert "    await Look(session=db).session.flush()\n" in app


TWO_WAYS = """\
if Base:
    engine = create_engine({url!r})
else:
    engine = create_engine("mysql://", creator=Base)
"""


@pytest.mark.parametrize("cli", [CLI, ""])
def test_an_engine_made_in_two_ways(
    folder: Path, monkeypatch: pytest.MonkeyPatch, cli: str
) -> None:
    """One engine cannot serve sessions of both kinds, and nobody can tell what the other would be."""
    monkeypatch.setitem(globals(), "DB", DB.replace("engine = create_engine({url!r})\n", TWO_WAYS))
    db, _ = converted(folder, APP + cli)
    assert ("await db.commit()" in db) is (cli == "")
    assert ("AsyncSession" in db) is (cli == "")


@pytest.mark.parametrize("module", ["deps", "db"])
def test_a_maker_that_another_module_hands_on(folder: Path, module: str) -> None:
    (folder / "deps.py").write_text("from db import get_db\n")
    app = APP.replace(", get_db, tidy\n", f", tidy\nfrom {module} import get_db\n")
    db, app = converted(folder, app + CLI)
    assert ("get_async_db" in app) is (module == "db")
    assert ("AsyncSession" in db) is (module == "db")


STORES = """

import faiss


class Store:
    def keep(self, db: Session):
        db.commit()


class Loud(Store):
    def keep(self, db: Session):
        {loud}
        db.commit()


@app.get("/put")
async def put(loud: bool, db: Session = Depends(get_db)):
    store = Loud() if loud else Store()
    store.keep(db)
"""


@pytest.mark.parametrize("loud", ["faiss.write(1)", "print(1)"])
def test_an_override_that_stays_keeps_what_it_overrides(folder: Path, loud: str) -> None:
    _, app = converted(folder, APP + STORES.format(loud=loud))
    is_kept = "faiss." in loud
    assert ("    def keep(self, db: Session):\n        db.commit()" in app) is is_kept
    assert ("await store.keep(db)" in app) is (not is_kept)
    assert "return await age(db, 1)" in app


ODD = """

def odd_db():
    with Local() as db:
        {call}
        yield db


@app.get("/odd")
async def odd(db: Session = Depends(odd_db)):
    db.commit()
"""


@pytest.mark.parametrize("call", ["look = db.execute", "print(1)"])
def test_a_maker_that_stays_has_its_users_stay(folder: Path, call: str) -> None:
    app = APP.replace("import User,", "import Local, User,")
    db, app = converted(folder, app + ODD.format(call=call))
    is_kept = "look" in call
    assert ("\ndef odd_db():\n    with Local() as db:\n" in app) is is_kept
    assert ("def odd(db: Session = Depends(odd_db)):\n    db.commit()" in app) is is_kept
    assert ("AsyncLocal = " in db) is is_kept
    assert "return await age(db, 1)" in app


def test_a_session_of_either_kind(folder: Path) -> None:
    """What is taken out of a mapping may be a session of any who put it there."""
    any_ = "\n\nasync def log(**kwargs):\n    age(kwargs.get('db'), 1)\n"
    db, _ = converted(folder, APP + CLI + any_)
    assert "AsyncSession" not in db


def test_without_a_command_line_it_need_not_be_known(folder: Path) -> None:
    db, app = converted(
        folder, f"{APP}\n\nasync def log(**kwargs):\n    age(kwargs.get('db'), 1)\n"
    )
    assert "async def age(db: AsyncSession" in db
    assert "await age(kwargs.get('db'), 1)" in app


USES = {
    "tables": ("User.metadata.create_all(engine)\n", "sqlite:///x.db", False),
    "a look": ("print(engine.connect())\n", "sqlite:///x.db", True),
    "given away": ("import admin\n\nadmin.show(engine)\n", "sqlite:///x.db", True),
    "a database in memory": ("print(engine.connect())\n", "sqlite://", False),
}


@pytest.mark.parametrize(("use", "url", "is_beside"), USES.values(), ids=USES)
def test_an_engine_that_others_need(folder: Path, use: str, url: str, is_beside: bool) -> None:
    db, _ = converted(folder, f"{APP}\n\n{use}", url)
    assert (
        f"async_engine = create_async_engine({url!r})".replace("'", '"') in db.replace("'", '"')
    ) is (is_beside)
    assert f"async_sessionmaker(bind={'async_' * is_beside}engine, expire_on_commit=False)" in db


def test_a_clause_that_begins_like_the_last(folder: Path) -> None:
    job = (
        "\n\ndef job(db: Session, user: User):\n    db.query(User) \\\n        .filter(User.id == 1) \\\n"
        "        .update({User.id: user.update_id})\n"
    )
    call = "\n\n@app.put('/')\nasync def put(db: Session = Depends(get_db)):\n    job(db, User())\n"
    _, app = converted(folder, APP + job + call)
    assert ".values({User.id: user.update_id})" in app
    assert ".update({" not in app


STORE = """\
import time
from typing import Any


class Store:
    def __init__(self, kind: type):
        self.kind = kind

    def get(self, kind: type[Exception], name: str):
        time.sleep(1)
        return name


class Answer:
    data: Any = None


async def run(answer: Answer, row, column):
    Store(int).get(KeyError, "x")
"""
NOT_MEANT = {
    "a text for a class": ("return answer.data.get('id', 'x')", True),
    "too little": ("return answer.data.get(row)", True),
    "too much": ("return answer.data.get(row, 'x', 2)", True),
    "another name": ("return answer.data.get(row, default='x')", True),
    "it may be meant": ("return answer.data.get(row, 'x')", False),
    "all that there is": ("return answer.data.get(*row)", False),
    "compared": ("return getattr(row, column) == 1", True),
    "as text": ("return str(getattr(row, column))", True),
    "read otherwise": ("return getattr(row, column), row.price", True),
    "read as the class has it": ("return getattr(row, column), row.kind", False),
    "any name of anything": ("return getattr(row, column)", False),
}


@pytest.mark.parametrize(("line", "is_made"), NOT_MEANT.values(), ids=NOT_MEANT)
def test_what_an_object_certainly_has_not(folder: Path, line: str, is_made: bool) -> None:
    (folder / "app.py").write_text(f"{STORE}    {line}\n")
    main(APPLY)
    assert ("await Store(int).get(KeyError" in (folder / "app.py").read_text()) is is_made


LIBRARIES = {
    "fastapi": ("from fastapi import HTTPException as made", True),
    "sqlalchemy": ("from sqlalchemy.orm.attributes import flag_modified as made", True),
    "a class of openai": ("from openai.types.chat import Message as made", True),
    "nobody knows": ("from faiss import Index as made", False),
}


@pytest.mark.parametrize(("line", "is_made"), LIBRARIES.values(), ids=LIBRARIES)
def test_libraries_whose_blocking_calls_are_all_known(
    folder: Path, line: str, is_made: bool
) -> None:
    helper = "\n\ndef pause():\n    time.sleep(1)\n    return made(1)\n\n\nasync def run():\n    pause()\n"
    (folder / "app.py").write_text(f"import time\n{line}\n{helper}")
    main(APPLY)
    assert ("await pause()" in (folder / "app.py").read_text()) is is_made


NEXT = """\
from fastapi import Depends, FastAPI
from sqlalchemy.orm import Session
from {module} import get_db
{more}
app = FastAPI()


@app.get("/")
async def show(db: Session = Depends(get_db)):
    next(get_db()).commit()
    db.commit()
"""


@pytest.mark.parametrize(
    ("module", "more", "expected"),
    [
        (".db", "", "from .db import Local, get_db\n"),
        ("shop.db", "", "from shop.db import Local, get_db\n"),
        ("shop.db", "from .sub.db import other\n", "from shop.db import Local, get_db\n"),
        ("shop.deps", "from .db import User\n", "from .db import Local, User\n"),
        ("shop.deps", "from .sub.db import other\n", "from shop.db import Local\n"),
    ],
)
def test_a_new_name_joins_an_import_of_its_module(
    folder: Path, module: str, more: str, expected: str
) -> None:
    """Relative imports are of that module, too, and not of each that ends like it."""
    (folder / "shop" / "sub").mkdir(parents=True)
    for name in ("__init__.py", "sub/__init__.py"):
        (folder / "shop" / name).write_text("")
    (folder / "shop" / "sub" / "db.py").write_text("other = 1\n")
    (folder / "shop" / "deps.py").write_text("from shop.db import get_db\n")
    (folder / "shop" / "db.py").write_text(DB.format(url="sqlite:///x.db").partition("def age")[0])
    (folder / "shop" / "app.py").write_text(NEXT.format(module=module, more=more))
    main(APPLY)
    text = (folder / "shop" / "app.py").read_text()
    assert expected in text
    assert text.count("db import Local") == 1
