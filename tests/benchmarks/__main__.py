"""`make bench`."""

from tests.benchmarks.bench import main

main()
