from db import connect, names


async def main():
    connection = connect()  # error: 17
    connection.execute("select 1")  # ASY103: 4
    return names()  # error: 11
