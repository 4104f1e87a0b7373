# source: https://python-rq.org/docs/
from rq import Queue
