"""What difflib finds of the copies in a world of origins: `difflib_origins.py WORLD.jsonl`.

It compares the words of the text with those of each input and takes every run of at least six
equal words. A copy is found where half of its characters stand in such runs, as in our benchmark.
"""

import difflib
import json
import re
import sys
import time

LEAST_WORDS = 6
WORD = re.compile(r"\w+")


def words(text):
    found = list(WORD.finditer(text))
    return [it.group().lower() for it in found], [it.span() for it in found]


def main():
    with open(sys.argv[1], encoding="utf-8") as lines:
        text = json.loads(next(lines))["text"]
        inputs = [json.loads(line) for line in lines]
    clock, processors = time.perf_counter(), time.process_time()
    said, places = words(text)
    matcher = difflib.SequenceMatcher(None, [], said, autojunk=False)
    runs = []
    for each in inputs:
        matcher.set_seq1(words(each["input"])[0])
        blocks = [it for it in matcher.get_matching_blocks() if it.size >= LEAST_WORDS]
        runs.append([(places[it.b][0], places[it.b + it.size - 1][1]) for it in blocks])
    clock, processors = time.perf_counter() - clock, time.process_time() - processors
    print(f"difflib: {clock:.2f} s clock, {processors:.2f} s processors")
    kinds = {}
    for each, found in zip(inputs, runs):
        for kind, start, end in each["copies"]:
            covered = sum(max(0, min(end, to) - max(start, at)) for at, to in found)
            tally = kinds.setdefault(kind, [0, 0])
            tally[0] += covered * 2 >= end - start
            tally[1] += 1
    for kind, (found, there) in sorted(kinds.items()):
        print(f"    {kind}: found {found} of {there} ({100 * found / there:.1f} %)")


main()
