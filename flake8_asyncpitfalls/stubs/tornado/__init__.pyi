# source: https://www.tornadoweb.org/en/stable/
