# source: https://docs.pola.rs/api/python/stable/reference/lazyframe/index.html
from polars import LazyFrame
