# source: https://python-rq.org/docs/
@one_shot
@transparent
def job(queue, connection=None, **kwargs): ...
