# only: own
"""Functions that read and write a record by its key: the test of it and the writing are one step."""
import asyncio
import sqlite3


def find(job_id):
    if job_id:
        with sqlite3.connect("jobs.db") as connection:
            return connection.execute("SELECT * FROM jobs WHERE id = ?", (job_id,)).fetchone()
    return None


def add(job_id, state):
    with sqlite3.connect("jobs.db") as connection:
        connection.execute("INSERT INTO jobs VALUES (?, ?)", (job_id, state))


def set_state(job_id, state):
    with sqlite3.connect("jobs.db") as connection:
        connection.execute("UPDATE jobs SET state = ? WHERE id = ?", (state, job_id))


# Two requests would both find none.
async def start(job_id):
    known = find(job_id)  # ASY153: 12
    if known:
        raise ValueError(job_id)
    add(job_id, "new")  # ASY153: 4


# Two would both find it idle.
async def resume(job_id):
    job = find(job_id)  # ASY153: 10
    if job.state == "running":
        return False
    set_state(job_id, "running")  # ASY153: 4
    return True


async def resume_draft(job_id):
    job = find(job_id)  # ASY153: 10
    if job and job.state != "draft":
        return False
    set_state(job_id, "running")  # ASY153: 4
    return True


# That it is there does not change by the writing.
async def close(job_id):
    job = find(job_id)  # ASY153: 10
    if job is None:
        raise ValueError(job_id)
    set_state(job_id, "closed")  # ASY153: 4


# Another record.
async def copy(job_id, other_id):
    known = find(job_id)  # ASY153: 12
    if known:
        return
    add(other_id, "new")  # ASY153: 4


# It waits between the two as it is.
async def start_later(job_id):
    known = find(job_id)  # ASY153: 12
    if known:
        return
    await asyncio.sleep(1)
    add(job_id, "new")  # ASY153: 4


class Jobs:
    def __init__(self):
        self.lock = asyncio.Lock()

    async def start_locked(self, job_id):
        async with self.lock:
            if find(job_id):  # ASY153: 15
                return
            add(job_id, "new")  # ASY153: 12
