# source: https://aiobotocore.aio-libs.org/
