# source: https://python-watchdog.readthedocs.io/en/stable/
