from work import Crew, in_processes, in_threads, without_waiting


async def main(items, crew: Crew):
    in_threads(print, items)  # error: 4
    in_processes(print, items)  # error: 4
    crew.finish(print)  # error: 4
    crew.start(print)
    without_waiting(print)
