from web import cached, hand_on, load


async def main(url, flag):
    load(url)  # error: 4
    load(url, sync=False)
    load(url, False)
    load(url, flag)  # error: 4
    cached(url)
    cached(url, refresh=True)  # error: 4
    hand_on(url, True)  # error: 4
