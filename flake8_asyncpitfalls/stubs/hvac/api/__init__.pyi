# source: https://python-hvac.org/en/stable/source/hvac_v1.html
