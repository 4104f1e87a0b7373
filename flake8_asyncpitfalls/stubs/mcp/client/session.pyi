# source: https://github.com/modelcontextprotocol/python-sdk
from mcp import ClientSession
