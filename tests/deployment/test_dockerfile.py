"""The Dockerfile's steps, carried out in a clean directory without Docker.

    build context (by .dockerignore) --COPY--> stage root --RUN (paths moved below the root)--> installed program

Each stage is a folder; absolute paths of the image are moved below it. `useradd`, which needs root, is replaced by a
script that makes the home directory. The image's Python is replaced by the one that runs the tests.
"""

import fnmatch
import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from monitor.config import load_settings

ROOT = Path(__file__).parents[2]
DOCKERFILE = ROOT / "Dockerfile"


def instructions(text: str) -> list[tuple[str, str]]:
    """(INSTRUCTION, rest), continuation lines joined, comments left out."""
    lines = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    joined = re.sub(r"\\\n\s*", "", "\n".join(lines))
    return [(line.split(None, 1)[0], line.split(None, 1)[1]) for line in joined.splitlines()]


def in_context(path: str, rules: list[str]) -> bool:
    """Whether .dockerignore lets a path in: the last rule that matches it or a folder above it decides."""
    taken = True
    parts = path.split("/")
    above = ["/".join(parts[: depth + 1]) for depth in range(len(parts))]
    for rule in rules:
        pattern = rule.removeprefix("!")
        names = parts if pattern.startswith("**/") else above
        if any(fnmatch.fnmatchcase(name, pattern.removeprefix("**/")) for name in names):
            taken = rule.startswith("!")
    return taken


def context_files() -> list[str]:
    rules = [line for line in (ROOT / ".dockerignore").read_text().splitlines() if line and not line.startswith("#")]
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True).stdout
    return [path for path in listed.split("\0") if path and (ROOT / path).is_file() and in_context(path, rules)]


def test_what_is_copied_is_in_the_context() -> None:
    files = context_files()
    for name, rest in instructions(DOCKERFILE.read_text(encoding="utf-8")):
        if name == "COPY" and not rest.startswith("--from"):
            for source in rest.split()[:-1]:
                assert any(path == source or path.startswith(f"{source}/") for path in files), source


@pytest.mark.parametrize(
    "path", [".env", ".git/config", "tests/x.py", ".venv/bin/python", "docs/a.md", "monitor/a.pyc"]
)
def test_what_stays_out_of_the_image(path: str) -> None:
    rules = (ROOT / ".dockerignore").read_text().splitlines()
    assert not in_context(path, [rule for rule in rules if rule and not rule.startswith("#")])


def test_runs_as_nobody_special_with_a_health_check_that_exists() -> None:
    steps = instructions(DOCKERFILE.read_text(encoding="utf-8"))
    last = dict(steps)
    assert last["USER"] not in ("root", "0")
    assert f"--uid {last['USER']} " in DOCKERFILE.read_text(encoding="utf-8")
    assert last["STOPSIGNAL"] == "SIGTERM"
    assert last["VOLUME"] in last["ENV"]
    assert last["ENTRYPOINT"] == '["monitor"]'
    assert last["CMD"] == '["run"]'
    assert last["HEALTHCHECK"].endswith('CMD ["monitor", "doctor"]')


def test_settings_of_the_image_are_known() -> None:
    environ = dict(
        pair.split("=", 1)
        for name, rest in instructions(DOCKERFILE.read_text(encoding="utf-8"))
        if name == "ENV"
        for pair in shlex.split(rest)
    )
    settings = load_settings({key: value for key, value in environ.items() if key.startswith("MONITOR_")})
    assert settings.data_dir == Path("/var/lib/monitor")
    assert settings.log_format == "json"


def test_both_stages_are_one_python_that_the_project_supports() -> None:
    """The environment is copied between stages: it must find the same interpreter at the same place."""
    versions = re.findall(r"^FROM python:(\d+\.\d+)(?:-slim)?\b", DOCKERFILE.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(versions) == 2
    assert versions[0] == versions[1]
    assert f"Python :: {versions[0]}" in (ROOT / "pyproject.toml").read_text(encoding="utf-8")


@dataclass
class Stage:
    """One FROM, built into a folder."""

    root: Path
    workdir: str = "/"
    environ: dict[str, str] = field(default_factory=dict)

    def place(self, path: str) -> Path:
        absolute = path if path.startswith("/") else f"{self.workdir.rstrip('/')}/{path}"
        return self.root / absolute.removeprefix("./").lstrip("/")

    def moved(self, text: str) -> str:
        """Absolute paths of the image, below this folder."""
        return re.sub(r"(?<![\w.-])/(opt|var|src|etc)\b", lambda match: f"{self.root}/{match[1]}", text)

    def run(self, command: str, shims: Path) -> None:
        environ = {
            "PATH": f"{shims}:{os.environ['PATH']}",
            "HOME": str(self.root / "root"),
            **{name: os.environ[name] for name in os.environ if name.startswith(("PIP_", "SSL_", "http", "HTTP"))},
            **self.environ,
        }
        folder = self.place(".")
        folder.mkdir(parents=True, exist_ok=True)
        done = subprocess.run(self.moved(command), shell=True, cwd=folder, env=environ, capture_output=True, text=True)
        assert done.returncode == 0, f"{command}\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}"


def copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        shutil.copytree(source, target, symlinks=True, dirs_exist_ok=True)
    else:
        shutil.copy2(source, target)


def make_shims(folder: Path) -> Path:
    folder.mkdir()
    (folder / "python").symlink_to(sys.executable)
    useradd = folder / "useradd"
    useradd.write_text('#!/bin/sh\nwhile [ "$1" != --home-dir ]; do shift; done\nmkdir -p "$2"\n')
    useradd.chmod(0o755)
    return folder


def build(folder: Path) -> Stage:
    """Carry out the Dockerfile; the last stage."""
    context = folder / "context"
    for path in context_files():
        copy(ROOT / path, context / path)
    shims = make_shims(folder / "shims")
    stages: dict[str, Stage] = {}
    stage = Stage(root=folder)
    for name, rest in instructions(DOCKERFILE.read_text(encoding="utf-8")):
        if name == "FROM":
            label = rest.split()[-1] if " AS " in rest else "last"
            stage = stages[label] = Stage(root=folder / label)
        elif name == "WORKDIR":
            stage.workdir = rest
        elif name == "ENV":
            pairs = (pair.split("=", 1) for pair in shlex.split(rest))
            stage.environ.update({key: stage.moved(value) for key, value in pairs})
        elif name == "RUN":
            stage.run(rest, shims)
        elif name == "COPY":
            origin, sources = context, rest.split()
            if sources[0].startswith("--from="):
                other = stages[sources.pop(0).removeprefix("--from=")]
                origin = other.root
            *names, target = sources
            for source in names:
                place = stage.place(target)
                copy(origin / source.lstrip("/"), place / source if target.endswith("/") else place)
    return stage


def can_install(folder: Path) -> bool:
    """Whether packages can be had at all: a machine without a network runs the other tests."""
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(folder), "idna"]
    return subprocess.run(command, capture_output=True, check=False, timeout=120).returncode == 0


@pytest.mark.slow
def test_steps_make_a_program_that_runs(tmp_path: Path) -> None:
    if not can_install(tmp_path / "probe"):
        pytest.skip("no package index can be reached")
    stage = build(tmp_path)
    # The environment was made in the first stage's folder; its scripts name that interpreter. In the image both
    # stages have it at the same path.
    built = tmp_path / "build" / "opt" / "monitor"
    shutil.rmtree(built)
    built.symlink_to(stage.root / "opt" / "monitor")
    environ = stage.environ | {"HOME": str(stage.root / "var/lib/monitor")}

    def monitor(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [str(stage.root / "opt/monitor/bin/monitor"), *arguments]
        return subprocess.run(
            command, env=environ, cwd=stage.place("."), capture_output=True, text=True, check=False, timeout=120
        )

    upgraded = monitor("db", "upgrade")
    assert upgraded.returncode == 0, upgraded.stderr
    checked = monitor("sources", "check")
    assert checked.returncode == 0, checked.stdout + checked.stderr
    healthy = monitor("doctor")
    assert healthy.returncode == 0, healthy.stdout + healthy.stderr
    serve_until_sigterm(stage, environ)


def serve_until_sigterm(stage: Stage, environ: dict[str, str]) -> None:
    """The image's command, on a source that nobody answers for, ends as `docker stop` wants it."""
    watched = stage.root / "etc/monitor/sources.yaml"
    watched.write_text(
        "sources: [{id: own, name: Own, url: 'http://127.0.0.1:9/', every: 1d, allow_private: true}]\n",
        encoding="utf-8",
    )
    entry = dict(instructions(DOCKERFILE.read_text(encoding="utf-8")))
    command = [*json.loads(entry["ENTRYPOINT"]), *json.loads(entry["CMD"])]
    assert command[0] == "monitor"
    command[0] = str(stage.root / "opt/monitor/bin/monitor")
    with subprocess.Popen(
        command, env=environ, cwd=stage.place("."), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        assert process.stdout is not None
        said = []
        for line in process.stdout:
            said.append(line)
            if '"event": "serving"' in line:
                process.send_signal(getattr(signal, entry["STOPSIGNAL"]))
        assert process.wait(timeout=60) == 0, "".join(said)
    assert json.loads(said[-1])["event"] == "stopped"
