"""``--propagate``: queries of SQLAlchemy become statements that an asynchronous session executes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from flake8_asyncpitfalls.cli.main import main
from flake8_asyncpitfalls.cli.propagation import Workspace
from flake8_asyncpitfalls.fixes.async_conversion import sessions
from flake8_asyncpitfalls.fixes.async_conversion.callers import Callers
from flake8_asyncpitfalls.fixes.refusal import RefusedError
from flake8_asyncpitfalls.settings import Settings

APPLY = ["--isolated", "--no-cache", "--jobs", "1", "--apply", "--unsafe-fixes", "--propagate"]
MODULE = """\
from sqlalchemy import Column, Integer, String, create_engine, func
from sqlalchemy.orm import Session, aliased, declarative_base, joinedload, relationship, sessionmaker

Base = declarative_base()
Local = sessionmaker(create_engine("sqlite://"))


class User(Base):
    __tablename__ = "users"
    id = Column(Integer, primary_key=True)
    name = Column(String)


def get_db():
    with Local() as db:
        yield db
"""
JOB = "\n\ndef job{}(db: Session, kind: type):\n"
APP = """\
from fastapi import Depends, FastAPI
from more import *

app = FastAPI()


@app.get("/")
async def show(db: Session = Depends(get_db)):
"""
REWRITTEN = """
    for user in db.query(User): print(user)
--
    for user in await db.scalars(select(User)): print(user)
==
    return list(db.query(User.id))
--
    return (await db.execute(select(User.id))).all()
==
    return db.query(kind).filter_by(id=1).first()
--
    return await db.scalar(select(kind).filter_by(id=1).limit(1))
==
    return db.query(User.id).first()
--
    return (await db.execute(select(User.id).limit(1))).first()
==
    return db.query(User).limit(3).first()
--
    return await db.scalar(select(User).limit(3))
==
    return db.query(func.max(User.id)).scalar()
--
    return await db.scalar(select(func.max(User.id)))
==
    return db.query(func.max(User.id)).group_by(User.name).scalar()
--
    return (await db.execute(select(func.max(User.id)).group_by(User.name))).scalar_one_or_none()
==
    return db.query(db.query(User).filter_by(id=1).exists()).scalar()
--
    return await db.scalar(select(select(User).filter_by(id=1).exists()))
==
    return db.query(User).filter(User.id.in_(db.query(User.id))).all()
--
    return (await db.scalars(select(User).filter(User.id.in_(select(User.id))))).all()
==
    return db.query(User).filter(User.id == db.query(User.id).scalar()).all()
--
    return (await db.scalars(select(User).filter(
        User.id == (await db.execute(select(User.id))).scalar_one_or_none()
    ))).all()
==
    other = db.query(User.id).subquery()
    return db.query(User).join(other).count()
--
    other = select(User.id).subquery()
    return await db.scalar(select(func.count()).select_from(select(User).join(other).subquery()))
==
    return db.query(User).with_entities(User.id).all()
--
    return (await db.execute(select(User).with_only_columns(User.id))).all()
==
    one = aliased(User)
    return db.query(one).all()
--
    one = aliased(User)
    return (await db.scalars(select(one))).all()
==
    q = db.query(User).options(joinedload(User.name))
    return q.all()
--
    q = select(User).options(joinedload(User.name))
    return (await db.scalars(q)).unique().all()
==
    q = db.query(User)
    q = q.filter(User.id == 1).all()
    return [one for one in q]
--
    q = select(User)
    q = (await db.scalars(q.filter(User.id == 1))).all()
    return [one for one in q]
==
    if kind:
        q = db.query(User).filter(User.id == 1)
    else:
        q = db.query(User)
    return q.count()
--
    if kind:
        q = select(User).filter(User.id == 1)
    else:
        q = select(User)
    return await db.scalar(select(func.count()).select_from(q.subquery()))
==
    ids = db.query(User.id)
    return db.query(User).filter(User.id.in_(ids)).all()
--
    ids = select(User.id)
    return (await db.scalars(select(User).filter(User.id.in_(ids)))).all()
==
    db.query(User).filter_by(id=1).update({'name': ''}, synchronize_session=False)
--
    await db.execute(
        update(User).filter_by(id=1).values({'name': ''}).execution_options(synchronize_session=False)
    )
==
    return db.query(kind).filter_by(id=1).delete()
--
    return (await db.execute(delete(kind).filter_by(id=1))).rowcount
==
    return db.query(User).distinct().order_by(User.name).all()
--
    return (await db.scalars(select(User).distinct().order_by(User.name))).all()
==
    return (
        db.query(User)
        .filter(
            User.id == 1,  # the first
        )
        .order_by(User.name)  # by name
        .all()
    )
--
    return (
        await db.scalars(
            select(User)
            .filter(
                User.id == 1,  # the first
            )
            .order_by(User.name)  # by name
        )
    ).all()
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_queries_become_statements(folder: Path) -> None:
    cases = [case.split("\n--\n") for case in REWRITTEN.strip("\n").split("\n==\n")]
    made = _made(folder, [old for old, _ in cases])
    assert [*map(_squeezed, made)] == [_squeezed(new) for _, new in cases]


def _made(folder: Path, bodies: list[str]) -> list[str]:
    """What becomes of functions of these *bodies*, all of which a coroutine calls."""
    jobs = [JOB.format(number) + body + "\n" for number, body in enumerate(bodies)]
    calls = "".join(f"    job{number}(db, 1)\n" for number in range(len(jobs)))
    (folder / "more.py").write_text(MODULE + "".join(jobs))
    (folder / "app.py").write_text(APP + calls)
    main(APPLY)
    text = (folder / "more.py").read_text()
    return re.split(r"async def job\d+\(db: AsyncSession, kind: type\):\n", text)[1:]


def _squeezed(code: str) -> str:
    return re.sub(r"\s", "", code).replace(",)", ")")


LINES = """\
    rows = db.query(User) \\
        .filter(User.id == 1,
                User.name != "") \\
        .order_by(User.name) \\
        .all()
    return rows, db.query(User).filter( User.id == 2,
                                        User.name == "").first()"""


def test_lines_of_a_query_stay_as_they_are(folder: Path) -> None:
    assert _made(folder, [LINES]) == [
        """\
    rows = (await db.scalars(
        select(User)
        .filter(User.id == 1,
                User.name != "")
        .order_by(User.name)
    )).all()
    return rows, await db.scalar(select(User).filter( User.id == 2,
                                                      User.name == "").limit(1))
"""
    ]


@pytest.mark.parametrize("kind", ["joined", "selectin", "select"])
def test_what_is_loaded_along(kind: str, tmp_path: Path) -> None:
    """An object comes again with each of what a join brings; what a query brings needs no other."""
    path = tmp_path / "more.py"
    text = MODULE.replace(
        "    name =", f'    pages = relationship("Page", lazy="{kind}")\n    name ='
    )
    path.write_text(f"{text}{JOB.format(0)}    return db.query(User).all()\n")
    found = sessions.convert(Callers([str(path)], Workspace(Settings())), [str(path)])
    assert (".unique().all()" in str(found.edits[str(path)])) is (kind == "joined")
    assert bool(found.relationships) is (kind == "select")


NEXT = """
import asyncio
from library import Batch


async def nightly():
    with next(get_db()) as db:
        db.commit()
    other = next(get_db())
    other.close()
    with Batch() as batch:
        batch.flush()
"""


@pytest.mark.parametrize("extra", ["", "        print(1)\n"])
def test_first_value_of_a_generator_is_a_new_session(folder: Path, extra: str) -> None:
    """What the generator does later would come at any time, were it asynchronous."""
    text = MODULE.replace("        yield db\n", f"        yield db\n{extra}")
    (folder / "more.py").write_text(text + JOB.format(0) + "    db.commit()\n" + NEXT)
    (folder / "app.py").write_text(APP + "    job0(db, 1)\n")
    main(APPLY)
    made = (folder / "more.py").read_text()
    is_converted = (
        "    async with Local() as db:\n        await db.commit()\n    other = Local()\n" in made
    )
    assert is_converted is not bool(extra)
    assert ("    with next(get_db()) as db:\n        db.commit()\n" in made) is bool(extra)


def test_all_that_is_in_the_way_is_told_at_once(tmp_path: Path) -> None:
    path = tmp_path / "more.py"
    path.write_text(
        MODULE + "".join(JOB.format(n) + "    db.query(what).all()\n" for n in range(8))
    )
    with pytest.raises(RefusedError) as told:
        sessions.convert(Callers([str(path)], Workspace(Settings())), [str(path)])
    assert re.sub(r"[^\s(]*more.py", "more.py", str(told.value)) == (
        "the sessions must stay synchronous: the query cannot be written as a select, nobody knows"
        " whether what is a class, which type[...] would say (more.py:20); more in the way:"
        " more.py:24, more.py:28, more.py:32, more.py:36 and 3 more"
    )
