"""Copies of a process: their answers in order, their errors, their end."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

import pytest
import torch

from nmt.decoding.workers import Work, Workers, count_workers
from nmt.errors import NmtError

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are copied by fork")


def one_by_one(answer: Callable[[Any], Any]) -> Work[Any, Any]:
    """Work that has answered each job before it takes the next."""
    return lambda jobs: [(number, answer(job)) for number, job in jobs]


def test_answers_stand_in_the_order_of_the_jobs_and_come_from_copies() -> None:
    def answer(number: int) -> tuple[int, int, int]:
        time.sleep(0.01 * (number % 3))
        return number, os.getpid(), torch.get_num_threads()

    with Workers(one_by_one(answer), 2) as workers:
        for jobs in (range(7), range(3)):
            answers = workers.map(jobs)
            assert [number for number, _, _ in answers] == list(jobs)
            assert all(process != os.getpid() and threads == 1 for _, process, threads in answers)
    assert multiprocessing.active_children() == []


@pytest.mark.parametrize(("n", "jobs"), [(1, 3), (4, 1), (4, 0)])
def test_what_is_not_worth_a_copy_is_computed_here(n: int, jobs: int) -> None:
    with Workers(one_by_one(lambda _: os.getpid()), n) as workers:
        assert workers.map([None] * jobs) == [os.getpid()] * jobs
        assert multiprocessing.active_children() == []


def test_no_more_copies_than_jobs_and_more_where_more_come() -> None:
    with Workers(one_by_one(lambda number: number), 4) as workers:
        for jobs, copies in ((2, 2), (3, 3), (2, 3), (9, 4)):
            assert workers.map(range(jobs)) == list(range(jobs))
            assert len(multiprocessing.active_children()) == copies
    assert multiprocessing.active_children() == []


def test_the_last_jobs_are_begun_first() -> None:
    both = multiprocessing.get_context("fork").Barrier(2)

    def tell_when(_: int) -> float:
        both.wait(timeout=20)
        return time.monotonic()

    with Workers(one_by_one(tell_when), 2) as workers:
        times = workers.map(range(4))
    assert max(times[2:]) < min(times[:2])


def test_a_job_is_given_to_the_copy_that_asks_for_it() -> None:
    """Who keeps several jobs in hand, as a search of several batches does, is given more of them before it answers."""
    first = multiprocessing.get_context("fork").Value("i", 0)

    def keep_all_but_one(jobs: Iterator[tuple[int, int]]) -> list[tuple[int, int]]:
        with first.get_lock():
            takes_one, first.value = first.value == 0, 1
        taken = [next(jobs)] if takes_one else list(jobs)
        return [(number, len(taken)) for number, _ in taken]

    with Workers(keep_all_but_one, 2) as workers:
        assert sorted(workers.map(range(6))) == [1, 5, 5, 5, 5, 5]
    assert multiprocessing.active_children() == []


def test_an_error_there_is_raised_here() -> None:
    def fail(number: int) -> int:
        if number == 2:
            raise NmtError("line 3: two is too many")
        return number

    with pytest.raises(NmtError, match=r"^line 3: two is too many$"), Workers(one_by_one(fail), 2) as workers:
        workers.map(range(4))
    assert multiprocessing.active_children() == []


def test_a_copy_that_was_killed_is_told_of() -> None:
    def die(number: int) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    with (
        pytest.raises(NmtError, match=r"a process that translates has gone.*OMP_NUM_THREADS=1"),
        Workers(one_by_one(die), 2) as w,
    ):
        w.map([1, 2, 3])


def test_copies_end_with_the_process_that_made_them() -> None:
    """Killed, it cannot end them itself."""
    here, there = multiprocessing.Pipe()

    def own_company() -> None:
        with Workers(one_by_one(lambda _: os.getpid()), 2) as workers:
            there.send(workers.map(range(4)))
            os.kill(os.getpid(), signal.SIGKILL)

    process = multiprocessing.get_context("fork").Process(target=own_company)
    process.start()
    copies = set(here.recv())
    process.join()
    deadline = time.monotonic() + 20
    while any(is_running(copy) for copy in copies) and time.monotonic() < deadline:
        time.sleep(0.01)
    left = [copy for copy in copies if is_running(copy)]
    for copy in left:
        os.kill(copy, signal.SIGKILL)
    assert left == []


def is_running(process: int) -> bool:
    with suppress(FileNotFoundError), open(f"/proc/{process}/stat") as file:
        return file.read().rsplit(")", 1)[1].split()[0] != "Z"
    return False


def test_as_many_as_threads_and_none_for_a_gpu() -> None:
    assert count_workers(torch.device("cpu")) == torch.get_num_threads()
    assert count_workers(torch.device("cuda")) == 1
