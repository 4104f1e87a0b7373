# source: https://sourceforge.net/p/raspberry-gpio-python/wiki/Inputs/
