# source: https://docs.python.org/3/library/unittest.html
from unittest import IsolatedAsyncioTestCase
