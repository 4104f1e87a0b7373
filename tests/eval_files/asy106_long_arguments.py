"""What a block becomes has its arguments on lines of their own where one would be too long."""

import asyncio


async def collect(directories, reports):
    while True:
        file_of_the_report = next(directories)
        beginning_of_its_text = next(reports)
        all_that_follows_it = next(reports)
        with open(file_of_the_report, "w") as file:  # error: 13
            file.write(beginning_of_its_text)  # error: 12
            file.write(all_that_follows_it)  # error: 12
        await asyncio.sleep(1)


async def collect_more(directories, reports):
    while True:
        file_of_the_report_in_its_folder = next(directories)
        beginning_of_the_text_of_it = next(reports)
        all_that_follows_the_beginning = next(reports)
        with open(file_of_the_report_in_its_folder, "w") as file:  # error: 13
            file.write(beginning_of_the_text_of_it)  # error: 12
            file.write(all_that_follows_the_beginning)  # error: 12
        await asyncio.sleep(1)


async def collect_short(directories, reports):
    while True:
        path, first, second = next(directories), next(reports), next(reports)
        with open(path, "w") as file:  # error: 13
            file.write(first)  # error: 12
            file.write(second)  # error: 12
        await asyncio.sleep(1)
