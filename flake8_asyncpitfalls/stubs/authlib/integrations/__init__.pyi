# source: https://docs.authlib.org/en/latest/client/
