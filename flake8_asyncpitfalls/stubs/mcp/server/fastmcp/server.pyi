# source: https://github.com/modelcontextprotocol/python-sdk
from mcp.server.fastmcp import FastMCP as FastMCP
