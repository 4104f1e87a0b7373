# source: https://pyserial.readthedocs.io/en/latest/pyserial_api.html
from serial import Serial
