# source: https://nicegui.io/documentation/section_action_events
from asyncio import Task

@schedules(0)
@awaits(0)
@keeps_task
def create(awaitable, *args, **kwargs) -> Task: ...
