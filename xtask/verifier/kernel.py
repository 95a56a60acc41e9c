"""What acts make of a text: the kernel and the revisions of docs/formats/record.md.

It stands beside verify.py and knows nothing of files, hashes of the tree and signatures.
"""
import hashlib, json, re

STYLES = ["emphasis", "strong", "underline", "superscript", "subscript"]
KINDS = re.compile(r"title|heading-[1-9]|preambular|operative|article|paragraph|item-[1-9]|annex|cell|footnote")


class Wrong(Exception):
    """What is wrong, after the entry or the file."""


def need(holds, where, why):
    if not holds:
        raise Wrong(f"{where}: {why}")


def sha(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def write(value):
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False, sort_keys=True).encode()


# --- the kernel: a text is a list of (character, style) ---------------------------------------
def provision_text(words, texts):
    string = texts[words["text"]["blob"]]
    if string is None:
        return None
    style = [0] * len(string)
    for span in words.get("spans", []):
        for at in range(span["start"], span["end"]):
            style[at] = sum(1 << STYLES.index(name) for name in set(span["style"]))
    return list(zip(string, style))


def spans(text):
    out = []
    for at, (_, style) in enumerate(text):
        if style and out and out[-1][1] == at and out[-1][2] == style:
            out[-1][1] = at + 1
        elif style:
            out.append([at, at + 1, style])
    return [[a, b, [name for bit, name in enumerate(STYLES) if style >> bit & 1]] for a, b, style in out]


def apply(base, changes):
    """The provisions after changes, and the parts of those that were split."""
    known = {it["id"]: it for it in base}
    children = {}
    for it in base:
        children.setdefault(it["parent"], []).append(it["id"])
    edits, gone, moved, added, arrivals = {}, set(), set(), {}, {}
    for kind, change in changes:
        name = change["id"] if kind == "add" else change["provision"]
        need(kind == "add" or name in known, name, "there is no such provision")
        if kind == "replace":
            need(change["start"] <= change["end"] <= len(known[name]["text"]), name, "a change lies outside it")
            edits.setdefault(name, []).append((change["start"], change["end"], change["new"]))
        elif kind == "suppress":
            gone.add(name)
        elif kind in ("add", "move"):
            need(name not in (added if kind == "add" else moved), name, "it comes twice")
            need(kind == "move" or name not in known, name, "the id is in use")
            if kind == "add":
                added[name] = {"id": name, "kind": change["kind"], "label": change.get("label"), "text": change["new"]}
            else:
                moved.add(name)
            parent, after = change.get("parent"), change.get("after")
            need(parent is None or parent in known or parent in added, name, "there is no such place")
            need(after is None or after in known and known[after]["parent"] == parent, name, "no such place")
            arrivals.setdefault((parent, after), []).append(name)
    out, parts, taken = [], {}, set(known) | set(added)

    def put(it, parent, text):
        pieces, piece = [], []
        for char in text:
            if char[0] == "\n":
                pieces, piece = pieces + [piece], []
            else:
                piece.append(char)
        pieces.append(piece)
        out.append({**it, "parent": parent, "text": pieces[0]})
        inside(it["id"], it["id"], it["id"] in known)
        number = 0
        for piece in pieces[1:]:
            number += 1
            while f"{it['id']}.{number}" in taken:
                number += 1
            name = f"{it['id']}.{number}"
            taken.add(name)
            parts.setdefault(it["id"], []).append(name)
            out.append({"id": name, "kind": it["kind"], "label": None, "parent": parent, "text": piece})

    def arrive(place, parent):
        for name in arrivals.get(place, []):
            need(name in added or not any(it["id"] == name for it in out), name, "it would stand inside itself")
            put(added[name], parent, added[name]["text"]) if name in added else stay(name, parent)

    def stay(name, parent):
        text, at, new = known[name]["text"], 0, []
        for start, end, words in sorted(edits.get(name, []), key=lambda it: it[:2]):
            need(start >= at, name, "two changes overlap")
            new, at = new + text[at:start] + words, end
        put(known[name], parent, new + text[at:])

    def inside(place, parent, of_base):
        arrive((place, None), parent)
        for child in children.get(place, []) if of_base else []:
            if child in moved:
                need(child not in gone, child, "it is moved and suppressed")
            elif child in gone:
                rescue(child, parent)
            else:
                stay(child, parent)
            arrive((place, child), parent)

    def rescue(name, parent):
        need(name not in edits, name, "it is changed and suppressed")
        arrive((name, None), parent)
        for child in children.get(name, []):
            if child not in moved:
                rescue(child, parent)
            arrive((name, child), parent)

    inside(None, None, True)
    placed = {it["id"] for it in out}
    for names in arrivals.values():
        need(placed.issuperset(names), names[0], "it would stand inside itself")
    return out, parts


# --- revisions --------------------------------------------------------------------------------
class Negotiation:
    def __init__(self, texts):
        self.texts, self.text, self.withheld, self.proposals, self.redacted = texts, None, set(), {}, set()

    def changes(self, written):
        read = []
        for change in written:
            (kind, body), = change.items()
            words = body.get("with" if kind == "replace" else "words")
            new = provision_text(words, self.texts) if words else []
            read.append((kind, {**body, "new": new or [], "unseen": new is None}))
        return read

    def take(self, kind, act):
        if kind == "table-text":
            self.text = []
            for it in act["provisions"]:
                need(KINDS.fullmatch(it["kind"]), it["id"], "there is no such kind of provision")
                text = provision_text(it["words"], self.texts)
                if text is None:
                    self.withheld.add(it["id"])
                same = {name: it.get(name) for name in ("id", "kind", "label", "parent")}
                self.text.append({**same, "text": text or []})
        elif kind in ("propose", "revise-proposal", "merge-proposals"):
            self.proposals[act["proposal"]] = self.changes(act["changes"])
        elif kind == "table-revision":
            self.revise(act)
        elif kind == "redact":
            self.redacted.update(act["texts"])

    def revise(self, act):
        accepted, seen, times, blind, of = [], set(), {}, set(), {}
        for line in act["accepted"]:
            kind, change = self.proposals[line["proposal"]][line["change"]]
            name = change.get("provision", change.get("id"))
            unseen = any(it["unseen"] for _, it in self.proposals[line["proposal"]])
            if unseen or name in self.withheld:
                blind.add(name)
            same = {key: it for key, it in change.items() if key not in ("with", "words")}
            key = write([kind, same])
            nth = times[line["proposal"], key] = times.get((line["proposal"], key), 0) + 1
            of.setdefault(line["proposal"], set()).add(line["change"])
            if (key, nth) not in seen:
                seen.add((key, nth))
                accepted.append((kind, change))
        before = {it["id"]: it["text"] for it in self.text}
        text, parts = apply(self.text, [it for it in accepted if it[0] != "replace" or it[1]["provision"] not in blind])
        given = [(it["provision"], provision_text(it["words"], self.texts)) for it in act["results"]]
        for name, _ in given:  # parts that withheld words make are known by their names alone
            whole, _, number = name.rpartition(".")
            places = {it["id"]: at for at, it in enumerate(text)}
            if whole in blind and number.isdigit() and name not in places and whole in places:
                last = at = places[parts.get(whole, [whole])[-1]]
                within = {text[last]["id"]}
                while at + 1 < len(text) and text[at + 1]["parent"] in within:
                    at += 1
                    within.add(text[at]["id"])
                text.insert(at + 1, {**text[places[whole]], "id": name, "label": None, "text": []})
                parts.setdefault(whole, []).append(name)
        unseen = blind | {part for whole in blind for part in parts.get(whole, [])}
        for it in text:
            name = it["id"]
            changed = name not in unseen and before.get(name) != it["text"]
            if given and given[0][0] == name and (changed or name in unseen):
                words = given.pop(0)[1]
                need(words is None or name in unseen or words == it["text"], name, "nobody proposed these words")
                it["text"] = words or []
                self.withheld = self.withheld - {name} | ({name} if words is None else set())
            else:
                need(not changed, name, "its words are missing")
        need(not given, given and given[0][0], "its words have not changed")
        self.text = text
        for name, indices in of.items():
            if len(indices) == len(self.proposals[name]):
                self.proposals[name] = []
        for outcome in act["outcomes"]:
            self.proposals[outcome["proposal"]] = self.changes(outcome["carried"])

    def hash(self):
        keep = [{**it, "spans": spans(it["text"]), "text": "".join(char for char, _ in it["text"])} for it in self.text]
        return sha(b"comity text v1\n", write(keep)).hex()
