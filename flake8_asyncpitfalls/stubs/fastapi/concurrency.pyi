# source: https://fastapi.tiangolo.com/async/
from starlette.concurrency import iterate_in_threadpool, run_in_threadpool
