# source: https://pandas.pydata.org/docs/reference/series.html
from pandas.core.generic import NDFrame

class Series(NDFrame): ...
