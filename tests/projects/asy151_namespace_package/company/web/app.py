from company.shop.tools import pause


async def main():
    pause()  # error: 4
