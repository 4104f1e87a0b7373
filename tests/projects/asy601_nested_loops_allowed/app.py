from work import plain


async def main():
    return plain()
