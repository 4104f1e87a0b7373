# source: https://python.temporal.io/
