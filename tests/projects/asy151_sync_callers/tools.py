import time


def pause():
    time.sleep(1)


def main():
    pause()


if __name__ == "__main__":
    main()
