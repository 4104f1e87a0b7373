# source: https://dnspython.readthedocs.io/en/stable/
