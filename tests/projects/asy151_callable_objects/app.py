from limits import Limit, count, limit


async def main(own: Limit):
    limit("a")  # error: 4
    own("b")  # error: 4
    count("c")
