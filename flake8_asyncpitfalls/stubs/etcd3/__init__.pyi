# source: https://python-etcd3.readthedocs.io/en/latest/usage.html
from etcd3.client import Etcd3Client, client

__plain_arguments__ = "yes"
