# source: https://channels.readthedocs.io/en/latest/topics/consumers.html
