# source: https://textual.textualize.io/guide/workers/#thread-workers
from textual.app import App

@offloads(0, when={"thread": True})
def work(method=None, *, name="", group="default", exit_on_error=True, exclusive=False, description=None, thread=False): ...
@runs_on_loop(0)
def on(message_type, selector=None, **kwargs): ...
