# source: https://asyncer.tiangolo.com/
@offloads(0)
@changes("async")
def asyncify(function, **kwargs): ...
@changes("sync")
def syncify(async_function, *args, **kwargs): ...
@runs_loop(0)
@awaits(0, takes="function")
@changes("sync")
def runnify(async_function, *args, **kwargs): ...
