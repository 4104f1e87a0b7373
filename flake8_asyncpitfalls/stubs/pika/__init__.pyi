# source: https://pika.readthedocs.io/en/stable/
from pika.adapters.blocking_connection import BlockingConnection

__plain_arguments__ = "yes"
