from collections import Counter

from lines import Reader, all_of, header_first, lines_of, longest, numbered, pure


async def main(reader: Reader):
    print(list(lines_of("a")))  # error: 10
    print(sorted(lines_of("a")))  # error: 10
    print(set(numbered("a")), tuple(all_of("a", "b")))  # error: 10  # error: 30
    print(next(lines_of("a")))  # error: 10
    print(Counter(lines_of("a")))  # error: 10
    print([*lines_of("a")], *lines_of("b"))  # error: 12  # error: 29
    found = lines_of("a")
    print(any(found))  # error: 10
    print(longest("a"))  # error: 10
    print(list(reader))  # error: 10


async def silent():
    print(next(header_first("a")), list(pure()), [*pure()], iter(lines_of("a")))
    later = lines_of("a")
    print(max(lines_of("a"), lines_of("b"), key=id))
    return later, pure(), enumerate(lines_of("a")), zip(lines_of("a"), pure())


async def wrapped():
    for number, line in enumerate(lines_of("a")):  # error: 24
        print(number, line)
    print(list(map(len, lines_of("a"))), list(zip(pure(), pure())))  # error: 10
    for pair in zip(pure(), lines_of("a")):  # error: 16
        print(pair)
