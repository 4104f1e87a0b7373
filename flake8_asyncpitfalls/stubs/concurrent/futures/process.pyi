# source: https://docs.python.org/3/library/concurrent.futures.html
from concurrent.futures import ProcessPoolExecutor
