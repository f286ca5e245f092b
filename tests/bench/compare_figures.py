#!/usr/bin/env python3
"""Compares the figures of two runs of `make bench`, kept with BENCH_FIGURES=FILE.

    compare_figures.py BEFORE AFTER      prints each figure of both runs and its ratio, after to before

A figure that stands several times in a file, because the bench ran more than once, is compared by its median. Nothing
is judged: a machine that did something else meanwhile explains much, and whoever reads the ratios knows it.
"""

import json
import sys
from statistics import median


def figures(path):
    """The values and the unit of each figure, in the order of the file."""
    found = {}
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            each = json.loads(line)
            values, _ = found.setdefault(each["name"], ([], each["unit"]))
            values.append(each["value"])
    return found


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    before, after = (figures(path) for path in sys.argv[1:])
    width = max(map(len, before | after), default=0)
    print(f"{'':{width}}  {'before':>10} {'after':>10}  ratio")
    for name in before | after:
        values = [f"{median(run[name][0]):10.2f}" if name in run else " " * 9 + "-" for run in (before, after)]
        both = name in before and name in after and median(before[name][0])
        ratio = f"{median(after[name][0]) / median(before[name][0]):6.2f}" if both else "     -"
        print(f"{name:{width}}  {values[0]} {values[1]} {ratio}  {(before | after)[name][1]}")


if __name__ == "__main__":
    main()
