# source: https://channels.readthedocs.io/en/latest/topics/databases.html
