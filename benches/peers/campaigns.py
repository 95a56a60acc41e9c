"""Near-duplicates among comments with a peer: `python campaigns.py PEER FILE`.

PEER is datasketch or rensa. FILE has a line for each comment: its true group, a tab, its text.
Prints one line with time, memory, precision and recall for two ways of making groups of the
candidates that the peer finds: connected components, and leaders (each comment joins the first
earlier leader whose shingles it shares by Jaccard or containment, with our thresholds).

In favour of the peer: reading the file is not timed, words are cut by a plain expression (Han
characters singly) instead of dictionaries, the same shingles of three words are used, texts with
the same words are handed in once.
"""

import re
import resource
import sys
import time
from collections import Counter

THRESHOLD, PERMUTATIONS = 0.5, 128
JACCARD, CONTAINMENT, CONTAINED, TIMES = 0.5, 0.65, 20, 6
WORD = re.compile(r"[\u3400-\u9fff]|[^\W\u3400-\u9fff]+")


def shingles(text):
    words = WORD.findall(text.lower())
    if len(words) < 3:
        return frozenset([" ".join(words)])
    return frozenset(" ".join(words[at:at + 3]) for at in range(len(words) - 2))


def candidates_of_datasketch(sets):
    from datasketch import MinHash, MinHashLSH

    index = MinHashLSH(threshold=THRESHOLD, num_perm=PERMUTATIONS)
    for number, own in enumerate(sets):
        sketch = MinHash(num_perm=PERMUTATIONS)
        sketch.update_batch([it.encode() for it in own])
        yield number, index.query(sketch)
        index.insert(number, sketch)


def candidates_of_rensa(sets):
    from rensa import RMinHash, RMinHashLSH

    index = RMinHashLSH(threshold=THRESHOLD, num_perm=PERMUTATIONS, num_bands=32)
    for number, own in enumerate(sets):
        sketch = RMinHash(num_perm=PERMUTATIONS, seed=42)
        sketch.update(list(own))
        yield number, [it for it in index.query(sketch) if it != number]
        index.insert(number, sketch)


def alike(one, other):
    shared = len(one & other)
    shorter, longer = sorted((len(one), len(other)))
    contained = shorter >= CONTAINED and longer <= TIMES * shorter
    return shared >= JACCARD * (shorter + longer - shared) or (
        contained and shared >= CONTAINMENT * shorter
    )


def judged(groups, truth):
    def pairs(counts):
        return sum(count * (count - 1) // 2 for count in counts)

    both = pairs(Counter(zip(groups, truth)).values())
    precision = both / max(1, pairs(Counter(groups).values()))
    recall = both / max(1, pairs(Counter(truth).values()))
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    return f"precision {precision:.4f}, recall {recall:.4f}, F1 {f1:.4f}"


def main():
    peer, path = sys.argv[1:]
    with open(path, encoding="utf-8") as file:
        rows = [line.rstrip("\n").split("\t", 1) for line in file]
    truth, texts = [it[0] for it in rows], [it[1] for it in rows]
    started = time.process_time()
    numbers = {}
    variants = [numbers.setdefault(shingles(it), len(numbers)) for it in texts]
    sets = list(numbers)
    find = {"datasketch": candidates_of_datasketch, "rensa": candidates_of_rensa}[peer]
    parents, leaders = list(range(len(sets))), list(range(len(sets)))

    def root(at):
        while parents[at] != at:
            parents[at] = parents[parents[at]]
            at = parents[at]
        return at

    verifying = 0.0
    for number, found in find(sets):
        for other in found:
            parents[root(number)] = root(other)
        begun = time.process_time()
        for leader in sorted({leaders[it] for it in found}):
            if alike(sets[number], sets[leader]):
                leaders[number] = leader
                break
        verifying += time.process_time() - begun
    spent = time.process_time() - started
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    for name, groups, seconds in (
        ("components", [root(it) for it in variants], spent - verifying),
        ("leaders", [leaders[it] for it in variants], spent),
    ):
        print(
            f"{peer}, {name}: {len(texts)} comments, {seconds:.1f} s of processor, "
            f"{memory} MiB with the input; {judged(groups, truth)}",
            flush=True,
        )


main()
