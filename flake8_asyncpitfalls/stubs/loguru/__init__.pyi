# source: https://loguru.readthedocs.io/en/stable/api/logger.html
from loguru._logger import Logger

logger: Logger
