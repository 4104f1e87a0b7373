# source: https://github.com/erdewit/nest_asyncio
__successor__ = "'await' in place of nested loops"
