# only: own


from asyncio import FIRST_COMPLETED, create_task, gather, wait


async def number(*a) -> int:
    return 1


async def first(url1, url2):
    tasks = {create_task(number(u)) for u in (url1, url2)}
    done, pending = await wait(tasks, return_when=FIRST_COMPLETED)  # error: 26, tasks="tasks"
    for task in pending:
        task.cancel()
    return done.pop().result()


async def second(url1, url2):
    tasks = [create_task(number(u)) for u in (url1, url2)]
    done, pending = await wait(tasks, return_when=FIRST_COMPLETED)
    await gather(*pending)


async def third(url1, url2):
    tasks = [create_task(number(u)) for u in (url1, url2)]
    await wait(tasks, timeout=1)  # error: 10


async def fourth(url1, url2):
    tasks = [create_task(number(u)) for u in (url1, url2)]
    try:
        done, _ = await wait(tasks, timeout=1)
    finally:
        for t in tasks:
            t.cancel()


async def fifth(self):
    self.tasks = [create_task(number(1))]
    done, _ = await wait(self.tasks, timeout=1)


async def sixth():
    a = create_task(number())
    b = create_task(number())
    while True:
        done, pending = await wait([a, b], return_when=FIRST_COMPLETED)
        if a in done:
            a = create_task(number())
        if b in done:
            b = create_task(number())


async def asked_after(url):
    task = create_task(number(url))
    await wait([task], timeout=1)
    if task.done() and task.exception():
        raise task.exception()


async def one_of_two_asked(url):
    a = create_task(number(url))
    b = create_task(number(url))
    await wait([a, b], timeout=1)  # error: 10
    return a.done()


async def names_them(url1, url2):
    a = create_task(number(url1))
    b = create_task(number(url2))
    done, pending = await wait(  # error: 20
        [a, b],  # one of them
        return_when=FIRST_COMPLETED,
    )
    for other in pending:
        other.cancel()
    results = [task.result() for task in done]
    return results[0]


async def task_is_taken(url1, url2):
    task = create_task(number(url1))
    other = create_task(number(url2))
    if url1:
        done, pending = await wait([task, other], return_when=FIRST_COMPLETED)  # error: 24
        for other_2 in pending:
            other_2.cancel()
        print(done)
