# source: https://plumbum.readthedocs.io/en/latest/
