# source: https://github.com/mistralai/client-python
from mistralai.client import Mistral
