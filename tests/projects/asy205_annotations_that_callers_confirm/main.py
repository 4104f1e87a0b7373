from state import Dialog, State, Twin, tell, tell_any


async def main(parts):
    state = State()
    await Dialog(state, other=Twin()).run()
    await Dialog(State(), state).run()
    await tell(state)
    await tell_any(state)
    await tell_any(parts)
