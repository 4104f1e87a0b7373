# source: https://github.com/modelcontextprotocol/python-sdk
from mcp.server.mcpserver import MCPServer as MCPServer
