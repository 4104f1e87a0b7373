# source: https://python-hvac.org/en/stable/source/hvac_v1.html
from hvac.api.secrets_engines.kv import Kv

class SecretsEngines:
    kv: Kv
