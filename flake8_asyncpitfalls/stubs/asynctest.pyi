# source: https://pypi.org/project/asynctest/
__successor__ = "'unittest.IsolatedAsyncioTestCase'"
