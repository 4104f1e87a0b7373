"""How people would call the function that statements move into: by what it reads, writes or does."""

from __future__ import annotations

import ast
import builtins
from collections import Counter
from itertools import count
from typing import TYPE_CHECKING

from flake8_asyncpitfalls.analyses.conversion.hops import effects_of_hop, hops_among
from flake8_asyncpitfalls.semantics.source.control_flow import walk_code
from flake8_asyncpitfalls.semantics.source.node_fields import last_name

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence

    from flake8_asyncpitfalls.semantics.effects.effect import Effects
    from flake8_asyncpitfalls.semantics.model import SemanticModel
    from flake8_asyncpitfalls.semantics.scopes.scope import Scope

_FILE, _OPEN, _MAKING, _WRITING = "file", "open", "make", "write"
_BESIDE = frozenset({_MAKING, "flush", "seek", "close", "truncate", "get"})
"""What is done besides, for what else is done."""
_GETTING = ("read", "load", "list", "find", "fetch", "parse")
_ASKING = ("check", "create", "find", "list", "load", "open")
"""What is done first, for what is done with it then."""
_OF_WHOLE = ("read", "load", "fetch", "parse")
"""What is said of whatever comes of it, too: who lists bindings has not listed what is made of them."""
_BY_OWNER = {
    "add": "add_to", "append": "append_to", "clear": "clear", "commit": "commit",
    "delete": "delete_from", "flush": "flush", "insert": "insert_into", "query": "query",
    "remove": "remove_from", "search": "search", "start": "start", "stop": "stop", "sync": "sync",
    "update": "update", "upsert": "upsert_into",
}  # fmt: skip
"""What is done with an object whose method is called, where nothing else says with what."""
_SINGLE = {"execute": "run_query", "find": "find_files", "list": "list_folder"}
"""What is done where nothing says with what, in other words."""
_CLIENTS = frozenset({
    "api", "client", "conn", "connection", "cur", "cursor", "database", "db", "engine", "service", "session",
})  # fmt: skip
"""Owners that say no more than that there is a service."""
_BUFFERS = frozenset({"BytesIO", "StringIO"})
_DEEDS = {
    "loads": "load", "dump": "write", "dumps": "write", "writelines": "write",
    "writerow": "write", "writerows": "write", "writestr": "write", "copyfileobj": "copy",
    "copyfile": "copy", "copytree": "copy", "rmtree": "remove", "unlink": "remove",
    "makedirs": "make", "mkdir": "make", "extractall": "extract", "readlines": "read",
    "readline": "read", "getnames": "read", "namelist": "read", "to": "write", "imwrite": "write",
    "urlopen": "fetch", "popen": "start", "urlretrieve": "fetch", "fetchall": "fetch",
    "fetchmany": "fetch", "fetchone": "fetch", "executemany": "execute",
    "glob": "find", "iglob": "find", "rglob": "find", "iterdir": "list", "scandir": "list",
    "sendall": "send", "sendto": "send", "recv": "receive", "recvfrom": "receive",
}  # fmt: skip
"""What the first word of a function means, where that is another word."""
_PLAIN = frozenset({
    "add", "build", "check", "clean", "clear", "close", "commit", "connect", "convert", "copy", "create",
    "delete", "download", "encode", "execute", "expire", "export", "extract", "fetch", "find", "flush",
    "get", "insert", "install", "list", "load", "make", "move", "parse", "pop", "pull", "push", "put",
    "query", "read", "remove", "render", "run", "save", "scan", "search", "send", "set", "start",
    "stop", "store", "sync", "update", "upload", "validate", "write",
})  # fmt: skip
_BEGINNINGS = ("write", "read")
_OF_OWNER = frozenset({"close", "export", "load", "render", "save", "send", "write"})
"""What is done to the object whose method is called: ``image.save(path)``."""
_HANDLES = frozenset({
    "f", "fd", "fh", "file", "file_path", "filename", "filepath", "fname", "fp", "fpath", "handle", "name",
    "path", "self", "cls", "stream",
})  # fmt: skip
"""What says no more than that there is a file or an object."""
_ADJECTIVES = frozenset({"safe", "sync", "full", "unsafe"})
_ENDINGS = ("_path", "_file", "_filename", "_fname", "_fpath", "_name", "_file_path", "_filepath")
_OF_WHOLE_FILES = frozenset({"read_bytes", "read_text", "write_bytes", "write_text"})
_FEW = 2
_LONGEST = 30


def function_names(
    stmts: Sequence[ast.stmt], scope: Scope, model: SemanticModel, given: str
) -> Iterator[str]:
    """The names for *stmts* of *scope*, the best first; *given* is the variable that gets their value."""
    effects = _effects(stmts, model)
    calls = list(effects)
    blocking = [call for call in calls if effects[call]]
    blocking = [call for call in blocking if effects[call].keys() != {"metadata"}] or blocking
    if not blocking:
        # Builtins such as range() only prepare what is done.
        done = [call for call in calls if not model.name_of(call.func).startswith("builtins.")]
        blocking = done or calls
    given = _without_flags(given, stmts) if any(_words_given(given)) else ""
    deeds = _deeds(blocking, calls)
    if not given and (not deeds or deeds[-1] in (*_GETTING, "get")):
        given = _returned(stmts)
    deeds = deeds if given else _without_asking(deeds)
    is_file = any(_FILE in effects[call] for call in blocking)
    chosen = calls if is_file else blocking
    for name in _candidates(stmts, given, deeds, chosen, model.imported_names):
        if name.isidentifier() and len(name) <= _LONGEST:
            yield name
    yield from (f"get_{word}" for word in _words_given(_returned(stmts)))
    word = scope.name.strip("_").lower()
    if word:
        yield f"{word}_sync"
    yield "work"


def _without_flags(given: str, stmts: Sequence[ast.stmt]) -> str:
    """The variables *given* but those that only say yes or no, if there are others."""
    bound, said = Counter[str](), Counter[str]()
    for node in walk_code(stmts):
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Constant(value=bool())):
                said[name] += 1
            case ast.Name(id=name, ctx=ast.Store()):
                bound[name] += 1
    names = given.split(", ")
    return ", ".join(name for name in names if not said[name] == bound[name] > 0) or given


def _deeds(blocking: Sequence[ast.Call], calls: Sequence[ast.Call]) -> list[str]:
    """What the *blocking* ones of *calls* do, in their order, but for what is only done beside it."""
    deeds = list(dict.fromkeys(filter(None, map(_deed, blocking))))
    # A folder is made for what is written into it, and what is written is flushed.
    main = [deed for deed in deeds if deed not in _BESIDE or deed == deeds[-1] == "get"]
    deeds = main or deeds[:1]
    if not deeds:
        deeds = [deed for deed in dict.fromkeys(map(_deed, calls)) if deed in ("read", "write")]
    deeds = deeds or [deed for call in blocking if (deed := _deed_of_opening(call))][:1]
    return [deed for deed in deeds if deed != "connect"] if len(deeds) > _FEW else deeds


def _without_asking(deeds: list[str]) -> list[str]:
    """*deeds* without those that only get what the others work with: who looks on, sees what changes."""
    if "execute" in deeds:
        return [deed for deed in deeds if deed != "fetch"]
    if not deeds or deeds[-1] in (*_GETTING, "get"):
        return deeds
    return [deed for deed in deeds if deed not in _ASKING or deed == deeds[-1]]


def _returned(stmts: Sequence[ast.stmt]) -> str:
    """The variable that *stmts* return at their end, flags beside it aside, or ''."""
    match stmts[-1]:
        case ast.Return(value=ast.Name(id=name)):
            return name
        case ast.Return(value=ast.Tuple(elts=parts)):
            names = _without_flags(", ".join(map(last_name, parts)), stmts)
            return names if names.isidentifier() else ""
    return ""


def _effects(stmts: Sequence[ast.stmt], model: SemanticModel) -> dict[ast.Call, Effects]:
    """What the calls in *stmts* block on; what is given to a thread there counts as called."""
    found: dict[ast.Call, Effects] = {}
    hops = set(hops_among(model, nodes := list(walk_code(stmts))))
    for call in nodes:
        if call in hops and isinstance(call, ast.Call):
            run = ast.Call(call.args[0], call.args[1:], call.keywords)
            found[run] = effects_of_hop(model, call)
        elif isinstance(call, ast.Call):
            found[call] = model.effects_at(call)
    return found


def _candidates(
    stmts: Sequence[ast.stmt],
    given: str,
    deeds: Sequence[str],
    calls: Sequence[ast.Call],
    modules: Container[str],
) -> Iterator[str]:
    getting = next((deed for deed in _deeds_giving(given, stmts, calls) if deed in _GETTING), "get")
    if getting == "get" and "read" in deeds:
        getting = "read"
    if given and _WRITING in deeds:
        # What it gives besides is not what it is for.
        yield from (f"{_WRITING}_{thing}" for thing in _things(stmts, _WRITING, calls, modules))
        yield from (f"{_WRITING}_and_{getting}_{word}" for word in _words_given(given))
        return
    for word in _words_given(given):
        if any(word.startswith(f"{deed}_") for deed in _GETTING):
            yield word
        else:
            yield f"{getting}_{word}"
            yield f"get_{word}"
    if len(deeds) == 1:
        things = dict.fromkeys(_things(stmts, deeds[0], calls, modules))
        yield from (f"{deeds[0]}_{thing}" for thing in things)
        yield from _named_by_owner(stmts, deeds[0], calls, modules)
        is_file = any(_is_open(call) and not _is_of_class(call) for call in calls)
        yield f"{deeds[0]}_file" if is_file else _SINGLE.get(deeds[0], deeds[0])
        return
    if len(deeds) == _FEW and all("_" not in deed for deed in deeds):
        yield "_and_".join(deeds)
    for deed in reversed(deeds):
        for thing in _things(stmts, deed, calls, modules):
            # What is done says to what already: ``unpack_archive(archive)``.
            yield deed if deed.endswith(f"_{thing}") else f"{deed}_{thing}"


def _deed_of_opening(call: ast.Call) -> str:
    """What is done with the file that *call* opens, as its mode says; '' where it opens none."""
    if not isinstance(call.func, ast.Name) or not _is_open(call):
        return ""
    modes = [*call.args[1:2], *(one.value for one in call.keywords if one.arg == "mode")]
    mode = modes[0].value if modes and isinstance(modes[0], ast.Constant) else "r"
    return "read" if "r" in str(mode) else _WRITING


def _words_given(given: str) -> Iterator[str]:
    """What the variables *given* hold, in a word: what they are called alike, all of them, the first."""
    words = [word for name in given.split(", ") if len(word := name.strip("_").lower()) > 1]
    last = {word.rpartition("_")[2] for word in words}
    if len(words) > 1:
        yield from last if len(last) == 1 else ()
        yield "_and_".join(words)
    yield from words[:1]


def _deeds_giving(name: str, stmts: Sequence[ast.stmt], calls: Sequence[ast.Call]) -> Iterator[str]:
    """What those of *calls* do that stand where the variable *name* is bound, or all where none does."""
    inside = {
        node
        for stmt in walk_code(stmts)
        if isinstance(stmt, (ast.Assign, ast.AnnAssign))
        and any(isinstance(n, ast.Name) and n.id == name for n in _targets(stmt))
        for node in walk_code([stmt])
    }
    giving = [call for call in calls if call in inside]
    deeds = map(_deed, giving or calls)
    yield from deeds if giving else (deed for deed in deeds if deed in _OF_WHOLE)


def _each_of(stmts: Sequence[ast.stmt]) -> set[str]:
    """The variables that stand for one of many after another in *stmts*."""
    loops = [node for node in walk_code(stmts) if isinstance(node, (ast.For, ast.comprehension))]
    return {
        name.id for loop in loops for name in ast.walk(loop.target) if isinstance(name, ast.Name)
    }


def _are_several_files(calls: Sequence[ast.Call]) -> bool:
    """Whether *calls* open, read or write files at several paths."""
    paths = [
        (call.args[0] if isinstance(call.func, ast.Name) else getattr(call.func, "value", None))
        for call in calls
        if (_is_open(call) and call.args) or last_name(call.func) in _OF_WHOLE_FILES
    ]
    return len({ast.dump(path) for path in paths if path is not None}) > 1


def _targets(stmt: ast.Assign | ast.AnnAssign) -> Iterator[ast.AST]:
    targets = stmt.targets if isinstance(stmt, ast.Assign) else [stmt.target]
    return (node for target in targets for node in ast.walk(target))


def _deed(call: ast.Call) -> str:
    """What *call* does, in a word; '' for ``open`` and what makes an object, which are for the rest."""
    words = last_name(call.func).strip("_")
    if words == _OPEN or words[:1].isupper():
        return ""
    first, _ = _deed_and_thing(words)
    if first in _DEEDS:
        return _DEEDS[first]
    if first in _PLAIN:
        return first
    before, _, last = words.lower().rpartition("_")
    if before and "_" not in before and last in _PLAIN:
        # As in ``loop_stop``.
        return f"{last}_{before}"
    # As in ``writeframes``.
    return next((deed for deed in _BEGINNINGS if first.startswith(deed)), words.lower())


def _deed_and_thing(words: str) -> tuple[str, str]:
    """The first word of the name *words* that says what is done, and what follows it."""
    first, _, rest = words.strip("_").lower().partition("_")
    return _deed_and_thing(rest) if first in _ADJECTIVES and rest else (first, rest)


def _things(
    stmts: Sequence[ast.stmt], deed: str, calls: Sequence[ast.Call], modules: Container[str]
) -> Iterator[str]:
    """What the *calls* that do *deed* do it to: what they are given, their object, or the file."""
    doing = [call for call in reversed(calls) if _deed(call) == deed]
    opened, each = _opened(stmts), _each_of(stmts)
    if deed in ("read", _WRITING) and _are_several_files(calls):
        yield "files"
    for call in doing:
        _, rest = _deed_and_thing(last_name(call.func))
        if (
            deed in _PLAIN
            and rest
            and rest not in ("text", "bytes", "file", "json", "csv", "load", "all")
        ):
            yield rest
    for call in doing:
        owner = getattr(call.func, "value", None)
        if (
            deed in _OF_OWNER
            and not (deed in ("send", _WRITING) and call.args)
            and isinstance(owner, ast.Name)
            and owner.id not in opened
            and owner.id not in modules
            and not owner.id.startswith(deed)
        ):
            yield from _words([owner.id])
    for call in doing:
        given = [one for one in map(_core, call.args[:1]) if one is not None]
        for word in _words(last_name(arg) for arg in given if last_name(arg) not in opened):
            yield word if word not in each or word.endswith("s") else f"{word}s"
    for call in calls:
        if _is_open(call):
            path = call.args[0] if call.args else getattr(call.func, "value", None)
            yield from _words([_word_of(path)])
    yield from _words(opened)


def _named_by_owner(
    stmts: Sequence[ast.stmt], deed: str, calls: Sequence[ast.Call], modules: Container[str]
) -> Iterator[str]:
    """``add_to_collection`` for ``collection.add(ids=ids)``, of those of *calls* that do *deed*."""
    opened = _opened(stmts)
    for call in calls:
        owner = getattr(call.func, "value", None)
        if (
            _deed(call) == deed
            and deed in _BY_OWNER
            and isinstance(owner, (ast.Name, ast.Attribute))
        ):
            if last_name(owner) not in opened and last_name(owner) not in modules:
                words = set(_words([last_name(owner)])) - _CLIENTS
                yield from (f"{_BY_OWNER[deed]}_{word}" for word in words)


def _words(names: Iterable[str]) -> Iterator[str]:
    for name in names:
        word = name.strip("_").lower()
        for ending in sorted(_ENDINGS, key=len, reverse=True):
            word = word.removesuffix(ending)
        if len(word) > 1 and word.isidentifier() and word not in _HANDLES:
            yield word


def _word_of(path: ast.expr | None) -> str:
    if isinstance(path, ast.Constant) and isinstance(path.value, str):
        return path.value.rpartition("/")[2].partition(".")[0].replace("-", "_")
    core = _core(path)
    return last_name(core) if core is not None else ""


def _core(value: ast.expr | None) -> ast.Name | ast.Attribute | None:
    """The variable that *value* is, or that it is another form of: ``str(path)``, ``text.encode()``."""
    while isinstance(value, ast.Call):
        owner = value.func.value if isinstance(value.func, ast.Attribute) else None
        is_plain = isinstance(value.func, ast.Name) and len(value.args) == 1
        value = owner if last_name(value.func) == "encode" else value.args[0] if is_plain else None
    return value if isinstance(value, (ast.Name, ast.Attribute)) else None


def _is_open(call: ast.Call) -> bool:
    return last_name(call.func) == _OPEN


def _is_of_class(call: ast.Call) -> bool:
    """Whether *call* calls a function of what is spelled as a class: ``Image.open``."""
    return isinstance(call.func, ast.Attribute) and last_name(call.func.value)[:1].isupper()


def _opened(stmts: Sequence[ast.stmt]) -> dict[str, bool]:
    """The variables of the ``with`` statements in *stmts*, in their order, but for those of buffers."""
    items = (
        item.optional_vars
        for node in walk_code(stmts)
        if isinstance(node, ast.With)
        for item in node.items
        if last_name(getattr(item.context_expr, "func", item.context_expr)) not in _BUFFERS
    )
    return {item.id: True for item in items if isinstance(item, ast.Name)}


class BlockNames:
    """The names of the blocks of one function; those in *used* mean something else there."""

    def __init__(self, used: set[str]) -> None:
        self._used = used
        self._places: dict[str, list[tuple[int, int]]] = {}
        self._numbers: dict[str, Iterator[int]] = {}

    def chosen(self, stmts: Sequence[ast.stmt], names: Iterator[str]) -> str:
        """The first of *names* for *stmts* that no other block has.

        Of two blocks that share statements one alone is written: they may have the same name.
        """
        place = stmts[0].lineno, stmts[-1].end_lineno or stmts[-1].lineno
        wanted = list(names)
        free = (name for name in wanted if self._is_free(name, place))
        name = next(free, "") or self._numbered(wanted[-1])
        self._places.setdefault(name, []).append(place)
        return name

    def _numbered(self, name: str) -> str:
        """*name* with a number that none has had: many blocks would else ask for all before theirs."""
        for number in self._numbers.setdefault(name, count(2)):
            if f"{name}_{number}" not in self._used:
                break
        return f"{name}_{number}"

    def _is_free(self, name: str, place: tuple[int, int]) -> bool:
        start, end = place
        others = self._places.get(name, ())
        is_taken = name in self._used or hasattr(builtins, name)
        return not is_taken and all(a <= end and start <= b for a, b in others)


def names_around(scope: Scope, model: SemanticModel) -> set[str]:
    """The variables of the functions around *scope* and of the module, which a new name would hide."""
    found: set[str] = set()
    outer = scope.parent
    while outer is not None:
        found |= model.terms.table(outer).by_name.keys()
        outer = outer.parent
    return found
