# only: own
from tenacity import retry, stop_after_attempt


async def note(state): ...


def note_plainly(state): ...


@retry(stop=stop_after_attempt(3), after=note)  # error: 41
def push(): ...


@retry(before=note, before_sleep=note_plainly)  # error: 14
def pull(): ...


@retry(stop=stop_after_attempt(3), before=note)
async def awaited(): ...


again = retry(after=note)
