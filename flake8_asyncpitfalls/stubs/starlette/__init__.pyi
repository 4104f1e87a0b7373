# source: https://www.starlette.io/
__plain_arguments__ = "yes"
__all_blocking__ = "yes"
