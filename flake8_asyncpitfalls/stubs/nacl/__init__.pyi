# source: https://pynacl.readthedocs.io/en/latest/
