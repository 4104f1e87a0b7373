# only: own
"""What the clean-up finds out is read behind it: when the time is over, that is still what was so before."""

import anyio


async def publish(push, remove, report):
    answer = await push()
    if answer.status:
        raise RuntimeError(answer)
    try:
        await anyio.sleep(1)
    finally:
        with anyio.CancelScope(shield=True):
            answer = await remove()  # error: 17
        if answer.status:
            report("still there")
        else:
            report("removed")


async def publish_and_note(push, remove, notes):
    answer = await push()
    print(answer)
    try:
        await anyio.sleep(1)
    finally:
        with anyio.CancelScope(shield=True):
            notes.answer = await remove()  # error: 23
    return notes.answer


async def publish_and_log(push, remove, report):
    answer = await push()
    try:
        report(answer)
        await anyio.sleep(1)
    finally:
        with anyio.CancelScope(shield=True):
            answer = await remove()  # error: 17
            await report(answer)


async def publish_and_forget(push, remove, report):
    answer = await push()
    report(answer)
    try:
        await anyio.sleep(1)
    finally:
        with anyio.CancelScope(shield=True):
            last = await remove()  # error: 15
    report(answer)
