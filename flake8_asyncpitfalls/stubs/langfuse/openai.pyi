# source: https://langfuse.com/docs/integrations/openai/python/get-started
from openai import AsyncAzureOpenAI, AsyncOpenAI, AzureOpenAI, OpenAI
