"""What was put into a container is what comes out of it."""
# only: own
from collections import defaultdict, deque
import asyncio

class Job:
    async def run(self): ...
    def work(self): open("x").read()

class Pool:
    def __init__(self):
        self.jobs = []
        self.by_id = {}
        self.groups = defaultdict(list)
        self.waiting = deque()
        self.active = set()
        self.fixed = [Job(), Job()]
        self.slots = [None] * 3

    def add(self, name):
        job = Job()
        self.jobs.append(job)
        self.by_id[name] = job
        self.groups[name].append(job)
        self.waiting.append(job)
        self.active.add(job)
        return job

    async def go(self, name):
        for job in self.jobs:
            await job.run()  # error: 12
        for i, job in enumerate(self.jobs):
            await job.run()  # error: 12
        for job in list(self.jobs):
            await job.run()  # error: 12
        for job in self.by_id.values():
            await job.run()  # error: 12
        await asyncio.to_thread(self.by_id[name].work)
        job = self.by_id.get(name)
        if job:
            await job.run()  # error: 12
        while self.waiting:
            await self.waiting.popleft().run()  # error: 12
        for job in self.active:
            await job.run()  # error: 12
        [await job.run() for job in self.jobs]  # error: 9
        for job in sorted(self.jobs, key=id):
            await job.run()  # error: 12
        await self.jobs[-1].run()  # error: 8
        for job in reversed(self.jobs[1:]):
            await job.run()  # error: 12
        for job in self.groups[name]:
            await job.run()  # error: 12
        for a, b in zip(self.jobs, self.fixed):
            await a.run()  # error: 12
        await self.add("x").run()  # error: 8
        first = next(iter(self.jobs))
        await first.run()  # error: 8
        await asyncio.gather(*[job.run() for job in self.jobs])
        await asyncio.gather(*(job.run() for job in self.jobs))

async def local(names):
    out = {}
    for n in names:
        out[n] = Job()
    for n, j in out.items():
        await j.run()  # error: 8
    pairs = []
    for n in names:
        pairs.append((n, Job()))
    for n, j in pairs:
        await j.run()  # error: 8
    made = [Job() for n in names]
    made.extend(Job() for n in names)
    await made[0].run()  # error: 4
    stack = [Job()]
    while stack:
        cur = stack.pop()
        await cur.run()  # error: 8
        stack.append(Job())

async def value(x: int) -> int: return x
async def coros(xs):
    got = []
    for x in xs:
        got.append(await value(x))
    return sum(got)
async def coros2(xs):
    results = {}
    for x in xs:
        results[x] = await value(x)
    return {k: v + 1 for k, v in results.items()}
async def ok(xs):
    got = []
    for x in xs:
        got.append(value(x))
    return await asyncio.gather(*got)
async def ok2(xs):
    got = {}
    for x in xs:
        got[x] = value(x)
    return {k: await v for k, v in got.items()}
async def ok3(xs):
    got = []
    for x in xs:
        got.append(value(x))
    done = []
    for g in got:
        done.append(await g)
    return sum(done)
async def ok4(xs):
    got = [value(x) for x in xs]
    for i, g in enumerate(got):
        got[i] = await g
    return sum(got)
class Events:
    def __init__(self):
        self.handlers = []
    def on(self, fn):
        self.handlers.append(fn)
    async def fire(self):
        for h in self.handlers:
            r = h()
            if asyncio.iscoroutine(r):
                await r


HANDLERS = [
    Job.run,
    Pool.go,
    local,
    value,
    coros,
    coros2,
    ok,
    ok2,
    ok3,
    ok4,
    Events.fire,
]
