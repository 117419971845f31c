"""Benchmarks: `make bench`. Each prints its figures; none is a test, because a busy machine proves nothing."""
