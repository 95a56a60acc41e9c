"""What stands for each group in a real conversation: `representative.py COMITY CONVERSATION…`.

COMITY is the program, CONVERSATION a folder with `participants-votes.csv`. For each group that
Comity finds in the mode of Polis and that red-dwarf finds, the statements that both name as
representative, with the stance, are counted; a group of ours is set beside that of red-dwarf with
which it has most of them in common.
"""

import csv
import json
import subprocess
import sys
import warnings
from pathlib import Path

warnings.filterwarnings("ignore")


def ours(program, table):
    command = [program, "converge", table, "--mode", "polis", "--to", "json"]
    found = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    return {
        group["id"]: {(int(it["statement"]), it["stance"]) for it in group["representative"]}
        for group in found["groups"]
    }


def theirs(table):
    from reddwarf.implementations.polis import run_pipeline

    with open(table, encoding="utf-8", newline="") as file:
        head, *rows = csv.reader(file)
    statements = [(at, int(name)) for at, name in enumerate(head) if name.isdigit()]
    who = head.index("participant")
    votes = [
        {"participant_id": int(row[who]), "statement_id": number, "vote": int(row[at])}
        for row in rows
        for at, number in statements
        if row[at]
    ]
    named = run_pipeline(votes=votes, random_state=1).repness
    return {group: {(it["tid"], it["repful-for"]) for it in all} for group, all in named.items()}


def main():
    program, *folders = sys.argv[1:]
    for folder in map(Path, folders):
        table = folder / "participants-votes.csv"
        mine, peers = ours(program, table), theirs(table)
        print(f"{folder.name}: {len(mine)} groups, red-dwarf {len(peers)}")
        for name, own in mine.items():
            peer, other = max(peers.items(), key=lambda it: len(own & it[1]))
            said = ", ".join(f"{number} {stance}" for number, stance in sorted(other - own))
            print(f"  {name}: {len(own & other)} of {len(own)} as red-dwarf's {peer}; it has {said or 'no other'}")


main()
