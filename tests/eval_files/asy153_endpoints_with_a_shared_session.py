"""An endpoint that works with a session of the module keeps its thread, whatever else it does."""
from fastapi import Depends, FastAPI
from sqlalchemy import create_engine, text
from sqlalchemy.orm import Session, sessionmaker

app = FastAPI()
make_session = sessionmaker(create_engine("postgresql://localhost/shop"))
shared = make_session()


def add(name):
    shared.execute(text("insert into names values (:name)"), {"name": name})
    shared.commit()


def given():
    with make_session() as session:
        yield session


@app.post("/shared")
async def upload(name: str, session: Session = Depends(given)):
    session.execute(text("select 1"))  # ASY103: 4
    add(name)  # error: 4


@app.post("/own")
async def upload_alone(name: str, session: Session = Depends(given)):
    session.execute(text("select 1"))  # ASY103: 4
    return name
