"""translate.py as a user meets it: lines in, lines out, whatever stands in them."""

from __future__ import annotations

import gzip
import json
import os
import re
import select
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from nmt.alignment.dump import read_records
from nmt.run import RunDirectory
from tests.scripts.calling import ROOT, SCRIPTS, Done, assert_one_clear_line, call, spawn


def translate(run: RunDirectory, *arguments: object, stdin: bytes = b"") -> Done:
    return call("translate.py", "--run", run.path, *arguments, stdin=stdin)


def copy_of(run: RunDirectory, folder: Path) -> RunDirectory:
    return RunDirectory(shutil.copytree(run.path, folder / "copy"))


def test_one_sentence_from_another_folder(run: RunDirectory, tmp_path: Path) -> None:
    """A process of its own: the translation and nothing else on stdout, nothing at all on stderr."""
    with spawn("translate.py", "--run", run.path, "Je suis étudiant.", cwd=tmp_path) as process:
        out, err = process.communicate(timeout=60)
    assert (process.returncode, out.decode(), err.decode()) == (0, "I am a student.\n", "")
    assert list(tmp_path.iterdir()) == []


def test_a_reader_who_leaves_early(run: RunDirectory, tmp_path: Path) -> None:
    """`translate.py --input FILE | head -1`"""
    many = tmp_path / "many.fr"
    many.write_text("Je suis étudiant.\n" * 5000)  # of which a pipe does not hold all the translations
    with spawn("translate.py", "--run", run.path, "--input", many, "--beam-size", 1) as process:
        assert process.stdout is not None and process.stderr is not None
        assert process.stdout.readline() == b"I am a student.\n"
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 141


def test_who_types_is_answered_before_the_next_line(run: RunDirectory, tmp_path: Path) -> None:
    """At a terminal, and drawn, too."""
    hands, terminal = os.openpty()
    options = ("--run", run.path, "--input", "-", "--show", "--alignments", tmp_path / "typed.jsonl")
    with spawn("translate.py", *options, stdin=terminal) as process:
        assert process.stdout is not None
        os.write(hands, b"Il est grand.\n")
        answered, _, _ = select.select([process.stdout], [], [], 120)
        os.write(hands, b"\x04")  # Ctrl-D on a line of its own: no more comes
        assert answered, "no answer before the end of the input"
        assert b"He is tall.\n" in process.stdout.read()
    assert process.returncode == 0
    os.close(hands)
    os.close(terminal)


def test_several_sentences(run: RunDirectory) -> None:
    done = translate(run, "Il est grand.", "Elle est prêt.", "Nous sommes ici.")
    assert (done.status, done.out, done.err) == (0, "He is tall.\nShe is ready.\nWe are here.\n", "")


def test_the_most_recent_run_is_taken(run: RunDirectory) -> None:
    done = call("translate.py", "Il est grand.", runs_root=run.path.parent)
    assert (done.status, done.out) == (0, "He is tall.\n")
    assert call("translate.py", "--run", "tiny", "Il est grand.", runs_root=run.path.parent).out == done.out


def test_lines_of_a_file_and_of_standard_input(run: RunDirectory, tmp_path: Path) -> None:
    text = "Tu es ici.\nJe suis en retard.\n\n   \nIls sont à Paris.\nIl est ici."
    expected = "You are here.\nI am late.\n\n\nThey are in Paris.\nHe is here.\n"
    for ending in ("\n", "\r\n"):
        raw = text.replace("\n", ending).encode()
        (tmp_path / "input.fr").write_bytes(raw)
        assert translate(run, "--input", tmp_path / "input.fr").out == expected
        assert translate(run, "--input", "-", stdin=b"\xef\xbb\xbf" + raw).out == expected


def test_gzip_is_unpacked_wherever_it_comes_from(run: RunDirectory, tmp_path: Path) -> None:
    packed = gzip.compress("Tu es ici.\nIls sont à Paris.\n".encode())
    expected = "You are here.\nThey are in Paris.\n"
    (tmp_path / "f.fr.gz").write_bytes(packed)
    (tmp_path / "f.fr").write_bytes(packed)  # whatever the name says
    for name, stdin in ((tmp_path / "f.fr.gz", b""), (tmp_path / "f.fr", b""), ("-", packed)):
        assert translate(run, "--input", name, stdin=stdin).out == expected
    (tmp_path / "cut.gz").write_bytes(packed[:-9])
    done = translate(run, "--input", tmp_path / "cut.gz")
    assert done.status == 2 and "Traceback" not in done.err
    assert re.search(r"error: .*cut\.gz:\d: the gzip data breaks off or is damaged here; take another copy", done.err)


@pytest.mark.parametrize(
    ("code", "name"), [("utf-16", "UTF-16"), ("utf-32", "UTF-32"), ("utf-16-be", "UTF-16"), ("utf-32-be", "UTF-32")]
)
def test_wide_encodings_are_refused_by_their_mark(run: RunDirectory, tmp_path: Path, code: str, name: str) -> None:
    mark = "" if code in ("utf-16", "utf-32") else "\ufeff"
    (tmp_path / "f.fr").write_bytes(f"{mark}Tu es ici.\n".encode(code))
    message = f"{name}, not UTF-8; convert the file, for instance with iconv -f {name} -t UTF-8"
    assert_one_clear_line(translate(run, "--input", tmp_path / "f.fr"), f"f.fr:1: {message}")
    done = translate(run, "--input", "-", stdin=(tmp_path / "f.fr").read_bytes())
    assert_one_clear_line(done, f"standard input:1: {message}")


AWKWARD = {
    "a lone carriage return": b"Il est\rici.",
    "other line breaks": "Il\u2028est\x85ici\x0b\x0c.".encode(),
    "invalid UTF-8": b"Il est \xff\xfe\xe9 ici.",
    "NUL": b"Il est\0 ici.",
    "control characters": b"Il \x1b[31mest\x07 ici\x7f.",
    "emoji": "Je suis 🙂👩‍👩‍👧 content 🇫🇷.".encode(),
    "right to left": "هو طالب \u202eIl est ici\u202c. אני סטודנט".encode(),
    "another language": "Ich bin müde, 我是学生。".encode(),
    "combining marks": "Je suis e\u0301tudiant." + "\u0301" * 50,
    "only spaces": " \t\u00a0\u3000 ".encode(),
    "only marks": b"<s> </s> <pad> <unk>",
}


def test_awkward_lines_give_a_line_each_and_disturb_no_other(run: RunDirectory) -> None:
    lines = [line.encode() if isinstance(line, str) else line for line in AWKWARD.values()]
    between = b"Il est grand."
    done = translate(run, "--input", "-", stdin=b"\n".join(x for line in lines for x in (between, line)))
    assert done.status == 0, done.err
    assert len(done.lines) == 2 * len(lines)
    assert set(done.lines[::2]) == {"He is tall."}
    assert done.lines[2 * list(AWKWARD).index("only spaces") + 1] == ""
    number = 2 * list(AWKWARD).index("invalid UTF-8") + 2
    assert done.err == f"warning: line {number} is not UTF-8: what cannot be read becomes �, here and below\n"


def test_a_sentence_in_an_argument_stays_one_line(run: RunDirectory) -> None:
    assert translate(run, "Il est\ngrand.", "").out == "He is tall.\n\n"


def test_a_very_long_line_is_translated_in_parts_and_does_not_hang(run: RunDirectory) -> None:
    start = time.monotonic()
    done = translate(run, "--input", "-", stdin=b"Il est grand.\n" + b"grand " * 10_000 + b"\nTu es ici.\n")
    assert time.monotonic() - start < 10
    assert done.status == 0
    assert (len(done.lines), done.lines[0], done.lines[2]) == (3, "He is tall.", "You are here.")
    assert done.err.startswith("warning: line 2 has more than the 128 pieces or 3 sentences ")
    n_parts = int(done.err.split(" in ")[-1].split()[0])
    assert n_parts * 128 >= 10_000 and len(done.lines[1].split()) >= n_parts


def test_a_paragraph_is_translated_and_aligned_sentence_by_sentence(run: RunDirectory, tmp_path: Path) -> None:
    sentences = ["Il est grand.", "Tu es ici.", "Je suis étudiant.", "Il est grand."]
    english = ["He is tall.", "You are here.", "I am a student.", "He is tall."]
    dump = tmp_path / "dump.jsonl"
    done = translate(run, "--alignments", str(dump), " ".join(sentences), "Tu es ici.")
    assert done.lines == [" ".join(english), "You are here."]
    assert done.err.startswith("warning: line 1 ") and "it is translated in 4 parts" in done.err
    records = list(read_records(dump))
    assert [record.source for record in records] == [*sentences, "Tu es ici."]
    assert [record.target for record in records] == [*english, "You are here."]
    shown = translate(run, "--show", " ".join(sentences))
    assert [line for line in english if line.split()[-1].rstrip(".") in shown.out] == english


def test_an_empty_input_is_said(run: RunDirectory) -> None:
    done = translate(run, "--input", "-")
    assert (done.status, done.out, done.err) == (0, "", "warning: the input is empty: nothing to translate\n")


def test_json_says_how(run: RunDirectory) -> None:
    done = translate(run, "--json", "--n-best", "2", "Je suis étudiant.", "")
    student, blank = map(json.loads, done.lines)
    assert set(student) == {"source", "src_pieces", "src_offsets", "translations"}
    best, second = student["translations"]
    assert set(best) == {"translation", "pieces", "offsets", "token_log_probs", "log_prob", "score", "finished"}
    assert (student["source"], best["translation"]) == ("Je suis étudiant.", "I am a student.")
    for text, pieces, offsets in (
        (student["source"], student["src_pieces"], student["src_offsets"]),
        (best["translation"], best["pieces"], best["offsets"]),
    ):
        assert len(pieces) == len(offsets)
        assert "".join(text[start:end] for start, end in offsets) == text.replace(" ", "")
    assert len(best["token_log_probs"]) == len(best["pieces"]) + 1  # the end mark
    assert best["log_prob"] == pytest.approx(sum(best["token_log_probs"]), abs=1e-2)
    assert best["finished"] and best["score"] >= second["score"]
    assert blank == {
        "source": "", "src_pieces": [], "src_offsets": [],
        "translations": [{"translation": "", "pieces": [], "offsets": [], "token_log_probs": [], "log_prob": 0,
                          "score": 0.0, "finished": True}],
    }  # fmt: skip


def test_n_best_widens_the_beam_where_none_is_given(run: RunDirectory) -> None:
    done = translate(run, "--n-best", "7", "Il est grand.")
    assert done.status == 0 and len(done.lines) == 7 and done.lines[0] == "He is tall."
    assert len(set(done.lines)) > 1
    done = translate(run, "--n-best", "3", "--beam-size", "2", "Il est grand.")
    assert done.status == 2 and done.err.endswith("error: --n-best 3 needs --beam-size 3 or more\n")


def test_n_best_gives_as_many_lines_for_every_sentence(run: RunDirectory) -> None:
    """A program that reads three at a time must not go astray behind an empty line."""
    done = translate(run, "--n-best", "3", "Il est grand.", "", "Tu es ici.")
    assert done.status == 0 and len(done.lines) == 9
    assert (done.lines[0], done.lines[3:6], done.lines[6]) == ("He is tall.", [""] * 3, "You are here.")


def test_a_file_among_the_sentences_is_noticed(run: RunDirectory, tmp_path: Path) -> None:
    (tmp_path / "a.fr").write_text("Il est grand.\n", encoding="utf-8")
    done = translate(run, str(tmp_path / "a.fr"))
    assert done.status == 0 and len(done.lines) == 1
    assert f"a.fr is a file, and its name is translated; for what is in it: --input {tmp_path / 'a.fr'}" in done.err
    done = translate(run, "--input", str(tmp_path / "a.fr"), "Oui.")
    assert done.status == 2 and "error: give sentences or --input FILE, not both" in done.err
    done = translate(run)
    assert done.status == 2 and 'give sentences, such as "Je suis étudiant", --input FILE, or --input -' in done.err


def test_greedy_and_length_penalty(run: RunDirectory) -> None:
    assert translate(run, "--beam-size", "1", "Il est grand.").out == "He is tall.\n"
    scores = [
        json.loads(translate(run, "--json", "--length-penalty", penalty, "Il est grand.").out)["translations"][0]
        for penalty in ("0", "1")
    ]
    assert scores[0]["score"] == pytest.approx(scores[0]["log_prob"], abs=1e-3)
    assert scores[1]["score"] == pytest.approx(scores[1]["log_prob"] / len(scores[1]["token_log_probs"]), abs=1e-3)


def test_sampling_is_reproducible(run: RunDirectory) -> None:
    def draw(seed: int, *more: str) -> str:
        return translate(run, "--sample", "--temperature", "2", "--seed", seed, *more, *["Il est grand."] * 3).out

    assert draw(1) == draw(1)
    assert len({draw(1), draw(2), draw(3)}) == 3
    assert len(set(draw(1).splitlines())) > 1  # each line has numbers of its own
    assert draw(1, "--top-k", "1") == draw(1, "--top-p", "0.001") == "He is tall.\n" * 3
    assert draw(1, "--top-p", "1") == draw(1)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "give sentences"),
        (("Oui", "--input", "-"), "give sentences"),
        (("Oui", "--beam-size", "0"), "--beam-size: got '0', expected a whole number from 1 to 10000"),
        (("Oui", "--n-best", "99999999999"), "--n-best: got '99999999999', expected a whole number from 1 to 10000"),
        (("Oui", "--beam-size", "9" * 5000), f"--beam-size: got '{'9' * 40}…', expected a whole number"),
        (("Oui", "--length-penalty", "1e308"), "--length-penalty: got '1e308', expected a number from 0 to 10"),
        (("Oui", "--sample", "--seed", "-1"), "--seed: got '-1', expected a whole number from 0 to 4294967295"),
        (("Oui", "--length-penalty", "-1"), "expected a number from 0 to 10"),
        (("Oui", "--sample", "--temperature", "0"), "expected a number from 0.01 to 100"),
        (("Oui", "--sample", "--top-p", "0"), "--top-p: got '0', expected a number from 0.001 to 1"),
        (("Oui", "--sample", "--n-best", "2"), "--n-best and --sample exclude each other"),
        (("Oui", "--sample", "--beam-size", "2"), "--beam-size and --sample exclude each other"),
        (("Oui", "--temperature", "2"), "--temperature belongs to --sample"),
        (("Oui", "--top-k", "5"), "--top-k belongs to --sample"),
        (("Oui", "--top-p", "0.9"), "--top-p belongs to --sample"),
        (("Oui", "--seed", "1"), "--seed belongs to --sample"),
        (("Oui", "--quantization", "int8"), "--quantization belongs to --engine ctranslate2"),
        (("Oui", "--all-heads"), "--all-heads belongs to --alignments FILE"),
    ],
)
def test_options_that_make_no_sense(arguments: tuple[str, ...], message: str) -> None:
    done = call("translate.py", *arguments)
    assert (done.status, done.out) == (2, "")
    assert message in done.err and "Traceback" not in done.err


def test_without_any_run_the_command_that_makes_one_is_named(tmp_path: Path) -> None:
    done = call("translate.py", "Oui", runs_root=tmp_path)
    assert_one_clear_line(done, "no run yet", "python scripts/train.py --config configs/toy.yaml")


def test_a_run_without_a_checkpoint(run: RunDirectory, tmp_path: Path) -> None:
    young = copy_of(run, tmp_path)
    shutil.rmtree(young.checkpoints)
    assert_one_clear_line(translate(young, "Oui"), "no checkpoint yet; go on with: python scripts/train.py")


@pytest.mark.parametrize(
    ("part", "words"),
    [
        ("checkpoints/best.safetensors", ("best.safetensors", "damaged")),
        ("tokenizer/joint.model", ("joint.model", "damaged")),
        ("config.yaml", ("config.yaml",)),
    ],
)
def test_a_damaged_part_of_a_run_is_named(run: RunDirectory, tmp_path: Path, part: str, words: tuple[str, ...]) -> None:
    broken = copy_of(run, tmp_path)
    path = broken.path / part
    raw = path.read_bytes()
    path.write_bytes(b"{" + raw[: len(raw) // 2])
    assert_one_clear_line(translate(broken, "Oui"), *words)


def test_a_missing_input_file(run: RunDirectory, tmp_path: Path) -> None:
    assert_one_clear_line(translate(run, "--input", tmp_path / "none.fr"), "none.fr", "No such file")
    assert_one_clear_line(translate(run, "--input", tmp_path), "directory")


@pytest.mark.parametrize("script", ["train.py", "translate.py", "evaluate.py"])
def test_help_does_not_wait_for_torch(script: str) -> None:
    code = f"import runpy\ntry: runpy.run_path({str(SCRIPTS / script)!r}, run_name='__main__')\n"
    code += "except SystemExit: import sys; print('torch' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code, "--help"], capture_output=True, cwd=ROOT, check=True)
    assert done.stdout.startswith(b"usage:") and done.stdout.endswith(b"False\n")
