"""How quick this is beside others, measured in one run: see `docs/benchmark.md` for what is compared with what.

Every contender is a process of its own that does as it is told, one line of JSON at a time, so that measurements of
all of them alternate and each one's memory is its own. `contenders/` holds their programs. Those of other libraries
run in an environment of their own (`scripts/benchmark_peers.py`), and so import nothing of ours but `task` and
`serving`, which need the standard library alone.
"""
