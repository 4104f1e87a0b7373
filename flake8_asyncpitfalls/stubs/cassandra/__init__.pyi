# source: https://docs.datastax.com/en/developer/python-driver/latest/api/cassandra/cluster/index.html
__plain_arguments__ = "yes"
