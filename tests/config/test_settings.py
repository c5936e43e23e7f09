"""MONITOR_* variables: what they come to, and the one line that a wrong one gives."""

from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor import __version__
from monitor.config import Settings, load_settings
from monitor.config.settings import SECRET_VARIABLES, VARIABLES
from monitor.errors import ConfigError

MAIL = {"MONITOR_SMTP_HOST": "mail.example.org", "MONITOR_SMTP_FROM": "monitor@example.org"}


def test_nothing_needs_to_be_set() -> None:
    settings = load_settings({"PATH": "/bin", "HOME": "/home/x"})
    assert settings.data_dir.is_absolute()
    assert settings.database_url == f"sqlite:///{settings.data_dir}/monitor.db"
    assert settings.sources_path == Path("sources.yaml")
    assert settings.contact is None
    assert settings.smtp is None
    assert settings.user_agent == f"medical-policy-monitor/{__version__}"


def test_everything_can_be_set(tmp_path: Path) -> None:
    ca_file = tmp_path / "ca.pem"
    ca_file.write_text("certificates")
    settings = load_settings(
        {
            "MONITOR_DATA_DIR": str(tmp_path / "data"),
            "MONITOR_DATABASE_URL": "postgresql://me:secret@db.example:5433/monitor?sslmode=require",
            "MONITOR_SOURCES": "/etc/monitor/sources.yaml",
            "MONITOR_CONTACT": "https://example.org/about-our-crawler",
            "MONITOR_USER_AGENT": "OurCrawler/1.0",
            "MONITOR_CONCURRENCY": "32",
            "MONITOR_MAX_BODY_BYTES": "1000000",
            "MONITOR_GRACE_S": "5",
            "MONITOR_SMTP_HOST": "mail.example.org",
            "MONITOR_SMTP_PORT": "2525",
            "MONITOR_SMTP_SECURITY": "TLS",
            "MONITOR_SMTP_USER": "me",
            "MONITOR_SMTP_PASSWORD": "hunter2",
            "MONITOR_SMTP_FROM": "monitor@example.org",
            "MONITOR_SMTP_CA_FILE": str(ca_file),
            "MONITOR_LOG_FORMAT": "json",
            "MONITOR_LOG_LEVEL": "WARNING",
            "MONITOR_METRICS_PORT": "9464",
            "MONITOR_METRICS_HOST": "0.0.0.0",
        }
    )
    untouched = load_settings({})
    for field in fields(Settings):
        assert getattr(settings, field.name) != getattr(untouched, field.name), field.name
    assert settings.database_url == "postgresql+psycopg://me:secret@db.example:5433/monitor?sslmode=require"
    assert settings.user_agent == "OurCrawler/1.0"
    assert settings.smtp is not None
    assert (settings.smtp.host, settings.smtp.port, settings.smtp.security) == ("mail.example.org", 2525, "tls")
    assert (settings.smtp.user, settings.smtp.password) == ("me", "hunter2")
    assert settings.smtp.ca_file == ca_file


def test_secrets_are_not_shown() -> None:
    settings = load_settings(
        {
            **MAIL,
            "MONITOR_SMTP_USER": "me",
            "MONITOR_SMTP_PASSWORD": "hunter2",
            "MONITOR_DATABASE_URL": "postgresql://me:hunter3@db/monitor",
        }
    )
    assert "hunter" not in repr(settings)
    assert "hunter" not in str(settings.smtp)


def test_secrets_may_stand_in_files(tmp_path: Path) -> None:
    url, password = tmp_path / "url", tmp_path / "password"
    url.write_text("postgresql://me:secret@db/monitor\n")
    password.write_text("  hunter2\n")
    settings = load_settings(
        {
            **MAIL,
            "MONITOR_SMTP_USER": "me",
            "MONITOR_SMTP_PASSWORD_FILE": str(password),
            "MONITOR_DATABASE_URL_FILE": str(url),
        }
    )
    assert settings.database_url == "postgresql+psycopg://me:secret@db/monitor"
    assert settings.smtp is not None
    assert settings.smtp.password == "hunter2"


@pytest.mark.parametrize(("security", "port"), [("starttls", 587), ("tls", 465), ("none", 25)])
def test_the_port_follows_the_security(security: str, port: int) -> None:
    smtp = load_settings({**MAIL, "MONITOR_SMTP_SECURITY": security}).smtp
    assert smtp is not None
    assert smtp.port == port


def test_the_login_is_the_sender_when_it_is_an_address() -> None:
    smtp = load_settings(
        {
            "MONITOR_SMTP_HOST": "mail.example.org",
            "MONITOR_SMTP_USER": "me@example.org",
            "MONITOR_SMTP_PASSWORD": "hunter2",
        }
    ).smtp
    assert smtp is not None
    assert smtp.from_address == "me@example.org"


@pytest.mark.parametrize("contact", ["desk@example.org", "https://example.org/crawler"])
def test_the_contact_is_part_of_the_user_agent(contact: str) -> None:
    settings = load_settings({"MONITOR_CONTACT": contact})
    assert settings.contact == contact
    assert settings.user_agent == f"medical-policy-monitor/{__version__} (+{contact})"


@pytest.mark.parametrize(
    ("url", "normal"),
    [
        ("sqlite:////var/lib/monitor.db", "sqlite:////var/lib/monitor.db"),
        ("sqlite:///here.db", f"sqlite:///{Path.cwd()}/here.db"),
        ("postgres://u:p@h/d", "postgresql+psycopg://u:p@h/d"),
        ("postgresql+psycopg://u:p@h/d", "postgresql+psycopg://u:p@h/d"),
        ("postgresql://u@/d?host=/run/postgresql", "postgresql+psycopg://u@/d?host=/run/postgresql"),
    ],
)
def test_database_urls(url: str, normal: str) -> None:
    assert load_settings({"MONITOR_DATABASE_URL": url}).database_url == normal


def test_an_empty_variable_counts_as_not_set() -> None:
    assert load_settings(dict.fromkeys(VARIABLES, " ")) == load_settings({})


@pytest.mark.parametrize(
    ("environ", "says"),
    [
        ({"MONITOR_CONCURENCY": "8"}, 'unknown setting MONITOR_CONCURENCY; did you mean "MONITOR_CONCURRENCY"?'),
        ({"MONITOR_SMTP_PASWORD_FILE": "x"}, '"MONITOR_SMTP_PASSWORD_FILE"?'),
        ({"MONITOR_XYZZY": ""}, "unknown setting MONITOR_XYZZY"),
        ({"MONITOR_CONCURRENCY": "many"}, 'MONITOR_CONCURRENCY: "many" is not a whole number from 1 to 256'),
        ({"MONITOR_CONCURRENCY": "0"}, "from 1 to 256"),
        ({"MONITOR_CONCURRENCY": "-1"}, "from 1 to 256"),
        ({"MONITOR_CONCURRENCY": "８"}, "from 1 to 256"),
        ({"MONITOR_GRACE_S": "1.5"}, "MONITOR_GRACE_S"),
        ({"MONITOR_MAX_BODY_BYTES": "20MB"}, "MONITOR_MAX_BODY_BYTES"),
        (
            {"MONITOR_LOG_FORMAT": "jason"},
            'MONITOR_LOG_FORMAT: "jason" is not one of console, json; did you mean "json"?',
        ),
        ({"MONITOR_LOG_LEVEL": "trace"}, "MONITOR_LOG_LEVEL"),
        ({"MONITOR_DATA_DIR": "~nobody-of-that-name/x"}, "MONITOR_DATA_DIR"),
        ({"MONITOR_METRICS_PORT": "0"}, "MONITOR_METRICS_PORT"),
        ({"MONITOR_METRICS_HOST": "everywhere"}, 'MONITOR_METRICS_HOST: "everywhere" is no address'),
        ({"MONITOR_CONTACT": "us"}, "MONITOR_CONTACT"),
        ({"MONITOR_CONTACT": "desk@例子.测试"}, "MONITOR_CONTACT: must be at most 300 printable ASCII"),
        ({"MONITOR_USER_AGENT": "a\r\nX-Injected: b"}, "MONITOR_USER_AGENT"),
        ({"MONITOR_DATABASE_URL": "mysql://u:p@h/d"}, "MONITOR_DATABASE_URL: must be sqlite:///PATH or postgresql://"),
        ({"MONITOR_DATABASE_URL": "sqlite://"}, "MONITOR_DATABASE_URL"),
        ({"MONITOR_DATABASE_URL": "sqlite:///"}, "MONITOR_DATABASE_URL"),
        ({"MONITOR_DATABASE_URL": "postgresql://u:p@h"}, "MONITOR_DATABASE_URL"),
        ({"MONITOR_DATABASE_URL_FILE": "/nowhere/url"}, "MONITOR_DATABASE_URL_FILE: /nowhere/url cannot be read"),
        ({"MONITOR_DATABASE_URL": "sqlite:///a", "MONITOR_DATABASE_URL_FILE": "/b"}, "are both set"),
        ({"MONITOR_SMTP_PORT": "25"}, "MONITOR_SMTP_PORT is set, but MONITOR_SMTP_HOST is not"),
        ({"MONITOR_SMTP_HOST": "mail.example.org"}, "MONITOR_SMTP_FROM is not set"),
        ({**MAIL, "MONITOR_SMTP_HOST": "mail.example.org:25"}, "the port goes into MONITOR_SMTP_PORT"),
        ({**MAIL, "MONITOR_SMTP_HOST": "smtp://mail"}, "MONITOR_SMTP_HOST"),
        ({**MAIL, "MONITOR_SMTP_PORT": "65536"}, "MONITOR_SMTP_PORT"),
        ({**MAIL, "MONITOR_SMTP_PORT": "0"}, "from 1 to 65535"),
        ({**MAIL, "MONITOR_SMTP_SECURITY": "ssl"}, "MONITOR_SMTP_SECURITY"),
        ({**MAIL, "MONITOR_SMTP_USER": "me"}, "MONITOR_SMTP_USER and MONITOR_SMTP_PASSWORD go together"),
        ({**MAIL, "MONITOR_SMTP_PASSWORD": "x"}, "go together"),
        ({**MAIL, "MONITOR_SMTP_CA_FILE": "/nowhere/ca.pem"}, "MONITOR_SMTP_CA_FILE: there is no file"),
        ({**MAIL, "MONITOR_SMTP_FROM": "Monitor <m@example.org>"}, "MONITOR_SMTP_FROM"),
        (
            {**MAIL, "MONITOR_SMTP_SECURITY": "none", "MONITOR_SMTP_USER": "me", "MONITOR_SMTP_PASSWORD": "hunter2"},
            "would send the password in clear",
        ),
    ],
)
def test_one_line_names_the_variable(environ: dict[str, str], says: str) -> None:
    with pytest.raises(ConfigError) as caught:
        load_settings(environ)
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)
    assert "hunter2" not in str(caught.value)
    assert caught.value.exit_code == 2


def test_a_login_in_clear_is_taken_on_loopback() -> None:
    environ = {"MONITOR_SMTP_HOST": "127.0.0.1", "MONITOR_SMTP_USER": "a@b.example", "MONITOR_SMTP_PASSWORD": "x"}
    smtp = load_settings({**environ, "MONITOR_SMTP_SECURITY": "none"}).smtp
    assert smtp is not None
    assert smtp.password == "x"


@pytest.mark.parametrize("content", [b"", b" \n", b"\xff\xfe"])
def test_a_secret_file_without_a_secret(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "password"
    path.write_bytes(content)
    with pytest.raises(ConfigError, match="MONITOR_SMTP_PASSWORD_FILE"):
        load_settings({**MAIL, "MONITOR_SMTP_USER": "me", "MONITOR_SMTP_PASSWORD_FILE": str(path)})


@given(name=st.sampled_from([*VARIABLES, *(f"{name}_FILE" for name in SECRET_VARIABLES)]), value=st.text(max_size=30))
def test_any_value_is_taken_or_refused_in_one_line(name: str, value: str) -> None:
    environ: dict[str, Any] = {name: value}
    if name.startswith("MONITOR_SMTP_") and name not in MAIL:
        environ |= MAIL
    try:
        settings = load_settings(environ)
    except ConfigError as error:
        assert "MONITOR_" in str(error)  # noqa: PT017
    else:
        assert settings.data_dir.is_absolute()
