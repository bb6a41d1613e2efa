"""The manners of scripts, seen from outside: status, stdout and stderr of real processes."""

from __future__ import annotations

import argparse
import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest

from nmt import cli
from nmt.cli import (
    MANY,
    as_typed_here,
    default_runs_root,
    find_config,
    find_project_root,
    integer,
    is_installed,
    number,
    shipped,
)
from nmt.errors import in_one_line

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
    done = run("raise ConfigError('a: one', 'b: two')")
    assert (done.returncode, done.stderr) == (2, b"error: a: one\nerror: b: two\n")


def test_a_message_does_not_steer_the_terminal() -> None:
    done = run(r"raise DataError('\x1b[2Jno\nne\x85: é\x07')")
    assert (done.returncode, done.stderr.decode()) == (2, "error: \\x1b[2Jno\\nne\\x85: é\\x07\n")


def test_a_defect_shows_its_traceback() -> None:
    done = run("raise ValueError('ours')")
    assert done.returncode == 1
    assert b"Traceback" in done.stderr


def test_an_interruption_is_quiet() -> None:
    done = run("raise KeyboardInterrupt")
    assert (done.returncode, done.stderr) == (130, b"interrupted\n")


def test_a_mistaken_option_is_a_line_and_status_2() -> None:
    done = run("OptionParser('What it does.').parse_args(['--non\\nsense\\x1b[2J'])")
    assert (done.returncode, done.stdout) == (2, b"")
    usage, error = done.stderr.decode().splitlines()
    assert usage.startswith("usage: ") and error.endswith(r"error: unrecognized arguments: --non\nsense\x1b[2J")


def test_a_mistaken_option_is_not_repeated_at_length() -> None:
    done = run("OptionParser('').parse_args(['--' + 'x' * 100_000])")
    assert done.returncode == 2 and len(done.stderr) < 2000


@pytest.mark.parametrize(
    "text", ["", "x", "0", "11", "-1", "+5", "1.0", "1e0", "1_0", " 5", "٥", "0x5", "9" * 5000, "5\n"]
)
def test_whole_numbers_have_two_ends(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError, match=r"(?s)^got '.{0,41}', expected a whole number from 1 to 10$"):
        integer(1, 10)(text)


@pytest.mark.parametrize(
    "text", ["", "x", "-0.1", "10.1", "nan", "inf", "-inf", "1e999", "9" * 5000, "0x5", "1,5", "½"]
)
def test_numbers_have_two_ends(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError, match=r"^got '.{0,41}', expected a number from 0 to 10$"):
        number(0, 10)(text)


def test_numbers_that_fit_are_read() -> None:
    assert [integer(0, MANY)(text) for text in ("0", "007", "1000000000")] == [0, 7, MANY]
    assert [number(0, 10)(text) for text in ("0", "1e-300", "2.5", "10")] == [0, 1e-300, 2.5, 10]


@pytest.mark.parametrize("option", ["--n=--", "--name=--"])
def test_two_dashes_are_no_value(option: str) -> None:
    """argparse itself makes an empty list of them, past the option's type."""
    body = "p = OptionParser('')\np.add_argument('--n', type=integer(1, 2))\np.add_argument('--name', metavar='NAME')\n"
    done = run(f"{body}print(p.parse_args(['{option}']))")
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode().endswith(f"error: argument {option.removesuffix('=--')}: expected a value\n")
    done = run("p = OptionParser('')\np.add_argument('words', nargs='*')\nprint(p.parse_args(['--', '--n=--']).words)")
    assert done.stdout == b"['--n=--']\n"


def test_an_option_given_twice_is_not_half_forgotten() -> None:
    body = (
        "p = OptionParser('')\np.add_argument('--file')\np.add_argument('--some', action='append')\n"
        "p.add_argument('words', nargs='*')\n"
    )
    done = run(f"{body}p.parse_args(['--file', 'a', '--file=b'])")
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode().endswith("error: argument --file: given twice; expected one value\n")
    asked = "vars(p.parse_args(['--some', 'a', '--some', 'b', '--file', 'c', 'd', 'e']))"
    done = run(f"{body}for _ in range(2): print({asked})")  # each parse begins anew
    assert done.stdout.decode().splitlines() == ["{'file': 'c', 'some': ['a', 'b'], 'words': ['d', 'e']}"] * 2


@pytest.mark.parametrize("option", ["--name=", "--file="])
def test_names_are_not_empty(option: str) -> None:
    body = "p = OptionParser('')\np.add_argument('--name', metavar='NAME')\n"
    done = run(f"{body}p.add_argument('--file', type=Path, metavar='FILE')\np.parse_args(['{option}'])")
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode().endswith(f"error: argument {option.removesuffix('=')}: got '', expected a name\n")


@pytest.mark.parametrize(
    ("given", "error"),
    [([], ""), (["--top-k=0"], "--top-k belongs to --sample"), (["--all"], "--all belongs to --sample")],
)
def test_options_that_would_change_nothing_are_refused(given: list[str], error: str) -> None:
    body = "p = OptionParser('')\np.add_argument('--top-k', default=0)\np.add_argument('--all', action='store_true')\n"
    done = run(f"{body}p.refuse(p.parse_args({given}), ('--top-k', '--all'), 'belongs to --sample')")
    assert done.returncode == (2 if given else 0)
    assert done.stderr.decode().endswith(f"error: {error}\n" if given else "")


@pytest.mark.parametrize("name", ["x" * 300, "none/a\nb", "/proc/none"])
def test_a_file_of_another_kind_than_expected_is_a_line_and_status_2(name: str) -> None:
    done = run(f"open({name!r})")
    assert (done.returncode, done.stdout) == (2, b"") and len(done.stderr.splitlines()) == 1
    assert done.stderr.decode().startswith(f"error: {in_one_line(name)}: ") and b"; check the name" in done.stderr


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


def test_what_a_message_names_stays_within_its_line() -> None:
    body = """\
import logging
from pathlib import Path
log_to_stderr()
logging.getLogger('nmt').warning('%s, %s and %d\\n    %.1f', Path('a\\nb'), '\\x1b[2J', 3, 0.5)"""
    assert run(body).stderr.decode() == "warning: a\\nb, \\x1b[2J and 3\n    0.5\n"


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


def test_a_command_in_a_message_is_written_as_it_is_typed_here(monkeypatch: pytest.MonkeyPatch) -> None:
    message = "do it with: python scripts/export_ctranslate2.py --run a and python scripts/evaluate.py --run python"
    assert as_typed_here(message) == message
    monkeypatch.setattr(cli, "is_installed", lambda: True)
    assert as_typed_here(message) == "do it with: nmt export-ctranslate2 --run a and nmt evaluate --run python"
    record = logging.makeLogRecord({"levelno": logging.INFO, "msg": "try %s", "args": ("python scripts/train.py",)})
    assert cli._PlainFormatter().format(record) == "try nmt train"


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
