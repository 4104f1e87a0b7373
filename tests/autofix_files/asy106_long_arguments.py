"""What a block becomes has its arguments on lines of their own where one would be too long."""

import asyncio


async def collect(directories, reports):
    def write_all_that_follows_it(file_of_the_report, beginning_of_its_text, all_that_follows_it):
        with open(file_of_the_report, "w") as file:  # error: 13
            file.write(beginning_of_its_text)  # error: 12
            file.write(all_that_follows_it)  # error: 12

    while True:
        file_of_the_report = next(directories)
        beginning_of_its_text = next(reports)
        all_that_follows_it = next(reports)
        await asyncio.to_thread(
            write_all_that_follows_it,
            file_of_the_report,
            beginning_of_its_text,
            all_that_follows_it,
        )
        await asyncio.sleep(1)


async def collect_more(directories, reports):
    def write_file(
        file_of_the_report_in_its_folder,
        beginning_of_the_text_of_it,
        all_that_follows_the_beginning,
    ):
        with open(file_of_the_report_in_its_folder, "w") as file:  # error: 13
            file.write(beginning_of_the_text_of_it)  # error: 12
            file.write(all_that_follows_the_beginning)  # error: 12

    while True:
        file_of_the_report_in_its_folder = next(directories)
        beginning_of_the_text_of_it = next(reports)
        all_that_follows_the_beginning = next(reports)
        await asyncio.to_thread(
            write_file,
            file_of_the_report_in_its_folder,
            beginning_of_the_text_of_it,
            all_that_follows_the_beginning,
        )
        await asyncio.sleep(1)


async def collect_short(directories, reports):
    def write_second(path, first, second):
        with open(path, "w") as file:  # error: 13
            file.write(first)  # error: 12
            file.write(second)  # error: 12

    while True:
        path, first, second = next(directories), next(reports), next(reports)
        await asyncio.to_thread(write_second, path, first, second)
        await asyncio.sleep(1)
