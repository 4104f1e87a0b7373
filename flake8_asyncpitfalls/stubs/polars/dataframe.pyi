# source: https://docs.pola.rs/api/python/stable/reference/dataframe/index.html
from polars import DataFrame
