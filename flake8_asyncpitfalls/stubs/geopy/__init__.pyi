# source: https://geopy.readthedocs.io/en/stable/
