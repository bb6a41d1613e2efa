"""The programs of the contenders, one module each; `python -m nmt.benchmark.contenders.marian` waits for orders."""
