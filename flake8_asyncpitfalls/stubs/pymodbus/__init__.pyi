# source: https://pymodbus.readthedocs.io/en/latest/
__plain_arguments__ = "yes"
