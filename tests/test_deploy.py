"""What is under ``deploy/``: systemd takes the units, and cron's line tells what it should."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from xzcrawl.web.metrics import OF_SITES

DEPLOY = Path(__file__).parents[1] / "deploy"
#: Where the files expect the checkout.
PLACE = "/srv/xzcrawl"

needs_systemd = pytest.mark.skipif(
    shutil.which("systemd-analyze") is None, reason="systemd-analyze is not installed"
)


def checkout(folder: Path, says: str = "", exit_code: int = 0) -> Path:
    """A checkout whose xzcrawl does nothing but print and end."""
    program = folder / ".venv" / "bin" / "xzcrawl"
    program.parent.mkdir(parents=True)
    program.write_text(f"#!/bin/sh\necho '{says}'\nexit {exit_code}\n")
    program.chmod(0o755)
    (folder / "data").mkdir()
    return folder


def units(folder: Path, *changes: tuple[str, str]) -> list[Path]:
    """Copies of the units for a checkout in ``folder``."""
    copies = []
    for name in ("xzcrawl.service", "xzcrawl.timer", "xzcrawl-web.service"):
        text = (DEPLOY / name).read_text(encoding="utf-8").replace(PLACE, str(folder))
        for old, new in changes:
            text = text.replace(old, new)
        copies.append(folder / name)
        copies[-1].write_text(text, encoding="utf-8")
    return copies


def verify(*paths: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *paths], capture_output=True, text=True, check=False
    )


@needs_systemd
def test_systemd_takes_the_units(tmp_path: Path) -> None:
    done = verify(*units(checkout(tmp_path)))
    assert (done.returncode, done.stderr) == (0, "")


@needs_systemd
@pytest.mark.parametrize(
    "change",
    [
        ("ProtectSystem=", "ProtectSytem="),
        ("UMask=0027", "UMask=many"),
        ("06,18:30:00", "06,18:90:00"),
        (".venv/bin/xzcrawl", ".venv/bin/nothing"),
    ],
)
def test_systemd_would_have_said_what_is_wrong(change: tuple[str, str], tmp_path: Path) -> None:
    assert verify(*units(checkout(tmp_path), change)).stderr != ""


@needs_systemd
@pytest.mark.parametrize("with_browser", [False, True])
def test_a_unit_makes_no_namespaces_but_those_of_chromiums_sandbox(
    with_browser: bool, tmp_path: Path
) -> None:
    paths = units(checkout(tmp_path))
    if with_browser:
        (folder := tmp_path / "xzcrawl.service.d").mkdir()
        shutil.copy(DEPLOY / "xzcrawl-browser.conf", folder)
    assert verify(*paths).stderr == ""
    told = subprocess.run(
        ["systemd-analyze", "security", "--no-pager", "--offline=yes", paths[0]],
        capture_output=True, text=True, check=False,
    ).stdout  # fmt: skip
    allowed = set(re.findall(r"✗ RestrictNamespaces=~(\w+)", told))
    assert allowed == ({"user", "pid", "net"} if with_browser else set())
    assert ("chroot is allowed" in told) is with_browser


@pytest.mark.parametrize(
    ("exit_code", "mail"),
    [(0, ""), (75, ""), (1, "xzinfo failed: …\n"), (3, "xzinfo failed: …\n"), (2, "xzinfo failed: …\n")],
)
def test_cron_mails_when_a_run_failed_or_is_unhealthy(exit_code: int, mail: str, tmp_path: Path) -> None:
    checkout(tmp_path, "xzinfo failed: …", exit_code)
    done = subprocess.run(
        ["sh", "-c", command(0).replace(PLACE, str(tmp_path))], capture_output=True, text=True, check=False
    )
    assert (done.stdout, done.stderr) == (mail, "")
    assert (tmp_path / "data" / "crawl.log").read_text(encoding="utf-8") == "xzinfo failed: …\n"


@pytest.mark.parametrize(("exit_code", "mail"), [(0, ""), (3, "xz.example: the last run failed\n")])
def test_cron_mails_while_a_site_is_not_well(exit_code: int, mail: str, tmp_path: Path) -> None:
    checkout(tmp_path, mail.strip() or "all well: xz.example", exit_code)
    done = subprocess.run(
        ["sh", "-c", command(1).replace(PLACE, str(tmp_path))], capture_output=True, text=True, check=False
    )
    assert (done.stdout, done.stderr) == (mail, "")


def test_the_alerts_are_of_figures_that_there_are() -> None:
    (group,) = yaml.safe_load((DEPLOY / "alerts.yml").read_text(encoding="utf-8"))["groups"]
    named = {name for rule in group["rules"] for name in re.findall(r"xzcrawl_\w+", rule["expr"])}
    assert named == {"xzcrawl_crawl_well", "xzcrawl_last_success_seconds"}
    assert named <= set(OF_SITES)


def command(number: int) -> str:
    """What cron runs by its line of this number; a ``%`` would be a line break to it."""
    lines = [line for line in (DEPLOY / "crontab").read_text().splitlines() if not line.startswith("#")]
    assert "%" not in lines[number]
    return lines[number].split(maxsplit=5)[5]
