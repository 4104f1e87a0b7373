from concurrent.futures import Future

from work import Job, insist, note, take, wait_for


async def main(job: Job, future: Future):
    note("a")
    insist("b")  # error: 4
    take()  # error: 4
    job.peek()
    wait_for(future)  # error: 4
