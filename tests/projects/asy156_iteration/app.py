from lines import Reader, lines_of, numbers


async def main(reader: Reader):
    for line in lines_of("a.txt"):  # error: 16
        print(line)
    for line in reader:  # error: 16
        print(line)
    found = [line for line in lines_of("a.txt")]  # error: 30
    later = lines_of("b.txt")
    for number in numbers():
        print(number)
    return found, later
