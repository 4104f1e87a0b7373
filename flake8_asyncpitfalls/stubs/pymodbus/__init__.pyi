# source: https://pymodbus.readthedocs.io/en/latest/
