"""What must not grow with the square of a file, counted and not timed."""

from __future__ import annotations

import ast
import ctypes
import gc
import sys
import threading
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from flake8_asyncpitfalls.cli.session import Job, Session
from flake8_asyncpitfalls.finding import Finding
from flake8_asyncpitfalls.fixes import assembly
from flake8_asyncpitfalls.fixes.engine import apply_fixes
from flake8_asyncpitfalls.lint import lint_source, model_of
from flake8_asyncpitfalls.selection import Selection
from flake8_asyncpitfalls.semantics.inference import star_imports
from flake8_asyncpitfalls.semantics.model import SemanticModel
from flake8_asyncpitfalls.semantics.project import live_trees, room
from flake8_asyncpitfalls.semantics.project import project as project_module
from flake8_asyncpitfalls.semantics.project.project import Project
from flake8_asyncpitfalls.semantics.scopes.scope import Scope
from flake8_asyncpitfalls.semantics.source import deferred
from flake8_asyncpitfalls.semantics.source.deferred import parse_late
from flake8_asyncpitfalls.semantics.source.module_name import ModuleName
from flake8_asyncpitfalls.semantics.source.source import Source
from flake8_asyncpitfalls.semantics.summaries.module import ModuleSummary
from flake8_asyncpitfalls.semantics.terms import lowering
from flake8_asyncpitfalls.settings import Settings


def _program(functions: int) -> bytes:
    return "\n".join(
        f"async def fetch_{number}(client):\n    return await client.get({number})\n"
        for number in range(functions)
    ).encode()


@pytest.mark.parametrize("functions", [3, 30])
def test_a_module_is_walked_as_often_however_many_functions_it_has(
    monkeypatch: pytest.MonkeyPatch, functions: int
) -> None:
    walks: Counter[str] = Counter()
    walk = Scope.walk

    def counted(scope: Scope) -> object:
        walks[scope.kind] += 1
        return walk(scope)

    monkeypatch.setattr(Scope, "walk", counted)
    model = model_of("m.py", _program(functions), Settings())
    walks.clear()
    for scope in model.scopes[1:]:
        assert len(list(model.uses.mentions(scope.name, model.terms.root))) == 0
    assert walks["module"] == 1


def _counted(monkeypatch: pytest.MonkeyPatch, owner: object, name: str) -> Counter[str]:
    """How often the function *name* of *owner* is called from now on."""
    calls: Counter[str] = Counter()
    function: Callable[..., object] = getattr(owner, name)

    def counted(*args: object, **keywords: object) -> object:
        calls[name] += 1
        return function(*args, **keywords)

    monkeypatch.setattr(owner, name, counted)
    return calls


def test_texts_of_awaits_are_made_once_a_function(monkeypatch: pytest.MonkeyPatch) -> None:
    body = "".join(f"    a.b({number})\n    await c.d({number})\n" for number in range(40))
    calls = _counted(monkeypatch, ast, "unparse")
    lint_source("m.py", f"async def f(a, c):\n{body}".encode(), Settings())
    assert calls["unparse"] <= 4 * 40


_SHAPES = {
    "loops that bind": "async def f(a):\n" + "    for i in a:\n        c = await g(i)\n",
    "handlers": "async def f(a):\n"
    "    try:\n        c = await a.g()\n    except E:\n        c = 1\n    c.x()\n",
    "contexts": "import contextvars\nv = contextvars.ContextVar('v')\n"
    "--def r@():\n    v.get(@)\nasync def f@(loop: asyncio.AbstractEventLoop):\n    v.set(@)\n"
    "    await loop.run_in_executor(None, r@)\n",
    "callbacks": "import asyncio\n--def r@(task):\n    task.exception(@)\n"
    "async def f@(a):\n    t = asyncio.create_task(g(@))\n    t.add_done_callback(r@)\n",
    "made twice": "import asyncpg\nclass A:\n--    async def f@(self):\n        if self.a@ is None:\n"
    "            self.a@ = await asyncpg.connect('@')\n        return self.a@\n",
    "attempts": "def r(a):\n    for i in range(9):\n--        if a:\n            g(i)\n            continue\n"
    "        try:\n            g(@)\n        except E:\n            g(i)\n",
    "rebound": "async def f(x):\n" + "    x = h(x)\n",
    "globals": "async def k():\n    f()\n"
    "n@ = None\ndef f@():\n    global n@\n    n@ = h()\nasync def k@():\n    n@.x()\n",
    "run alone": "async def r(a):\n    time.sleep(a)\n--async def f@(a):\n    await r(a)\n"
    "    time.sleep(@)\nasyncio.run(f@(1))\n",
    "run once": "async def g(a):\n    pass\n--async def f@(a):\n    asyncio.create_task(g(@))\n"
    "    open(a).read()\nasyncio.run(f@(1))\n",
    "begun before": "async def f(a):\n--    time.sleep(@)\n    asyncio.create_task(g(@))\n",
    "channels": "import anyio\n--async def f@(r):\n    s, r = anyio.create_memory_object_stream(@)\n"
    "    s.send_nowait(@)\n    async for a in r:\n        print(a)\n",
    "over before": "async def f(a):\n--    t@ = asyncio.create_task(g(@))\n    await t@\n    time.sleep(@)\n"
    "--asyncio.run(f(1))\n",
    "shields": "async def f(a):\n" + "    await asyncio.shield(g(@))\n    b = '@'\n",
    "tasks": "async def f(a):\n" + "    asyncio.create_task(g(@))\n",
    "gathered": "async def f(a):\n    await asyncio.gather(g(@), g(), return_exceptions=True)\n",
    "dropped": "async def f(a):\n" + "    a.b(@)\n    await a.c(@)\n",
    "swallowed": "async def f(a):\n"
    "    try:\n        await g(@)\n    except asyncio.CancelledError:\n        pass\n",
    "swallowed in a loop": "async def f(a):\n    while a:\n--"
    "        try:\n            await g(@)\n        except:\n            pass\n",
    "awaited twice": "async def f(a):\n    c@ = g(@)\n    await c@\n    await c@\n",
    "asked": "async def f(a):\n    t@ = asyncio.create_task(g(@))\n    t@.result()\n",
    "groups": "async def f(a):\n    async with asyncio.TaskGroup() as tg:\n        tg.create_task(g(@))\n",
    "file locks": "from filelock import FileLock\nlock = FileLock('x')\n"
    "def r(a):\n    with lock:\n        print(a)\n--async def f@(a):\n    r(@)\n",
    "held shortly": "from filelock import FileLock\nclass A:\n    def __init__(self):\n"
    "        self._l = FileLock('x')\n--    def r@(self):\n        with self._l:\n            open('@')\n"
    "    async def f@(self):\n        self.r@()\n",
    "kept by a script": "K = {}\ndef keep(f):\n    K[f] = f\n    return f\n"
    "--%keep\nasync def f@(a):\n    time.sleep(@)\n"
    "def main():\n    asyncio.run(f())\nif __name__ == '__main__':\n    main()\n",
    "in a browser": "import sys\nasync def f(a):\n"
    "--    if sys.platform == 'emscripten':\n        g(@)\n    time.sleep(@)\n",
    "turns": "lock = asyncio.Lock()\ndef r(a):\n    open('x', 'w').write(a)\n"
    "--async def f@(a):\n    async with lock:\n        r(@)\n",
    "helpers": "def r(a):\n    time.sleep(a)\nasync def f(a):\n--    r(@)\n",
}
"""A head of one line (two for globals) and a group that is repeated; or both and a tail, parted by ``--``."""
_SHORT_SHAPES = {
    "kept in what is given": "import httpx\ndef r(s):\n--    c@ = s.get(@)\n    s[@] = httpx.get(c@).text\n"
    "--class C:\n    def t(self):\n        r(self.s)\n    async def f(self):\n        self.t()\n",
    "registered late": "import httpx\nclass A:\n    async def r(self, e):\n"
    "        return [u for u in self.u.values() if u == e]\n    async def f(self, k):\n"
    "--        c@ = httpx.get('@')\n        self.u[k] = {'@': c@}\n",
    "defaults": "import httpx\nclass C:\n--    def a@(self):\n        self.d[@] = @\n    def g@(self):\n"
    "        httpx.get(self.d)\n    async def f@(self):\n        return self.g@()\n",
    "filled from files": "async def f(a):\n--    b@ = []\n    with open(a) as d:\n"
    "        for c in d:\n            b@.append(c)\n        print(d.read())\n    print(b@)\n    await g(@)\n",
    "endpoints of several threads": "import bcrypt\nfrom fastapi import FastAPI\napp = FastAPI()\n"
    "--%app.get('/@')\nasync def e@(a: str):\n    b = bcrypt.hashpw(a, b'@')\n    print(b)\n"
    "    return bcrypt.hashpw(a, b)\n",
    "a session of a request": "from fastapi import Depends, FastAPI\nfrom sqlalchemy.orm import Session\n"
    "app = FastAPI()\ndef get():\n    with Session() as db:\n        yield db\n%app.get('/')\n"
    "async def h(db: Session = Depends(get)):\n--    db.execute('@')\n    db.commit()\n    await g(@)\n",
    "work of a request": "from fastapi import Depends, FastAPI\nfrom sqlalchemy.orm import Session\n"
    "app = FastAPI()\ndef get():\n    with Session() as db:\n        yield db\n%app.get('/')\n"
    "async def h(db: Session = Depends(get)):\n    await g()\n--    db.execute('@')\n",
    "methods of files": "--class A@:\n    async def read(self, p):\n        return open(p).read()\n"
    "    async def write@(self, p, t):\n        with open(p, 'w') as f:\n            f.write(t)\n"
    "async def f@(a: A@, p):\n    t = await a.read(p)\n    await a.write@(p, t)\n",
    "files asked before": "from pathlib import Path\nasync def f(a):\n--    p@ = Path(a, '@')\n"
    "    if not p@.exists():\n        p@.write_text(h(@))\n",
    "calls of one endpoint": "from fastapi import FastAPI\napp = FastAPI()\n"
    "%app.get('/')\nasync def f(a):\n--    x@ = open('@').read()\n    h(x@)\n",
    "rounds of files": "--def r@(a):\n    return open(a).read()\n"
    "async def f@(a):\n    return [r@(b) for b in a]\n",
    "emptied": "import shutil\nclass A:\n--    def a@(self):\n        self.i[@] = self.p\n"
    "    async def f@(self):\n        shutil.move(self.p, '@')\n        self.i.clear()\n",
    "below": "class A:\n--    def a@(self):\n        if self.i is None:\n"
    "            self.i = requests.get('@')\n    async def f@(self):\n        self.a@()\n",
    "store steps": "class A:\n    def o(self) -> sqlite3.Connection:\n        return sqlite3.connect('x')\n"
    "    def r(self, k):\n        return self.o().execute('SELECT * FROM t WHERE k = ?', (k,)).fetchone()\n"
    "--    def a@(self, k):\n        if self.r(k)['s'] == @:\n"
    "            self.o().execute('UPDATE t SET s = ? WHERE k = ?', (@, k))\n"
    "    async def f@(self, k):\n        self.a@(k)\n",
    "store steps here": "def r(k):\n    return sqlite3.connect('x').execute('SELECT * FROM t').fetchone()\n"
    "def w(k):\n    sqlite3.connect('x').execute('INSERT INTO t VALUES (?)', (k,))\n"
    "async def f(k):\n--    if not r(k):\n        w(k)\n",
    "opened": "async def f():\n    with open('@') as f@:\n        d@ = f@.read()\n    print(d@)\n",
    "stored": "async def f(r):\n" + "    x@ = requests.get('@')\n    print(x@.text)\n",
    "subclasses": "async def f(a):\n" + "    a.m()\n"
    "class B@:\n    def m(self): ...\nclass C@(B@):\n    def m(self): ...\nasync def f@(a: B@):\n    pass\n",
    "acquired": "l = asyncio.Lock()\nasync def f(a):\n"
    "    await l.acquire()\n    await g(@)\n    l.release()\n",
    "pipes": "async def f(a):\n"
    "    p@ = await asyncio.create_subprocess_exec('a', stdout=asyncio.subprocess.PIPE)\n"
    "    await p@.wait()\n",
    "one object": "async def f(a):\n    d = sqlite3.connect('a')\n--    d.execute('@')\n",
    "given again": "async def f(x):\n    x = requests.get(x)\n    x.json()\n",
    "classes": "async def f(a):\n    a.m()\n--"
    "class B@:\n    async def m(self): ...\nasync def f@(a: B@):\n    a.m()\n",
    "one name": "async def f(a):\n    with open('@') as d:\n        print(d.read())\n",
    "listed": "async def f(a):\n    d = [\n--        g(@),\n--    ]\n",
    "in a dictionary": "D = {\n--    '@': asyncio.sleep,\n--}\n",
    "lambdas": "def k(f, *a): ...\nk(\n--    lambda: r(@),\n--)\n",
    "unpacked": "async def f(a):\n    b@, c@ = await asyncio.gather(g(1), g(@))\n",
    "walrus": "async def f(a):\n    if (x := a.b(@)) and x.c():\n        x.d()\n",
    "cases": "def r(a):\n    time.sleep(a)\nasync def f(a):\n    match a:\n"
    "--        case @:\n            r(@)\n",
    "decorated": "def r(a):\n    time.sleep(a)\nt = make()\n"
    "--%t.get('/@')\nasync def e@(a: int):\n    return r(a)\n",
    "iterated": "class A:\n    d = {}\n"
    "    async def m@(self):\n        for x in self.d:\n            await self.m@1()\n"
    "    def q@(self):\n        self.d.pop(@)\n",
    "handed over": "async def f(t):\n--"
    "    t.set_protocol(@)\n    time.sleep(1)\n    t.set_protocol(@)\n",
    "cancelled": "async def g(q):\n    await q.get()\nasync def f(q):\n--    t@ = asyncio.create_task(g(q))\n"
    "    await g(@)\n    t@.cancel()\n",
    "overridden": "class E:\n    def close(self, v): self.x = v\n--"
    "class E@(E):\n    def close(self, v): self.x = v\n"
    "async def f@(e: E):\n    try:\n        await g(@)\n    except BaseException:\n        pass\n"
    "    e.close(e)\n",
    "cancelled meanwhile": "async def f(a, p):\n    try:\n--"
    "        await a.c(p)\n        requests.get(p, @)\n"
    "--    except asyncio.CancelledError:\n        h(a, p)\n        raise\n    finally:\n        h(p)\n",
    "greeted": "s = []\nasync def f(c):\n--    s.append(c)\n    requests.get('@')\n--    await c.m()\n",
    "locked": "import threading\n_l = threading.Lock()\n"
    "--async def f@(a):\n    with _l:\n        time.sleep(@)\n    await a.c()\n",
    "locked object": "import threading\nclass A:\n    def __init__(self):\n"
    "        self._l = threading.Lock()\n"
    "--    async def f@(self):\n        with self._l:\n            time.sleep(@)\n",
    "blocks in a loop": "async def f(a):\n    for n in a:\n"
    "--        with open(n + '@') as d@:\n            e@ = d@.readlines()\n        await g(e@)\n",
    "answered": "async def f(s):\n"
    "--    requests.get('@')\n    e@ = asyncio.Event()\n    h(e@)\n    await e@.wait()\n",
    "unbound": "async def f(p):\n--    try:\n        e@ = requests.get('@')\n        await g()\n"
    "    finally: h(e@)\n",
    "asked before": "def f(p, q):\n--    if p@.is_alive(): return\n    p@.join()\n",
    "loops over files": "async def f(a):\n"
    "--    c@ = []\n    for b in a:\n        with open(b) as d:\n            c@.append(d)\n    e(c@)\n",
    "same files": "import os\nasync def f(a):\n"
    "--    b@ = open(a)\n    await g(b@)\n    b@.read()\n    os.remove(a)\n",
    "searched": "def r(p):\n    return open(p).read()\nasync def f(a):\n"
    "--    for p in a:\n        if r(p):\n            return @\n",
    "tables": "def r(p):\n    return open(p).read()\nT = {'r': r}\n"
    "--def t@(p):\n    return open(p).read() + T[p](p)\nasync def f@(p):\n    t@(p)\n",
    "put in place": "import os, shutil\n--async def f@(a):\n"
    "    n = a + '@'\n    shutil.copyfile(a, n)\n    print(n)\n    os.replace(n, a)\n",
    "written blocks": "async def f(a):\n--"
    "    with open(a + '@', 'w') as d@:\n        print(d@)\n        d@.write(open(a).read())\n",
    "without executor": "import shutil, atexit\n--async def f@(a):\n    shutil.rmtree(a)\n"
    "def k@():\n    asyncio.run(f@('@'))\natexit.register(k@)\n",
    "kept tasks": "class A:\n    def __init__(self):\n        self.t = set()\n"
    "--    async def m@(self):\n        asyncio.create_task(self.m@())\n"
    "        x = asyncio.create_task(g())\n        self.t.add(x)\n",
    "tasks of threads": "import threading\nclass A:\n"
    "    def __init__(self):\n        self.loop = asyncio.get_running_loop()\n"
    "    def h(self):\n        self.loop.call_soon_threadsafe(print)\n"
    "--    def m@(self):\n        self.loop.create_task(g(@))\n"
    "    def c@(self):\n        self.m@()\n    def s@(self):\n        self.loop.create_task(g(@))\n"
    "        threading.Thread(target=self.s@).start()\n",
    "tasks of runners": "class A:\n    def __init__(self):\n        self.loop = asyncio.new_event_loop()\n"
    "--    def m@(self):\n        self.loop.create_task(g(@))\n"
    "    def r@(self):\n        self.loop.run_until_complete(self.m@())\n"
    "        loop = asyncio.get_event_loop()\n        t = loop.create_task(g(@))\n"
    "    def s@(self):\n        loop = asyncio.get_event_loop()\n        loop.create_task(g(@))\n"
    "        asyncio.run(g(@))\n",
    "new locks": "class A:\n--    async def m@(self, a):\n        async with asyncio.Lock():\n"
    "            self.n.append(a)\n    async def r@(self):\n        for a in self.n:\n"
    "            await g(a)\n",
    "stopped tasks": "class A:\n"
    "--    async def r@(self):\n        try: await g()\n"
    "        except asyncio.CancelledError: pass\n    async def m@(self):\n"
    "        t = asyncio.create_task(self.r@())\n        self.t.append(t)\n"
    "        await self.r@()\n        t.cancel()\n        await t\n",
    "locks taken by calls": "import fcntl\nasync def f(a):\n    d = open('x')\n"
    "--    fcntl.flock(d, fcntl.LOCK_EX)\n    time.sleep(1)\n    requests.get('@')\n"
    "    fcntl.flock(d, fcntl.LOCK_UN)\n",
    "behind a lock": "import fcntl\nasync def f(a):\n    with open('x') as d:\n"
    "        fcntl.flock(d, fcntl.LOCK_EX)\n--        requests.get('@')\n",
    "left open by errors": "import aiohttp\nasync def f(a):\n"
    "--    c@ = aiohttp.ClientSession()\n    d@ = await c@.get('@')\n    await c@.close()\n",
    "never closed": "async def f(a):\n--"
    "    r@, w@ = await asyncio.open_connection('@', 1)\n    w@.write(b'')\n    print(await r@.read())\n",
    "versions in a function": "import sys\nasync def f(a):\n--"
    "    if sys.version_info >= (3, 9):\n        x@ = await asyncio.to_thread(g, @)\n"
    "    else:\n        x@ = requests.get('@')\n",
    "versions left": "import sys\nasync def f(a):\n--"
    "    if sys.version_info < (3, @):\n        return 1\n    requests.get('@')\n",
    "in a transaction": "async def f(a):\n    with sqlite3.connect('x') as d:\n"
    "--        d.execute('@')\n        requests.get('@')\n",
    "one class of many": "import json\n--class A@:\n    def __init__(self, p): self.p = p\n"
    "    def load(self): return json.load(open(self.p))\n"
    "async def f@(a):\n    return A@('@').load()\n",
    "one class for many": "import json\nclass A:\n    def __init__(self, p): self.p = p\n"
    "    def load(self):\n        self.n += 1\n        return json.load(open(self.p))\n"
    "--async def f@(a):\n    return A('@').load()\nasync def k@(a: A):\n    return a.load()\n",
    "claimed": "class A:\n--    async def m@(self):\n        if self.f@:\n            return\n"
    "        self.f@ = True\n        self.r = requests.get('@')\n",
    "claimed by a call": "F = {}\nasync def t(n):\n    if n not in F:\n        F[n] = True\n"
    "        return True\n    return False\nasync def f(a):\n"
    "    if not await t(a):\n        return\n--    x@ = requests.get('@')\n    print(x@)\n",
    "given back": "import shutil\nasync def f(a):\n--    if a:\n        a.b()\n    shutil.rmtree('@')\n"
    "    try:\n        a.c(@)\n    finally:\n        a.d()\n",
    "callbacks of polls": "import confluent_kafka\np = confluent_kafka.Producer({})\n"
    "--async def f@(a):\n    p.produce('@', callback=a)\n    p.flush()\n",
    "made and taken back": "import shutil, tempfile\nasync def f(a):\n--"
    "    d@ = tempfile.mkdtemp()\n    try:\n        subprocess.run([a], cwd=d@)\n"
    "    finally:\n        shutil.rmtree(d@)\n",
    "removed and made": "import os, shutil\nasync def f(a):\n--"
    "    shutil.rmtree(a + '@')\n    os.mkdir(a + '@')\n",
    "seen without a lock": "class A:\n    def r(self):\n        self.i = {}\n"
    "        self.i['a'] = open('x').read()\n--    async def f@(self):\n"
    "        async with self.lock:\n            self.r()\n    async def k@(self):\n"
    "        async with self.lock:\n            return self.i\n",
    "changed entries": "X = []\nclass A:\n"
    "--    def r@(self, v):\n        for i in X:\n            i['q'] = v\n"
    "        requests.get(X)\n    async def m@(self, v): self.r@(v)\n",
    "ended in a row": "import subprocess\nasync def f(a):\n--"
    "    p@ = subprocess.Popen('@')\n    p@.terminate()\n    p@.wait(1)\n    p@.kill()\n",
    "ended at the end": "async def f(a):\n    try:\n        await g()\n    finally:\n--"
    "        if a.b@:\n            time.sleep(1)\n            a.b@.close()\n",
    "ended by others": "import shutil\nclass A:\n--    async def m@(self):\n        shutil.rmtree('@')\n"
    "    async def n@(self):\n        await self.m@()\n        self.p = None\n",
    "entered late": "import subprocess\nclass A:\n    def s(self):\n        for c in self.c: c.stop()\n"
    "    async def f(self):\n--        x@ = h(1)\n        subprocess.run(x@)\n        self.c.append(x@)\n",
    "records": "def n(k, v=0): return sqlite3.connect('a').execute('b', (k, v))\n"
    "async def f(k):\n    if n(k):\n        return\n--    x@ = n(k, @)\n",
    "made where missing": "import os\nasync def f(a):\n--"
    "    if os.path.isdir(a.b@):\n        return\n    os.makedirs(a.b@)\n",
    "ended pools": "from concurrent.futures import ThreadPoolExecutor\nclass A:\n--"
    "    def __init__(self):\n        self.p@ = ThreadPoolExecutor()\n"
    "    def u@(self): self.p@.submit(h)\n"
    "    async def s@(self):\n        self.p@.shutdown()\n        self.p@ = None\n",
    "resized": "class A:\n--    def r@(self, k):\n        self.d[k] = requests.get(k)\n"
    "    def o@(self):\n        for k in self.d:\n            h(k)\n"
    "    async def m@(self, k): self.r@(k)\n",
    "safe pauses": "async def f(a):\n--    if a.b@:\n        await g()\n    time.sleep(1)\n",
    "pauses between waits": "async def f(a):\n--    await g()\n    time.sleep(1)\n    a.b@.c()\n",
    "pauses of coroutines that others await": "class A:\n--    async def m@(self):\n"
    "        if self.x@:\n            return\n        time.sleep(1)\n        self.x = 1\n"
    "    async def n@(self):\n        await self.m@()\n",
    "halves": "import glob\nasync def f(a):\n--    glob.glob(a.b@)\n    h(open(a.c@), a.d(@))\n",
    "spoken of": "async def f(a):\n--    # no await here for @\n    time.sleep(1)\n",
    "taken out": "class W:\n    def end(self):\n        requests.get('x')\n        self.c.close()\n"
    "class A:\n    def __init__(self):\n        self.w: dict[int, W] = {}\n    async def f(self):\n"
    "--        w@ = self.w.pop(@)\n        w@.end()\n",
    "given up": "class W:\n    def end(self):\n        requests.get('x')\n        self.c.close()\n"
    "class A:\n    def __init__(self):\n        self.v: W = W()\n    async def f(self):\n"
    "--        w@ = self.v\n        self.v = None\n        w@.end()\n",
    "begun again": "import threading\nclass W:\n    def begin(self):\n"
    "        self.t = threading.Thread(target=h)\n    def end(self):\n        self.t.join()\n"
    "        self.t = None\nclass A:\n    def __init__(self):\n        self.w = W()\n"
    "--    async def f@(self):\n        self.w.end()\n    async def b@(self):\n"
    "        self.w.begin()\n",
    "kept in step": "class A:\n    async def f(self):\n"
    "--        with open(self.p@, 'a') as d@:\n            d@.write('@')\n",
    "ended with a variable": "import tempfile\nasync def f(a):\n--"
    "    t@ = tempfile.NamedTemporaryFile()\n    t@.write(open('@').read())\n    n@ = t@.name\n"
    "    await g(n@)\n",
    "read behind": "import anyio\nasync def f(a):\n--    try:\n        await a.c()\n"
    "    finally:\n        x = await a.d(@)\n    a.e(x)\n",
    "counted": "class A:\n    async def f(self):\n"
    "--        self.n += 1\n        requests.get('@')\n        h(self.n)\n        await g()\n",
    "set for a time": "import os\nasync def f(a):\n"
    "--    os.chdir(a)\n    requests.get('@')\n    os.chdir('@')\n    await g()\n",
    "woken": "class A:\n    async def r(self):\n        self.w()\n--"
    "    async def f@(self):\n        asyncio.create_task(self.r())\n"
    "        self.d.set()\n        self.c = requests.get('@')\n"
    "    async def w@(self):\n        await self.d.wait()\n        h(self.c)\n",
    "talks": "import multiprocessing\nclass A:\n    def __init__(self):\n"
    "        self.p, self.o = multiprocessing.Pipe()\n    async def f(self):\n"
    "--        self.p.send(@)\n        h(self.p.recv())\n",
    "files in a loop": "import aiofiles\nasync def f(a):\n    for n in a:\n"
    "--        with open(n + '@') as d@:\n            e@ = d@.readline()\n        await g(e@)\n",
    "nonlocal": "async def f(a):\n"
    "    x@ = None\n    def set@():\n        nonlocal x@\n        x@ = a.make()\n    x@.go()\n",
}
"""As above: what takes more time a group."""


@pytest.mark.parametrize("shape", [*_SHAPES, *_SHORT_SHAPES])
def test_steps_of_a_line_are_as_many_in_a_longer_file(shape: str) -> None:
    def steps(groups: int) -> int:
        whole = (_SHAPES | _SHORT_SHAPES)[shape]
        head, group, *tail = whole.split("--") if "--" in whole else whole.split(":\n", 1)
        if shape == "globals":
            first, group = group.split("\n", 1)
            head = f"{head}:\n{first}"
        elif "--" not in whole:
            head += ":"
        body = "".join(
            group.replace("@", str(number)).replace("%", "@") for number in range(groups)
        )
        imports = "import asyncio, requests, sqlite3, time\n"
        head = head.replace("%", "@")
        text = f"{imports}async def g(*a): ...\ndef h(*a): ...\n{head}\n{body}{''.join(tail)}"
        return _lines_run(lambda: lint_source("m.py", text.encode(), Settings()))

    steps(5)  # what is made once
    groups = 20 if shape in _SHORT_SHAPES else 60
    few, many = steps(groups), steps(10 * groups)
    assert many < 1.2 * 10 * few


_BUILT: dict[str, Callable[[int], str]] = {
    "skipped items": lambda n: (
        "import asyncio\nclass A:\n    async def run(self):\n        while True:\n"
        + "".join(
            f"            self.t{i} = asyncio.create_task(self.p{i}(1))\n            await self.t{i}\n"
            for i in range(n)
        )
        + "    def start(self):\n        self.m = asyncio.create_task(self.run())\n"
        "    def stop(self):\n        self.m.cancel()\n"
        + "".join(
            f"    def s{i}(self):\n        self.t{i}.cancel()\n    async def p{i}(self, i):\n"
            "        try:\n            await i.g()\n"
            "        except asyncio.CancelledError:\n            pass\n"
            for i in range(n)
        )
    ),
    "operands": lambda n: "async def f():\n    return " + " or ".join(["time.sleep(1)"] * n) + "\n",
    "properties": lambda n: (
        "class A:\n"
        + "".join(
            f"    @property\n    def p{i}(self): return open('{i}')\n"
            f"    async def m{i}(self): self.p{i}.read()\n"
            for i in range(n)
        )
    ),
    "runs in a row": lambda n: (
        "import asyncio\n"
        + "".join(
            f"k{i} = asyncio.Lock()\nasync def u{i}():\n    async with k{i}: pass\n"
            f"async def w{i}():\n    await asyncio.gather(u{i}(), u{i}())\n"
            for i in range(n)
        )
        + "".join(f"asyncio.run(w{i}())\n" for i in range(n))
    ),
    "loops in threads": lambda n: (
        "import asyncio, threading\nclass A:\n    def __init__(self):\n"
        + "".join(f"        self.q{i} = asyncio.Queue()\n" for i in range(n))
        + "".join(
            f"    async def w{i}(self): await self.q{i}.get()\n"
            f"    def t{i}(self): asyncio.run(self.w{i}())\n"
            f"    def s{i}(self): threading.Thread(target=self.t{i}).start()\n"
            for i in range(n)
        )
        + "async def main():\n    a = A()\n"
        + "".join(f"    a.s{i}()\n    await a.q{i}.put(1)\n" for i in range(n))
    ),
}


def test_an_operand_is_not_named_by_a_row_of_thousands(monkeypatch: pytest.MonkeyPatch) -> None:
    spelled: list[int] = []
    unparse = ast.unparse

    def counted(node: ast.AST) -> str:
        spelled.append(sum(1 for _ in ast.walk(node)))
        return unparse(node)

    monkeypatch.setattr(ast, "unparse", counted)
    row = " + ".join(["y"] * 400)
    text = f"import time\ndef f(y):\n    time.sleep({row})\nasync def m(y):\n    f(y)\n"
    assert [finding.code for finding in lint_source("m.py", text.encode(), Settings())]
    assert len(spelled) >= 399
    assert max(spelled) < 200


@pytest.mark.parametrize("shape", _BUILT)
def test_steps_of_a_part_are_as_many_among_more(shape: str) -> None:
    def steps(parts: int) -> int:
        text = f"import time\n{_BUILT[shape](parts)}"
        return _lines_run(lambda: lint_source("m.py", text.encode(), Settings()))

    steps(5)  # what is made once
    few, many = steps(100), steps(1000)
    assert many < 1.2 * 10 * few


def _levels(head: str, call: str, last: str, calls: int) -> str:
    """Functions each of which calls the next one *calls* times."""
    levels = (f"{head.format(n)}\n" + f"    {call.format(n + 1)}\n" * calls for n in range(4))
    return "import asyncio, threading, time\n" + "".join(levels) + last


_CALLED_BACK = """
def g4(x): x
def me(): asyncio.get_event_loop().call_soon(print)
async def main():
    await asyncio.to_thread(g0, me)
"""
_IN_THREAD = """
q = asyncio.Queue()
async def c4(): await q.get()
def t(): asyncio.run(c0())
async def start():
    threading.Thread(target=t).start()
    await q.put(1)
"""
_SIBLING = """
class A4:
  async def aread(self): pass
async def f(a: A0):
    a.read()
"""
_READER = "class A{0}:\n  def read(self): time.sleep(1)\n  async def aread(self):"
_FANS = {
    "a callback that is passed on": ("def g{}(cb):", "g{}(cb)", _CALLED_BACK),
    "coroutines of a thread's loop": ("async def c{}():", "await c{}()", _IN_THREAD),
    "an asynchronous sibling": (_READER, "await A{}().aread()", _SIBLING),
}


@pytest.mark.parametrize("shape", _FANS)
def test_ways_to_one_function_are_not_all_gone(shape: str) -> None:
    def steps(calls: int) -> int:
        text = _levels(*_FANS[shape], calls)
        return _lines_run(lambda: lint_source("m.py", text.encode(), Settings()))

    steps(3)  # what is made once
    few, many = steps(10), steps(40)
    assert many < 1.2 * 4 * few


def test_steps_of_a_link_are_as_many_in_a_longer_chain() -> None:
    def steps(links: int) -> int:
        text = f"import asyncio\nasync def f(a):\n    b = a{'.b' * links}\n    c = a{'.b(b)' * links}\n"
        return _lines_run(lambda: lint_source("m.py", text.encode(), Settings()))

    steps(3)  # what is made once
    few, some, many = steps(60), steps(330), steps(600)
    assert many - some < 1.2 * (some - few)


def test_a_place_is_not_guarded_by_thousands_of_tests() -> None:
    early = "".join(f"    if a == {number}:\n        return 1\n" for number in range(300))
    source = Source.parse("m.py", f"def f(a):\n{early}    g()\n".encode())
    module = ModuleSummary("m.py", ModuleName("m"), source)
    (function,) = module.functions()
    (site,) = [site for site in function.sites if site.name == "g"]
    assert len(site.guards) < 100
    assert site.guards[-1][2] > 200  # what is left out still weighs


def _lines_run(work: Callable[[], object]) -> int:
    """How many lines of Python run in *work*, those of comprehensions each time round."""
    count = 0

    def trace(frame: object, event: str, argument: object) -> object:
        nonlocal count
        count += event == "line"
        return trace

    earlier = sys.gettrace()
    sys.settrace(trace)  # type: ignore[arg-type]
    threading.settrace(trace)  # type: ignore[arg-type]
    try:
        work()
    finally:
        sys.settrace(earlier)
        threading.settrace(None)  # type: ignore[arg-type]
    return count


def test_modules_that_were_asked_for_lately_stay_known(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(project_module, "is_scarce", lambda: False)
    monkeypatch.setattr(project_module, "_AWAKE_BYTES", 30_000)
    monkeypatch.setattr(project_module, "_KEPT_BYTES", 20_000)
    shared = "import time\n\ndef wait():\n    time.sleep(1)\n"
    (tmp_path / "shared.py").write_text(shared)
    users = []
    for number in range(20):
        padding = f"# {'x' * 3000}\n"
        (tmp_path / f"own{number}.py").write_text(f"{padding}\ndef value():\n    return {number}\n")
        user = tmp_path / f"user{number}.py"
        user.write_text(
            f"import own{number}\nimport shared\n\n"
            f"async def f():\n    own{number}.value()\n    shared.wait()\n"
        )
        users.append(user)
    settings = Settings()
    project = Project.for_files(users, settings)
    reads = _counted(monkeypatch, project_module, "parse_late")
    for user in users:
        found = lint_source(str(user), user.read_bytes(), settings, project)
        assert [finding.code for finding in found] == ["ASY151"]
    assert reads["parse_late"] == 20 + 1
    modules = [one for path, one in project._by_path.items() if path.name.startswith("own")]
    assert len(modules) == 20
    assert sum(one is not None and not one.is_asleep for one in modules) < 12
    monkeypatch.setattr(project_module, "_MAX_CONCLUSIONS", 10)
    project.trim()
    assert len(project._by_path) < 20


@pytest.mark.parametrize(("is_scarce", "kept"), [(False, 12), (True, 3)])
def test_less_is_known_where_memory_is_scarce(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, is_scarce: bool, kept: int
) -> None:
    monkeypatch.setattr(room, "_MUCH", 0 if is_scarce else 1 << 60)
    monkeypatch.setattr(project_module, "_AWAKE_BYTES", 12_500)
    monkeypatch.setattr(project_module, "_KEPT_BYTES", 12_500)
    paths = [tmp_path / f"m{number}.py" for number in range(20)]
    for path in paths:
        path.write_text(f"import time\n\nasync def f():\n    time.sleep(1)\n# {'x' * 950}\n")
    user = tmp_path / "user.py"
    user.write_text(
        "".join(f"import m{n}\n" for n in range(20))
        + "async def g():\n"
        + "".join(f"    await m{n}.f()\n" for n in range(20))
    )
    project = Project.for_files([user], Settings())
    lint_source(str(user), user.read_bytes(), Settings(), project)
    project.trim()
    awake = [one for one in project._by_path.values() if one is not None and not one.is_asleep]
    assert kept - 2 <= len(awake) <= kept


def test_definitions_of_a_text_are_looked_for_once_however_often_it_is_parsed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    data = _program(600).replace(b"async ", b"")
    module = ModuleSummary("m.py", ModuleName("m"), parse_late("m.py", data), data=data)
    module.rest()
    calls = _counted(monkeypatch, deferred, "_definitions")
    tests = _counted(monkeypatch, lowering, "attributes_tested")
    for number in range(5):
        assert module.function(f"fetch_{number}:{1 + 3 * number}:0").is_async is False
        module.rest()
    assert module.times_parsed_again == 5
    assert calls["_definitions"] == 1
    assert tests["attributes_tested"] == 0


def test_methods_of_a_class_are_looked_for_once_however_often_it_is_parsed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    methods = "".join(f"    def m{n}(self):\n        return {n}\n" for n in range(600))
    data = f"class Large:\n{methods}".encode()
    module = ModuleSummary("m.py", ModuleName("m"), parse_late("m.py", data), data=data)
    calls = _counted(monkeypatch, deferred, "_definitions")
    for number in range(5):
        module.rest()
        assert module.function(f"Large.m{number}:{2 + 2 * number}:4").is_async is False
    assert module.times_parsed_again == 5
    assert calls["_definitions"] == 2


@pytest.mark.parametrize("most", [0, 1 << 60])
def test_texts_without_trees_are_packed_where_much_is_awake(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, most: int
) -> None:
    monkeypatch.setattr(project_module, "_KEPT_BYTES", most)
    for limit in ("_MOST_BYTES", "_LEFT_BYTES", "_MOST_IN_HAND"):
        monkeypatch.setattr(live_trees, limit, 0)
    names = [f"m{number}" for number in range(20)]
    for name in names:
        text = f"import time\n\ndef f():\n    time.sleep(1)\n# {'x' * 950}\n"
        (tmp_path / f"{name}.py").write_text(text)
    user = tmp_path / "user.py"
    body = "".join(f"    {name}.f()\n" for name in names)
    user.write_text(f"import {', '.join(names)}\nasync def g():\n{body}")
    project = Project.for_files([user], Settings())
    found = lint_source(str(user), user.read_bytes(), Settings(), project)
    assert [finding.code for finding in found] == ["ASY151"] * 20
    modules = [one for one in project._by_path.values() if one is not None]
    packed = [one for one in modules if one._text is None]
    assert not any(one.is_asleep for one in modules)
    assert (len(packed) > 10) is (most == 0)
    assert all(one.data == Path(one.path).read_bytes() for one in modules)


@pytest.mark.parametrize(("stars", "read"), [(9, 9), (11, 0)])
def test_of_very_many_star_imports_none_is_read(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, stars: int, read: int
) -> None:
    monkeypatch.setattr(star_imports, "_MAX_STARS", 10)
    package = tmp_path / "package"
    package.mkdir()
    (package / "__init__.py").write_text("".join(f"from .m{n} import *\n" for n in range(stars)))
    for number in range(stars):
        (package / f"m{number}.py").write_text(f"async def f{number}(): ...\n")
    user = tmp_path / "user.py"
    user.write_text(f"from package import f{stars - 1} as f\n\nasync def g():\n    f()\n")
    project = Project.for_files([user], Settings())
    found = lint_source(str(user), user.read_bytes(), Settings(), project)
    assert [finding.code for finding in found] == ["ASY201"] * (read > 0)
    assert sum(path.name.startswith("m") for path in project._by_path) == read


def test_what_was_read_and_not_found_goes_with_the_conclusions(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    user = tmp_path / "user.py"
    user.write_text(
        "import redis, requests, nowhere\n\nasync def f():\n    nowhere.a(redis.Redis)\n"
        "    requests.get('a')\n"
    )
    settings = Settings()
    project = Project.for_files([user], settings)

    def check() -> list[str]:
        found = lint_source(str(user), user.read_bytes(), settings, project)
        return [finding.message for finding in found]

    first = check()
    assert len(first) == 1
    assert project._stubs["redis"] is not None
    assert any(path is None for path, _ in project._by_name.values())
    project.trim()
    assert project._stubs
    monkeypatch.setattr(project_module, "_MAX_CONCLUSIONS", 0)
    project.trim()
    assert project._stubs
    assert not any(path is None for path, _ in project._by_name.values())
    check()
    monkeypatch.setattr(project_module, "_MAX_STUBS", 1)
    project.trim()
    assert not project._stubs
    assert check() == first


@pytest.mark.parametrize("is_remembered", [False, True])
def test_what_findings_rest_on_is_noted_where_somebody_takes_it(
    tmp_path: Path, is_remembered: bool
) -> None:
    (tmp_path / "other.py").write_text("def g(): ...\n")
    user = tmp_path / "user.py"
    user.write_text("import other\n\nasync def f():\n    other.g()\n")
    job = Job(
        settings=Settings(), selection=Selection(), paths=(str(user),),
        cache_dir=str(tmp_path / "cache") if is_remembered else None,
    )  # fmt: skip
    session = Session(job)
    session.check(str(user))
    consulted = session.newly_consulted()
    assert consulted is not None
    assert bool(consulted.texts) is is_remembered
    assert bool(consulted.look_ups) is is_remembered


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no mallopt")
@pytest.mark.parametrize(("some", "times"), [(0, 1), (1 << 60, 0)])
def test_large_blocks_go_back_to_the_system_once_there_are_some(
    monkeypatch: pytest.MonkeyPatch, some: int, times: int
) -> None:
    calls: list[tuple[int, ...]] = []

    class Library:
        def __init__(self, name: None) -> None: ...

        def mallopt(self, *given: int) -> None:
            calls.append(given)

    monkeypatch.setattr(ctypes, "CDLL", Library)
    monkeypatch.setattr(room, "_SOME", some)
    room._give_large_blocks_back.cache_clear()
    room.is_scarce()
    room.is_scarce()
    room._give_large_blocks_back.cache_clear()
    assert calls == [(-3, 131_072)] * times


def test_a_model_that_was_let_go_of_leaves_no_circle_behind() -> None:
    settings = Settings()
    lint_source("m.py", _program(3), settings)
    gc.collect()
    lint_source("m.py", _program(3), settings)
    assert not [found for found in gc.get_objects() if isinstance(found, SemanticModel)]


def test_what_was_looked_at_beside_a_file_leaves_no_circle_behind(tmp_path: Path) -> None:
    """The other module has a tree of its own for this file, and a large one is 20 MB."""
    (tmp_path / "other.py").write_text("def f(): ...\n\n\ndef seen_beside(): ...\n")
    text = b"import other\n\n\nasync def h():\n    other.f()\n"
    model = model_of(str(tmp_path / "a.py"), text, Settings())
    other = model.types.loader.load("other", model.module)
    assert other is not None
    model.beside(other)

    def found() -> int:
        return sum(isinstance(one, Scope) and one.name == "seen_beside" for one in gc.get_objects())

    other.rest()
    gc.collect()
    gc.disable()
    try:
        assert found() == 1
        model.release()
        del model
        assert found() == 0
    finally:
        gc.enable()


@pytest.mark.parametrize("steps", [6, 24])
def test_fixes_that_overlap_are_written_when_their_turn_comes(
    monkeypatch: pytest.MonkeyPatch, steps: int
) -> None:
    # Each moves all the statements into one thread, and would write the whole function.
    body = "".join(f"    c.execute('insert', {number})\n" for number in range(steps))
    code = f"import sqlite3\nasync def f(d):\n    c = sqlite3.connect(d)\n{body}".encode()
    findings = lint_source("m.py", code, Settings())
    assert len(findings) == steps + 1
    written = _counted(monkeypatch, assembly, "rewrite")

    def lint(data: bytes) -> list[Finding]:
        return lint_source("m.py", data, Settings())

    outcome = apply_fixes("m.py", code, findings, lint, unsafe=True)
    assert len(outcome.applied) == 1
    assert written["rewrite"] <= 2
