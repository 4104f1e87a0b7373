# source: https://pynput.readthedocs.io/en/latest/
