# source: https://docs.snowflake.com/en/developer-guide/python-connector/python-connector-api
__plain_arguments__ = "yes"
