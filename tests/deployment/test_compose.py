"""docker-compose.yml: valid by the Compose Specification, and the same service as `make run`.

There may be no Docker here; `docker compose config`, the parser itself, is asked when its plugin is installed.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from monitor.config import load_settings
from monitor.config.settings import VARIABLES
from monitor.schedule import Role

ROOT = Path(__file__).parents[2]
COMPOSE = ROOT / "docker-compose.yml"


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(COMPOSE.read_text(encoding="utf-8"))
    return loaded


def has_compose_plugin() -> bool:
    if shutil.which("docker") is None:
        return False
    return subprocess.run(["docker", "compose", "version"], capture_output=True, check=False).returncode == 0


def test_is_valid_by_the_specification() -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec", str(COMPOSE)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.skipif(not has_compose_plugin(), reason="the compose plugin of docker is not installed")
def test_docker_compose_reads_it() -> None:
    command = ["docker", "compose", "-f", str(COMPOSE), "config", "--quiet"]
    environ = {**os.environ, "POSTGRES_PASSWORD": ""}
    refused = subprocess.run(command, capture_output=True, text=True, check=False, env=environ)
    assert refused.returncode != 0
    assert "POSTGRES_PASSWORD" in refused.stderr
    taken = subprocess.run(
        command, capture_output=True, text=True, check=False, env=environ | {"POSTGRES_PASSWORD": "x"}
    )
    assert taken.returncode == 0, taken.stderr


def test_runs_what_make_run_runs(compose: dict[str, Any]) -> None:
    """The verbs of `make run`, in order: each service that runs one waits for the one before it."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    recipe = re.search(r"^run:.*\n((?:\t.*\n)+)", makefile, re.MULTILINE)
    assert recipe is not None
    verbs = re.findall(r"^\t\$\(BIN\)/monitor (.+)$", recipe[1], re.MULTILINE)
    services = compose["services"]
    assert verbs == [" ".join(services[name]["command"]) for name in ("migrate", "monitor")]
    assert services["monitor"]["depends_on"]["migrate"] == {"condition": "service_completed_successfully"}
    for name in ("migrate", "monitor"):
        assert services[name]["depends_on"]["database"] == {"condition": "service_healthy"}
    assert services["migrate"]["restart"] == "no"


def test_every_role_can_be_scaled(compose: dict[str, Any]) -> None:
    """`docker compose up` starts one process with all roles; `--scale worker=4` adds four of one role."""
    services = compose["services"]
    assert "scale" not in services["monitor"]
    for role in Role:
        if role is Role.ALL:
            continue
        service = services[role.value]
        assert service["command"] == ["run", "--role", role.value]
        assert service["scale"] == 0
        facts = {name: fact for name, fact in service.items() if name not in ("command", "scale")}
        assert facts == {name: fact for name, fact in services["monitor"].items() if name != "command"}
        assert "container_name" not in service


def test_conditions_can_come_true(compose: dict[str, Any]) -> None:
    """Who waits for health waits for a service with a health check; who waits for an end, for one that ends."""
    services = compose["services"]
    for service in services.values():
        for name, wanted in service.get("depends_on", {}).items():
            if wanted["condition"] == "service_healthy":
                assert "healthcheck" in services[name]
            if wanted["condition"] == "service_completed_successfully":
                assert services[name]["restart"] == "no"


def test_settings_are_known(compose: dict[str, Any]) -> None:
    environ = compose["services"]["monitor"]["environment"]
    settings = load_settings({name: value for name, value in environ.items() if name.startswith("MONITOR_")})
    assert settings.database_url == "postgresql+psycopg://monitor@database:5432/monitor"
    assert settings.database_url.split("@")[1].split(":")[0] in compose["services"]


def test_no_secret_has_a_default(compose: dict[str, Any]) -> None:
    """Passwords come from the environment, and there is no service without them."""
    services = compose["services"]
    for service, name in (("database", "POSTGRES_PASSWORD"), ("monitor", "PGPASSWORD"), ("migrate", "PGPASSWORD")):
        assert re.fullmatch(r"\$\{POSTGRES_PASSWORD:\?.+\}", services[service]["environment"][name])
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    assert re.findall(r"^(?:\w*PASSWORD\w*|\w*SECRET\w*)=(.+)$", example, re.MULTILINE) == []


def test_the_database_is_not_open_to_the_outside(compose: dict[str, Any]) -> None:
    assert all("ports" not in service for service in compose["services"].values())


def test_volumes_are_declared_and_data_is_kept(compose: dict[str, Any]) -> None:
    used = {volume.split(":")[0] for service in compose["services"].values() for volume in service["volumes"]}
    named = {name for name in used if not name.startswith(".")}
    assert named == set(compose["volumes"])
    assert all((ROOT / name).exists() for name in used - named)


def test_stopping_leaves_time_for_the_grace_period(compose: dict[str, Any]) -> None:
    period_s = int(compose["services"]["monitor"]["stop_grace_period"].removesuffix("s"))
    assert period_s > load_settings({}).grace_s


def test_example_environment_names_real_settings() -> None:
    names = re.findall(r"^(\w+)=", (ROOT / ".env.example").read_text(encoding="utf-8"), re.MULTILINE)
    assert set(names) - {"POSTGRES_PASSWORD"} <= set(VARIABLES)
    # As it stands, with nothing filled in, it changes nothing.
    assert load_settings(dict.fromkeys((name for name in names if name.startswith("MONITOR_")), "")) == load_settings(
        {}
    )
