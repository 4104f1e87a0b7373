# source: https://aiobotocore.aio-libs.org/
__plain_arguments__ = "yes"
