import tools
from tools import quick


async def main():
    quick()
    tools.quick()
