# source: https://python-hvac.org/en/stable/source/hvac_v1.html
from hvac.v1 import Client

__plain_arguments__ = "yes"
