import sys

from notes.store import Store, word_count


def main(arguments=None):
    path, command, *rest = arguments or sys.argv[1:]
    store = Store(path)
    if command == "add":
        print(store.add(" ".join(rest)))
    elif command == "list":
        for text in store.all():
            print(f"{word_count(text)} {text}")


if __name__ == "__main__":
    main()
