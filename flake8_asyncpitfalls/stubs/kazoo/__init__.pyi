# source: https://kazoo.readthedocs.io/en/latest/api/client.html
