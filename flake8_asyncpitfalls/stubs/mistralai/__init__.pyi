# source: https://github.com/mistralai/client-python
from mistralai.client import Mistral

__plain_arguments__ = "yes"
