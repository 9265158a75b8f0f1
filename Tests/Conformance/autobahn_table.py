"""Prints what the Autobahn testsuite found, as a table by chapter; exit 1 when a case is neither OK nor merely informational."""

import json
import sys
from collections import Counter, defaultdict
from pathlib import Path

GOOD = {"OK", "INFORMATIONAL"}


def read(folder):
    (cases,) = json.loads((folder / "index.json").read_text()).values()
    return cases


def print_table(way, cases):
    chapters = defaultdict(Counter)
    for number, case in cases.items():
        chapters[int(number.split(".")[0])][case["behavior"]] += 1
    verdicts = sorted({verdict for counts in chapters.values() for verdict in counts})
    print(f"\n{way:8}" + "".join(f"{verdict:>16}" for verdict in verdicts))
    for chapter, counts in sorted(chapters.items()):
        print(f"{chapter:>6}.*" + "".join(f"{counts[verdict]:16}" for verdict in verdicts))
    print(f"{'all':>8}" + "".join(f"{sum(c[verdict] for c in chapters.values()):16}" for verdict in verdicts))


def print_faults(cases):
    """A bad close counts too: the suite judges it apart from the behaviour."""
    faults = {n: c for n, c in cases.items() if not {c["behavior"], c["behaviorClose"]} <= GOOD}
    for number, case in sorted(faults.items(), key=lambda item: [int(part) for part in item[0].split(".")]):
        print(f"  {number}: {case['behavior']}, close {case['behaviorClose']} ({case['remoteCloseCode']})")
    return len(faults)


reports, ways = Path(sys.argv[1]), sys.argv[2:]
faults = 0
for way in ways:
    cases = read(reports / way)
    print_table(way, cases)
    faults += print_faults(cases)
sys.exit(1 if faults else 0)
