"""The documentation site: every rule has its page, links lead somewhere, a search finds things."""

from __future__ import annotations

import html
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from flake8_asyncpitfalls.cli.options import OPTIONS
from flake8_asyncpitfalls.rules import all_rules
from flake8_asyncpitfalls.stubs.markers import MARKERS

ROOT = Path(__file__).resolve().parent.parent


def build(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "flake8_asyncpitfalls.cli.main", "docs", "--output"]
    return subprocess.run(
        [*command, str(folder), *options], capture_output=True, encoding="utf-8", check=False
    )


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site") / "docs"
    ended = build(folder, "--examples", str(ROOT / "examples"))
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.endswith(f"pages in {folder}\n")
    return folder


def test_each_rule_has_its_page_with_its_example(site: Path) -> None:
    index = (site / "index.html").read_text(encoding="utf-8")
    for rule in all_rules():
        name = f"{rule.code.lower()}-{rule.name}.html"
        assert f'href="{name}"' in index
        page = (site / name).read_text(encoding="utf-8")
        assert f"<h1>{rule.code} {rule.name}</h1>" in page
        assert "<code>before.py</code> goes wrong" in page


def test_links_lead_to_pages_that_are_there(site: Path) -> None:
    pages = list(site.glob("*.html"))
    assert len(pages) > 90
    for page in pages:
        text = page.read_text(encoding="utf-8")
        for target in re.findall(r'(?:href|src)="([^"#]+)"', text):
            assert target.startswith("https://") or (site / target).is_file(), (page.name, target)
        assert not re.search(r'<(?:script|link|img)[^>]*(?:src|href)="https?:', text), page.name


def test_options_and_markers_stand_on_their_pages(site: Path) -> None:
    configuration = (site / "configuration.html").read_text(encoding="utf-8")
    assert [o.key for o in OPTIONS if f"<code>{o.key}</code>" not in configuration] == []
    stubs = html.unescape((site / "stubs.html").read_text(encoding="utf-8"))
    assert [spec.signature for spec in MARKERS.values() if spec.signature not in stubs] == []


def test_the_search_knows_every_page(site: Path) -> None:
    script = (site / "search.js").read_text(encoding="utf-8")
    held = re.search(r"^const pages = (.*);$", script, re.MULTILINE)
    assert held
    index = json.loads(held[1])
    assert {name for name, _, _ in index} == {page.name for page in site.glob("*.html")}
    assert any("ASYNC" in words for _, _, words in index)


def test_examples_are_run_when_asked(tmp_path: Path) -> None:
    examples = tmp_path / "examples" / "asy101_blocking_sleep"
    examples.mkdir(parents=True)
    (examples / "before.py").write_text("print('<b>slow</b>')\nraise SystemExit(3)\n")
    assert build(tmp_path / "docs", "--examples", str(examples.parent), "--run").returncode == 0
    page = (tmp_path / "docs" / "asy101-blocking-sleep.html").read_text(encoding="utf-8")
    assert "&lt;b&gt;slow&lt;/b&gt;\n(exit status 3)" in page


def test_a_folder_that_cannot_be_made_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    ended = build(tmp_path / "file" / "docs")
    assert ended.returncode == 2
    assert ended.stderr.count("\n") == 1
