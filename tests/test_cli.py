"""The manners of scripts, seen from outside: status, stdout and stderr of real processes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from nmt import cli
from nmt.cli import default_runs_root, find_config, find_project_root, is_installed, shipped

ROOT = Path(__file__).parent.parent


def run(body: str, *, stdin: bytes = b"", env: dict[str, str] | None = None) -> subprocess.CompletedProcess[bytes]:
    """Run a script whose main function has the given body."""
    lines = "\n".join(f"    {line}" for line in body.splitlines())
    code = f"import sys\nfrom nmt.cli import *\nfrom nmt.errors import *\ndef main():\n{lines}\nrun_script(main)"
    command = [sys.executable, "-c", code]
    return subprocess.run(command, input=stdin, capture_output=True, cwd=ROOT, timeout=60, env=env, check=False)


def test_a_script_that_succeeds() -> None:
    done = run("print('I am a student.')")
    assert (done.returncode, done.stdout, done.stderr) == (0, b"I am a student.\n", b"")


def test_a_mistake_of_the_user_is_a_line_and_status_2() -> None:
    done = run("print('one'); raise DataError('corpus.fr:3: empty line')")
    assert (done.returncode, done.stdout, done.stderr) == (2, b"one\n", b"error: corpus.fr:3: empty line\n")


def test_several_problems_are_a_line_each() -> None:
    done = run(r"raise ConfigError('a: one\nb: two')")
    assert (done.returncode, done.stderr) == (2, b"error: a: one\nerror: b: two\n")


def test_a_message_does_not_steer_the_terminal() -> None:
    done = run(r"raise DataError('\x1b[2Jnone: é\x07')")
    assert (done.returncode, done.stderr.decode()) == (2, "error: \\x1b[2Jnone: é\\x07\n")


def test_a_defect_shows_its_traceback() -> None:
    done = run("raise ValueError('ours')")
    assert done.returncode == 1
    assert b"Traceback" in done.stderr


def test_an_interruption_is_quiet() -> None:
    done = run("raise KeyboardInterrupt")
    assert (done.returncode, done.stderr) == (130, b"interrupted\n")


def test_argparse_keeps_its_own_status() -> None:
    done = run("import argparse; argparse.ArgumentParser(prog='train.py').parse_args(['--nonsense'])")
    assert done.returncode == 2
    assert b"unrecognized arguments: --nonsense" in done.stderr


@pytest.mark.parametrize("lines", [1, 100_000])
def test_a_reader_who_leaves_is_no_error(lines: int) -> None:
    """One line is still in the buffer when the script ends; many break the pipe in the middle."""
    code = (
        "import sys\nfrom nmt.cli import run_script\n"
        f"def main():\n    sys.stdin.read()\n    for _ in range({lines}): print('student')\nrun_script(main)"
    )
    command = [sys.executable, "-c", code]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT
    ) as process:
        assert process.stdin and process.stdout and process.stderr
        process.stdout.close()
        process.stdin.close()
        assert process.stderr.read() == b""
        assert process.wait(timeout=60) == 141


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_said() -> None:
    code = "from nmt.cli import run_script\nrun_script(lambda: print('x'))"
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [sys.executable, "-c", code],
            stdout=full,
            stderr=subprocess.PIPE,
            cwd=ROOT,
            timeout=60,
            check=False,
        )
    assert done.returncode == 2
    assert done.stderr == b"error: stdout: cannot be written: No space left on device\n"


def test_utf_8_whatever_the_locale_and_broken_bytes_stop_nothing() -> None:
    locale = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}
    done = run("print(sys.stdin.read(), '\\xe9 \\udcff')", stdin="élève ".encode() + b"\xff", env=os.environ | locale)
    assert (done.returncode, done.stdout.decode()) == (0, "élève � é ?\n")


def test_messages_go_to_stderr_plainly() -> None:
    body = """\
import logging
logging.getLogger('nmt.data').info('unheard')
log_to_stderr()
logging.getLogger('nmt.data').info('29000 pairs')
logging.getLogger('nmt.data').debug('unheard')
logging.getLogger('nmt.data').warning('slow')
logging.getLogger('other').info('unheard')
logging.getLogger('other').error('heard')
log_to_stderr()
logging.getLogger('nmt.data').info('once')"""
    done = run(body)
    assert done.stdout == b""
    assert done.stderr == b"29000 pairs\nwarning: slow\nerror: heard\nonce\n"


def test_messages_do_not_tear_a_progress_bar() -> None:
    body = """\
import logging
from tqdm import tqdm
log_to_stderr()
with tqdm(total=2, ascii=True, file=sys.stderr, ncols=30) as bar:
    bar.update()
    logging.getLogger('nmt').info('29000 pairs')"""
    lines = run(body).stderr.decode().replace("\r", "\n").splitlines()
    assert "29000 pairs" in lines


def test_the_project_is_found_from_anywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert find_project_root() == ROOT
    assert default_runs_root() == ROOT / "runs"


def test_an_installed_package_takes_the_project_that_the_user_stands_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cli.nmt, "__file__", str(tmp_path / "site-packages" / "nmt" / "__init__.py"))
    deep = tmp_path / "project" / "a" / "b"
    deep.mkdir(parents=True)
    monkeypatch.chdir(deep)
    assert find_project_root() == deep
    (tmp_path / "project" / "configs").mkdir()
    assert find_project_root() == tmp_path / "project"


def test_an_installed_package_brings_its_scripts_and_configurations(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not is_installed() and shipped("scripts") == ROOT / "scripts"
    package = tmp_path / "site-packages" / "nmt"
    (tmp_path / "site-packages" / "configs").mkdir(parents=True)  # some other package's: no project of ours
    for folder in ("scripts", "configs"):
        (package / folder).mkdir(parents=True)
    (package / "configs" / "toy.yaml").write_text("")
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.setattr(cli.nmt, "__file__", str(package / "__init__.py"))
    monkeypatch.chdir(here)
    assert is_installed() and shipped("scripts") == package / "scripts"
    assert find_project_root() == here
    assert find_config("configs/toy.yaml") == package / "configs" / "toy.yaml"
    assert find_config("toy.yaml") == Path("toy.yaml")
    (here / "configs").mkdir()
    (here / "configs" / "toy.yaml").write_text("")
    assert find_config("configs/toy.yaml") == Path("configs/toy.yaml")


def test_a_configuration_is_looked_for_here_and_then_in_the_project(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert find_config("configs/toy.yaml") == ROOT / "configs" / "toy.yaml"
    assert find_config("configs/tony.yaml") == ROOT / "configs" / "tony.yaml"  # for its error to name its neighbours
    assert find_config("mine.yaml") == Path("mine.yaml")
    (tmp_path / "configs").mkdir()
    (tmp_path / "configs" / "toy.yaml").write_text("")
    assert find_config("configs/toy.yaml") == Path("configs/toy.yaml")
    assert find_config(tmp_path / "x.yaml") == tmp_path / "x.yaml"
