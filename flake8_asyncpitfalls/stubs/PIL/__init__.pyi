# source: https://pillow.readthedocs.io/en/stable/
