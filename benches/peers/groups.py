"""What the components and groups of a world cost in Python: `groups.py FOLDER [red-dwarf]`.

FOLDER holds what `cargo bench -p comity-analysis --bench groups -- write SIZE FOLDER` wrote. The
same sparse form goes to scipy's svds; with `red-dwarf` the votes go to its whole pipeline too,
whose dense matrix takes minutes and gigabytes on the larger sizes. Each prints its time on the
clock, that of all cores, the peak of memory of this process so far, and how near its components
are to ours.
"""

import resource
import sys
import time
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.linalg import svds


def cores():
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def measured(name, work):
    clock, before = time.perf_counter(), cores()
    result = work()
    clock, used = time.perf_counter() - clock, cores() - before
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{name:<22}{clock:>10.3f} s{used:>12.2f} s{peak:>10} MiB", flush=True)
    return result


def nearness(ours, theirs):
    cosines = [abs(one @ other) / np.linalg.norm(other) for one, other in zip(ours, theirs)]
    print("  cosines with ours:", ", ".join(f"{it:.9f}" for it in cosines), flush=True)


def centred(votes, participants, statements):
    rows, columns, values = votes[:, 0], votes[:, 1], votes[:, 2].astype(np.float64) - 1.0
    counts = np.bincount(columns, minlength=statements)
    means = np.bincount(columns, weights=values, minlength=statements) / np.maximum(counts, 1)
    values -= means[columns]
    return csr_matrix((values, (rows, columns)), shape=(participants, statements))


def main():
    folder = Path(sys.argv[1])
    participants, statements, count = map(int, (folder / "size.txt").read_text().split())
    ours = np.fromfile(folder / "components.f64", dtype="<f8").reshape(count, statements)
    votes = np.fromfile(folder / "votes.u32", dtype="<u4").reshape(-1, 3)
    print(f"{participants} participants, {statements} statements, {len(votes)} votes")
    matrix = measured("numpy matrix", lambda: centred(votes, participants, statements))
    _, _, found = measured("scipy svds", lambda: svds(matrix, k=count, random_state=1))
    nearness(ours, found[::-1])
    if "red-dwarf" in sys.argv[2:]:
        from reddwarf.implementations.polis import run_pipeline

        told = [
            {"participant_id": who, "statement_id": what, "vote": vote - 1, "modified": at}
            for at, (who, what, vote) in enumerate(votes.tolist())
        ]
        result = measured("red-dwarf pipeline", lambda: run_pipeline(votes=told, random_state=1))
        nearness(ours, result.reducer.components_)


main()
