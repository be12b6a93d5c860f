"""Run the benchmarks and show them as a table: ``make bench``.

python -m benchmarks                       all of them, in a city of 20,000
python -m benchmarks reads seeding         some of them
python -m benchmarks --residents 244000    in a city of Fuji's size
"""

import argparse
from collections.abc import Callable, Sequence

from benchmarks import case, designer, forms, reads, seeding
from benchmarks.city import SeededCity, seeded_city
from benchmarks.results import LATEST, Row

Benchmark = Callable[[SeededCity], list[Row]]

BENCHMARKS: dict[str, Benchmark] = {
    "forms": lambda _city: forms.run(),
    "designer": designer.run,
    "seeding": seeding.run,
    "case": case.run,
    "reads": reads.run,
}


def table(rows: Sequence[Row]) -> str:
    """The rows, each in a line; ratio: ours through the other."""
    lines = [f"{'':55} {'ours':>10} {'unit':<11} {'ratio':>7}  compared with"]
    lines += [
        f"{row.name:55} {row.ours:>10,.1f} {row.unit:<11} {row.ratio:>7.2f}  {row.compared_with}"
        for row in rows
    ]
    return "\n".join(lines)


def main() -> None:
    """Measure what is asked and write ``benchmarks/results/latest.json``."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help=f"of {', '.join(BENCHMARKS)} (all of them)")
    parser.add_argument("--residents", type=int, default=20_000)
    arguments = parser.parse_args()
    if unknown := set(arguments.names) - set(BENCHMARKS):
        parser.error(f"no such benchmark: {', '.join(sorted(unknown))}")
    print(f"A city of {arguments.residents:,} residents is being made …", flush=True)
    rows: list[Row] = []
    with seeded_city(arguments.residents) as city:
        for name in arguments.names or BENCHMARKS:
            print(f"{name} …", flush=True)
            rows += BENCHMARKS[name](city)
    print(f"\n{table(rows)}\n\nMachine: {rows[0].machine}. Written to {LATEST.name}.")


if __name__ == "__main__":
    main()
