"""python changedetection.py TOOL URLS: one check of all pages by changedetection.io, which is a service with an API.

It is started, given the addresses (the first time) or told to check all it has, and ended when the last is checked:
start-up counts, as with the other tools. Run by the Python of the benchmark, in a directory that keeps the state.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

WORKERS = 20
PATIENCE_S = 600
ENDING_S = 12
POLL_S = 0.5


@contextmanager
def _service(tool: str, data: Path) -> Iterator[str]:
    """Its address, while it runs."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environ = {
        **os.environ,
        "FETCH_WORKERS": str(WORKERS),
        "ALLOW_IANA_RESTRICTED_ADDRESSES": "true",
        "MINIMUM_SECONDS_RECHECK_TIME": "0",
        "LOGGER_LEVEL": "ERROR",
        "DISABLE_VERSION_CHECK": "true",
    }
    process = subprocess.Popen([tool, "-C", "-d", str(data), "-p", str(port)], env=environ, stdout=sys.stderr)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(ENDING_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _ask(address: str, token: str, path: str, content: bytes | None = None) -> Any:
    request = urllib.request.Request(address + path, data=content, headers={"x-api-key": token})
    if content is not None:
        request.add_header("content-type", "text/plain")
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.loads(answer.read())


def _token(data: Path) -> str:
    """The key of its API, from its own settings."""
    for path in data.glob("*.json"):
        settings = json.loads(path.read_text(encoding="utf-8")).get("settings", {})
        if token := settings.get("application", {}).get("api_access_token"):
            return str(token)
    raise FileNotFoundError(data)


def _wait(what: Any) -> Any:
    """What a call gives, once it neither fails nor gives nothing."""
    until = time.monotonic() + PATIENCE_S
    while True:
        try:
            if found := what():
                return found
        except (OSError, ValueError) as error:
            if time.monotonic() > until:
                raise SystemExit(f"changedetection.io does not answer: {error}") from error
        if time.monotonic() > until:
            raise SystemExit("changedetection.io is not done")
        time.sleep(POLL_S)


def main(tool: str, urls: Path) -> None:
    """Check all pages once."""
    started = time.monotonic()
    data = Path("data")
    is_new = not data.exists()
    data.mkdir(exist_ok=True)
    wanted = len(urls.read_text(encoding="utf-8").split())
    with _service(tool, data) as address:
        token = _wait(lambda: _token(data))
        _wait(lambda: _ask(address, token, "/api/v1/systeminfo"))
        before = {name: one["last_checked"] for name, one in _ask(address, token, "/api/v1/watch").items()}
        if is_new:
            _ask(address, token, "/api/v1/import", urls.read_bytes())
        else:
            time.sleep(1)  # its times are whole seconds
            _ask(address, token, "/api/v1/watch?recheck_all=1")

        def checked() -> bool:
            now = _ask(address, token, "/api/v1/watch")
            return sum(one["last_checked"] > before.get(name, 0) for name, one in now.items()) >= wanted

        _wait(checked)
        print(time.monotonic() - started)  # it takes its time to end


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
