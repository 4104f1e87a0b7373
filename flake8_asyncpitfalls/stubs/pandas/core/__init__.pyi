# source: https://pandas.pydata.org/docs/reference/index.html
