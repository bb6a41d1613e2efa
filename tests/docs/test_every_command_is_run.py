"""No documented command is left out: each is executed beside this file, or by the test that is named here."""

from __future__ import annotations

import re

import pytest

from tests.docs import test_everyday_commands, test_run_blocks, test_trainings
from tests.docs.commands import STRANGERS, commands_of, documented, split_line
from tests.docs.pages import ROOT

# What a command begins with, and the test that runs such a one.
ELSEWHERE = {
    "make ": "tests/test_makefile.py::test_a_target_runs",
    "pip install .": "tests/test_installed.py::test_the_command_trains_translates_and_draws_in_a_folder_of_its_own",
    "nmt ": "tests/test_installed.py::test_the_command_passes_on_what_follows_and_the_status",
    "nmt": "tests/test_installed.py::test_the_command_lists_what_there_is",
    "python scripts/serve.py": "tests/scripts/test_serve.py::test_it_serves_until_ctrl_c",
    "python scripts/verify_resume.py": "tests/faults/test_resume.py::test_verify_resume_proves_it_to_the_user",
    "python scripts/reference.py --json-schema": "tests/test_config_reference.py::test_the_script_prints_a_schema",
    "python scripts/reference.py": "tests/test_config_reference.py::test_the_script_writes_a_page_and_leaves_the_rest",
    "python scripts/benchmark.py": "tests/scripts/test_benchmark.py::test_sections_are_printed",
    "python scripts/benchmark_peers.py": "tests/scripts/test_benchmark.py::test_what_peers_need_is_listed",
    "python scripts/benchmark_growth.py": "tests/scripts/test_benchmark.py::test_growth_is_measured",
    "python scripts/share.py": "tests/export/test_pushing.py::test_every_file_arrives",
    "python scripts/align.py": "tests/scripts/test_alignments.py::test_both_directions",
    "python scripts/evaluate.py --split teacher_test": "tests/scripts/test_evaluate.py::test_a_chosen_split",
    "python scripts/train.py": "tests/scripts/test_train.py::test_overfitting_one_batch_is_a_preflight",
    "python -m tests.fuzz.count": "tests/fuzz/test_bad_input.py::test_every_bad_input_comes_to_a_result",
}
# Of other people's tools, installing from a network included.
NOT_OURS = STRANGERS | {"pip"}


def is_run_beside(words: tuple[str, ...]) -> bool:
    marked = {
        tuple(part)
        for page in test_run_blocks.PAGES
        for block, line in commands_of(page)
        if block.is_run
        for part in split_line(line)
    }
    return words in marked or test_everyday_commands.is_run_here(words) or test_trainings.is_run_here(words)


def test_there_is_none_that_nobody_runs() -> None:
    left = [words for words in dict.fromkeys(documented()) if not is_run_beside(words) and words[0] not in NOT_OURS]
    assert len(left) > 20
    assert [words for words in left if not any(" ".join(words).startswith(known) for known in ELSEWHERE)] == []


@pytest.mark.parametrize("test", sorted(set(ELSEWHERE.values())))
def test_whoever_runs_it_is_there(test: str) -> None:
    path, _, name = test.partition("::")
    assert re.search(rf"^def {name}", (ROOT / path).read_text(encoding="utf-8"), re.MULTILINE)
