# source: https://botocore.amazonaws.com/v1/documentation/api/latest/index.html
__plain_arguments__ = "yes"
