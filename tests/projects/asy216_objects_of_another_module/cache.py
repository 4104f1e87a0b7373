import asyncio
from dataclasses import dataclass, field


@dataclass
class Entry:
    ready: asyncio.Event = field(default_factory=asyncio.Event)
    done: bool = False
