# source: https://cryptography.io/en/latest/
__plain_arguments__ = "yes"
