# source: https://python.langchain.com/api_reference/core/language_models.html
from langchain_core.language_models import BaseChatModel
