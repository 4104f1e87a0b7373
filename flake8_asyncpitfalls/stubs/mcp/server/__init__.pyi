# source: https://github.com/modelcontextprotocol/python-sdk
from mcp.server.lowlevel import Server
from mcp.server.mcpserver import MCPServer
