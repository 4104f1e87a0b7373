"""A run over files: find them, check them, report."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

from flake8_asyncpitfalls import asked
from flake8_asyncpitfalls.cli import files, notes, replay
from flake8_asyncpitfalls.cli.file_result import FileResult
from flake8_asyncpitfalls.cli.outcome import Outcome, write_report
from flake8_asyncpitfalls.cli.reading import read_stdin
from flake8_asyncpitfalls.cli.session import Job, Mode, Session
from flake8_asyncpitfalls.errors import SettingsError
from flake8_asyncpitfalls.garbage import collection_off
from flake8_asyncpitfalls.printable import printable
from flake8_asyncpitfalls.reports import WITH_DIFFS
from flake8_asyncpitfalls.reports.look import Look

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from typing import TextIO

    from flake8_asyncpitfalls.cli.baseline import Known
    from flake8_asyncpitfalls.cli.config import Configuration
    from flake8_asyncpitfalls.cli.per_folder import Configurations
    from flake8_asyncpitfalls.findings_cache import CachedFindings, FindingsCache
    from flake8_asyncpitfalls.semantics.project.consulted import Consulted

_OF_FILES_ALONE = frozenset({"full", "concise", "grouped", "json", "json-lines"})
"""The formats that look neither at the environment nor at the repository."""
FEWEST_FOR_WORKERS = 16
"""Starting processes takes longer than checking fewer files in this one."""


def run(arguments: argparse.Namespace, configs: Configurations, args: Sequence[str]) -> int:
    """Check what *arguments*, parsed from *args*, name and report; the exit status.

    Raises SettingsError.
    """
    config = configs.run
    named = list(getattr(arguments, "paths", ()))
    if "-" in named or (hasattr(arguments, "stdin_filename") and not named):
        if len(named) > 1:
            raise SettingsError("-: standard input cannot be checked together with files")
        return _run_stdin(arguments, configs)
    found = files.find_files_with(named, configs.filters)
    outcome = Outcome(_mode(arguments), left_out=found.left_out)
    for error in found.errors:
        outcome.add_error(error)
    _check_is_no_source("--output-file", config["output_file"], found.paths)
    _check_is_no_source("--write-baseline", getattr(arguments, "write_baseline", ""), found.paths)
    _clear_up(named, found, outcome.mode)
    links = {} if outcome.mode is Mode.REPORT else found.leading_out()
    for result in _results(arguments, configs, found.paths, outcome, frozenset(links)):
        outcome.add(result)
        if result.path in links and any(finding.fix for finding in result.findings):
            target = f"{links[result.path]}, which is not among what is checked"
            notes.say(f"{result.path}: leads to {target}; left as it was")
    if hasattr(arguments, "write_baseline"):
        return _write_baseline(arguments.write_baseline, outcome, configs)
    if outcome.mode is Mode.DIFF:
        _print_diff(outcome, config)
        return outcome.exit_status(config)
    text = _print_report(outcome, config)
    _tell_stale(outcome, configs)
    status = outcome.exit_status(config)
    if _can_be_said_again(outcome, config):
        replay.keep(args, config.cache_dir or "", text, status)
    return status


def _can_be_said_again(outcome: Outcome, config: Configuration) -> bool:
    """Whether the run did nothing but print a report of what is remembered."""
    is_report = outcome.mode is Mode.REPORT and config["output_format"] in _OF_FILES_ALONE
    return is_report and not (outcome.errors or config["output_file"] or config["baseline"])


def _tell_stale(outcome: Outcome, configs: Configurations) -> None:
    """Say how many entries of the baseline are of no use any more."""
    config = configs.run
    file = config["baseline"]
    if not file or config["quiet"] or outcome.mode is not Mode.REPORT:
        return
    from flake8_asyncpitfalls.cli.baseline import read_baseline, stale_entries

    count = stale_entries(read_baseline(file), outcome.matched, _judge(configs))
    if count:
        entries, are = ("1 entry", "is") if count == 1 else (f"{count} entries", "are")
        gone = "what they list is found no more" if count > 1 else "what it lists is found no more"
        text = f"{entries} of {_named(file)} {are} stale: {gone}; --write-baseline {_named(file)} drops"
        text += " them" if count > 1 else " it"
        notes.say(text)


def _named(file: str) -> str:
    relative = os.path.relpath(file)
    return file if relative.startswith("..") else relative


def _judge(configs: Configurations) -> Callable[[str, str], bool]:
    """Whether findings of a code in a file would be reported: what is not looked for is not gone."""
    if configs.run.origins.get("min_severity") == "command line":
        return lambda code, path: False
    from flake8_asyncpitfalls.rules import find_rule_module

    def is_looked_for(code: str, path: str) -> bool:
        config, module = configs.of_file(path), find_rule_module(code)
        is_on = module is None or not module.rule.optional or config.settings.is_enabled(code)
        return is_on and config.selection.is_selected(code, path)

    return is_looked_for


def _check_is_no_source(option: str, file: str | None, sources: list[str]) -> None:
    """Raise SettingsError when *file*, which is to be written, is a program."""
    if not file:
        return
    target = os.path.realpath(file)
    is_source = target.endswith((".py", ".pyi", ".pyw", ".ipynb"))
    if is_source or (os.path.isfile(target) and _is_among(target, sources)):
        raise SettingsError(f"{option}: {file}: a source file; it would be lost")


def _is_among(target: str, sources: list[str]) -> bool:
    """Whether the file *target* is one of *sources*, under whatever name."""
    wanted = os.stat(target)
    return any(
        os.path.exists(source)
        and os.path.samestat(os.stat(source), wanted)
        for source in sources
    )  # fmt: skip


def _clear_up(named: list[str], found: files.Found, mode: Mode) -> None:
    """Finish what a run began that was killed, in the folders at hand and those above them."""
    folders = dict.fromkeys(
        path if asked.kind(path) == asked.FOLDER else os.path.dirname(path) for path in named
    )
    leftovers = dict(found.leftovers)
    seen: set[str] = set()
    for start in map(os.path.abspath, folders or ["."]):
        if mode in (Mode.APPLY, Mode.ADD_NOQA):
            leftovers.setdefault(start, []).extend(files.leftovers_in(start))
        folder = start
        while folder not in seen:
            seen.add(folder)
            if asked.kind(os.path.join(folder, files.JOURNAL)) != asked.NOTHING:
                leftovers.setdefault(folder, [])
            folder = os.path.dirname(folder)
    if leftovers:
        asked.note_more()
        from flake8_asyncpitfalls.cli import journal, writing

        for folder, names in sorted(leftovers.items()):
            said = journal.finish_interrupted(folder)
            if said:
                notes.say(said)
            writing.remove_leftovers(folder, names)


def _results(
    arguments: argparse.Namespace,
    configs: Configurations,
    paths: list[str],
    outcome: Outcome,
    read_only: frozenset[str],
) -> Iterator[FileResult]:
    """The results of all *paths*, after helpers were made async where that is asked for."""
    from flake8_asyncpitfalls.cli import propagation

    config = configs.run
    jobs = [
        (_job(arguments, one, members, read_only), one) for one, members in configs.groups(paths)
    ]
    if not propagation.check_usage(arguments, config):
        return _check_jobs(jobs, paths)
    job = _job(arguments, config, paths, read_only)
    reports = [(propagation.report_job(one), of_one) for one, of_one in jobs]
    found = list(_check_jobs(reports, paths))
    are_alike = all(one.settings == job.settings for one, _ in jobs)
    propagated = propagation.propagate(job, found, configs.filters, are_alike)
    outcome.refused = propagated.refused
    outcome.steps = propagated.steps
    for error in propagated.errors:
        outcome.add_error(error)
    if propagated.texts:
        # What is remembered is true of the files as they are written.
        texts = propagated.texts
        jobs = [(replace(one, texts=texts, cache_dir=None), of_one) for one, of_one in jobs]
    if propagated.errors:
        return propagated.added_to(_check_jobs(jobs, paths))
    same = {one.path: one for one in found if propagated.leaves(one)}
    return propagated.added_to(_beside(same, jobs, paths))


def _beside(
    same: Mapping[str, FileResult], jobs: Sequence[tuple[Job, Configuration]], paths: Sequence[str]
) -> Iterator[FileResult]:
    """The results of all *paths*, in their order: the *same* as before, or what the *jobs* give."""
    rest = [
        (replace(job, paths=tuple(path for path in job.paths if path not in same)), config)
        for job, config in jobs
    ]
    results = dict(same)
    for job, config in rest:
        results.update((result.path, result) for result in _check_all(job, config))
    return (results[path] for path in paths if path in results)


def _mode(arguments: argparse.Namespace) -> Mode:
    for name, mode in (("diff", Mode.DIFF), ("apply", Mode.APPLY), ("add_noqa", Mode.ADD_NOQA)):
        if hasattr(arguments, name):
            return mode
    return Mode.REPORT


def _job(
    arguments: argparse.Namespace,
    config: Configuration,
    paths: Iterable[str],
    read_only: frozenset[str] = frozenset(),
) -> Job:
    return Job(
        settings=config.settings,
        selection=config.selection,
        mode=_mode(arguments),
        unsafe=bool(config["unsafe_fixes"]),
        removes_imports=bool(config["remove_unused_imports"]),
        disable_noqa=bool(config["disable_noqa"]),
        paths=tuple(paths),
        # A file without findings may have comments that do nothing.
        cache_dir=None if hasattr(arguments, "unused_noqa") else _cache_dir(config),
        baseline=_baseline(arguments, config),
        wants_diffs=config["output_format"] in WITH_DIFFS,
        fixable=config["fixable"],
        unfixable=config["unfixable"] or (),
        unused_noqa=hasattr(arguments, "unused_noqa"),
        noqa_reason=_noqa_reason(arguments),
        tries_fixes=bool(config["try_fixes"]) and _mode(arguments) is Mode.REPORT,
        read_only=read_only,
    )


def _noqa_reason(arguments: argparse.Namespace) -> str:
    """What the comments of ``--add-noqa`` say; raise SettingsError for what is no part of a comment."""
    reason = str(getattr(arguments, "noqa_reason", "")).strip()
    if reason and not hasattr(arguments, "add_noqa"):
        raise SettingsError("--noqa-reason: needs --add-noqa")
    if not reason.isprintable():
        raise SettingsError("--noqa-reason: not one line of text")
    return reason


def _cache_dir(config: Configuration) -> str | None:
    # Diffs are made of fixes, which are never remembered.
    return None if config["output_format"] in WITH_DIFFS else config.cache_dir


def _baseline(arguments: argparse.Namespace, config: Configuration) -> Known:
    if not config["baseline"] or hasattr(arguments, "write_baseline"):
        return {}
    from flake8_asyncpitfalls.cli.baseline import read_baseline

    return read_baseline(config["baseline"])


def _check_jobs(
    jobs: Sequence[tuple[Job, Configuration]], paths: Sequence[str]
) -> Iterator[FileResult]:
    """The results of all *paths*, in their order; each is in one of the *jobs*."""
    if len(jobs) == 1:
        return _check_all(*jobs[0])
    results = {result.path: result for job, config in jobs for result in _check_all(job, config)}
    return (results[path] for path in paths if path in results)


def _check_all(job: Job, config: Configuration) -> Iterator[FileResult]:
    """The result of each file; those that nothing has changed for are not looked at again."""
    from flake8_asyncpitfalls.cli.progress import with_progress

    if job.cache_dir is None or job.tries_fixes:
        asked.note_more()
    paths = job.paths
    remembered = None
    known: dict[str, CachedFindings] = {}
    if job.cache_dir is not None:
        from flake8_asyncpitfalls.findings_cache import FindingsCache

        # All of the index stays to the end: there is no garbage among it.
        with collection_off():
            remembered = FindingsCache(job.cache_dir, job.settings)
            stored = {path: remembered.findings_of(path) for path in paths}
        known = {path: one for path, one in stored.items() if one and _is_enough(one, job)}
    results = _check_new(job, paths, known, remembered, config["jobs"])
    for result in with_progress(
        results, len(paths), is_wanted=not (config["no_progress"] or config["quiet"])
    ):
        if remembered is not None and result.memory is not None:
            remembered.add(result.path, result.memory)
        yield result
    if remembered is not None:
        with collection_off():
            remembered.save()
        if _are_many(len(paths) - len(known), config["jobs"]):
            _ask_for_all(job)


def _are_many(files: int, jobs: int) -> bool:
    """Whether several processes check so many *files*."""
    return jobs != 1 and files >= FEWEST_FOR_WORKERS


def _ask_for_all(job: Job) -> None:
    """Ask, in this process, what the findings rest on that others found: the next run begins with it."""
    from flake8_asyncpitfalls.findings_cache import FindingsCache

    remembered = FindingsCache(job.cache_dir or "", job.settings)
    if not all(remembered.findings_of(path) for path in job.paths):
        asked.note_more()


def _is_enough(memory: CachedFindings, job: Job) -> bool:
    """Whether what was found before need not be found again: it is what is fixed, or was not tried."""
    if job.mode is not Mode.REPORT:
        return not memory[1]
    return not job.tries_fixes or all(f.fix is None or f.fix.is_tried for f in memory[1])


def _check_new(
    job: Job,
    paths: Sequence[str],
    known: dict[str, CachedFindings],
    remembered: FindingsCache | None,
    jobs: int,
) -> Iterator[FileResult]:
    """Results in the order of *paths*: from memory where *known*, else from a check."""
    session = Session(job)
    session.remembered = known
    new = [path for path in paths if path not in known]
    checked: Iterator[FileResult]
    if not _are_many(len(new), jobs):
        checked = (session.check(path) for path in new)
    else:
        from flake8_asyncpitfalls.cli.workers import check_parallel, default_jobs

        def take(consulted: Consulted | None) -> None:
            if remembered is not None and consulted is not None:
                remembered.add_consulted(consulted)

        checked = check_parallel(job, new, jobs or default_jobs(), take)
    for path in paths:
        if path not in known:
            result = next(checked, None)
            if result is None:
                return
            yield result
        else:
            yield session.check(path) if known[path][1] else FileResult(path)
    for _ in checked:
        pass
    if remembered is not None:
        consulted = session.newly_consulted()
        if consulted is not None:
            remembered.add_consulted(consulted)
        session.finish()


def _run_stdin(arguments: argparse.Namespace, configs: Configurations) -> int:
    path = getattr(arguments, "stdin_filename", "stdin")
    config = configs.of_file(path)
    data = read_stdin(path)
    outcome = Outcome(_mode(arguments))
    if not configs.is_excluded(path):
        outcome.add(Session(_job(arguments, config, [path])).check_text(path, data))
    if outcome.mode in (Mode.APPLY, Mode.ADD_NOQA):
        _write_bytes(outcome.changed[0].after if outcome.changed else data)
        from shutil import copyfileobj

        copyfileobj(sys.stdin.buffer, sys.stdout.buffer)  # what was not read is not checked either
        write_report(outcome.report(config, look(config, sys.stderr)), None, sys.stderr)
    elif outcome.mode is Mode.DIFF:
        _print_diff(outcome, config)
    else:
        _print_report(outcome, config)
    return outcome.exit_status(config)


def _print_report(outcome: Outcome, config: Configuration) -> str:
    """Write the report; what it says."""
    from flake8_asyncpitfalls.reports import FOR_PEOPLE

    file = config["output_file"]
    text = outcome.report(config, look(config, None if file else sys.stdout))
    write_report(text, file, sys.stdout)
    if config["output_format"] not in FOR_PEOPLE:
        sys.stderr.write(outcome.fix_report())
    return text


def _print_diff(outcome: Outcome, config: Configuration) -> None:
    from flake8_asyncpitfalls.cli.diff import file_diff, visible

    for result in outcome.changed:
        diff = file_diff(result.path, result.before, result.after)
        _write_bytes(visible(diff) if sys.stdout.isatty() else diff)
    if not config["quiet"]:
        sys.stderr.write(f"{outcome.fix_report()}{outcome.last_line(config)}\n")


def _write_bytes(data: bytes) -> None:
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def _write_baseline(file: str, outcome: Outcome, configs: Configurations) -> int:
    from flake8_asyncpitfalls.cli.baseline import write_baseline

    try:
        dropped = write_baseline(file, outcome.findings, outcome.matched, _judge(configs))
    except OSError as error:
        raise SettingsError(f"--write-baseline: {file}: {error.strerror or error}") from error
    stale = f"; {dropped} stale dropped" if dropped else ""
    print(f"{printable(file)}: {outcome.last_line(configs.run)}{stale}")
    return 2 if outcome.errors else 0


def look(config: Configuration, stream: TextIO | None) -> Look:
    """How a report on *stream* (None: a file) looks."""
    choice = config["color"]
    is_terminal = stream is not None and stream.isatty() and os.environ.get("TERM") != "dumb"
    is_forced = stream is not None and bool(os.environ.get("FORCE_COLOR"))
    is_welcome = (is_terminal or is_forced) and not os.environ.get("NO_COLOR")
    is_coloured = choice == "always" or (choice == "auto" and is_welcome)
    return Look(
        is_coloured,
        bool(config["unsafe_fixes"]),
        config["group_by"] or "file",
        config["docs_url"] or "",
    )
