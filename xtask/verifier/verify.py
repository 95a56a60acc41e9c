#!/usr/bin/env python3
"""Verifies a bundle without any code of Comity: written from docs/formats/record.md alone.

    verify.py BUNDLE [--key KEY] [--checkpoint FILE]

It checks bytes, blobs, hashes, signatures and what every revision says, and prints the hash of
the last text. It does not decide the rules of procedure again: that is for `comity verify`.
"""
import argparse, base64, json, pathlib, re, sys, zipfile
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

sys.dont_write_bytecode = True  # nothing is left beside the program
from kernel import Negotiation, Wrong, need, sha, write

MEMBERS = {"act", "act-blob", "actor", "at", "effects", "key", "n", "negotiation", "signature", "versions"}
MOMENT = re.compile(r"-?\d{4,6}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")


# --- canonical JSON ---------------------------------------------------------------------------
def once(pairs):
    if len({name for name, _ in pairs}) < len(pairs):
        raise ValueError("a member stands twice")
    return dict(pairs)


def refuse(number):
    raise ValueError(f"{number} is no integer")


def plain(value, depth=0):
    """Whether a value is of the kind that the record holds."""
    if depth > 32:
        return False
    if isinstance(value, dict):
        names = all(re.fullmatch(r'[ !#-\[\]-~]*', name) for name in value)
        return names and all(plain(it, depth + 1) for it in value.values())
    if isinstance(value, list):
        return all(plain(it, depth + 1) for it in value)
    return not isinstance(value, int) or abs(value) < 1 << 53


def read(data, where):
    try:
        value = json.loads(data.decode(), object_pairs_hook=once, parse_float=refuse, parse_constant=refuse)
        same = plain(value) and write(value) == data
    except (ValueError, RecursionError) as error:
        raise Wrong(f"{where}: {error}") from None
    need(same, where, "it is not in the canonical spelling")
    return value


# --- hashes, tree, files ----------------------------------------------------------------------
def root_of(leaves):
    if not leaves:
        return sha()
    stack = []  # the roots of complete subtrees with their sizes, largest first
    for leaf in leaves:
        stack.append((leaf, 1))
        while len(stack) > 1 and stack[-1][1] == stack[-2][1]:
            (right, k), (left, _) = stack.pop(), stack.pop()
            stack.append((sha(b"\1", left, right), 2 * k))
    root = stack.pop()[0]
    while stack:
        root = sha(b"\1", stack.pop()[0], root)
    return root


def grouped(index):
    digits = f"{index:03}"
    digits = digits.zfill(-(-len(digits) // 3) * 3)
    groups = [digits[at:at + 3] for at in range(0, len(digits), 3)]
    return "/".join([f"x{it}" for it in groups[:-1]] + groups[-1:])


def tiles(hashes, kind):
    """The files that a list of hashes or entries is cut into."""
    for at in range(0, len(hashes), 256):
        part = hashes[at:at + 256]
        yield f"tile/{kind}/{grouped(at // 256)}" + (f".p/{len(part)}" if len(part) < 256 else ""), part


def load(path):
    path = pathlib.Path(path)
    if path.is_dir():
        return {it.relative_to(path).as_posix(): it.read_bytes() for it in path.rglob("*") if not it.is_dir()}
    with zipfile.ZipFile(path) as archive:
        return {it: archive.read(it) for it in archive.namelist() if not it.endswith("/")}


# --- the signed head --------------------------------------------------------------------------
def head_of(data, where):
    need(len(data) <= 1 << 20 and b"\n\n" in data, where, "it is no note")
    try:
        whole = data.decode()
        text, signatures = whole[:whole.rindex("\n\n") + 1], whole[whole.rindex("\n\n") + 2:]
        origin, size, root, *more = text[:-1].split("\n")
        need(origin and all(more) and len(more) <= 16, where, "it is no checkpoint")
        need(re.fullmatch(r"0|[1-9]\d{0,19}", size), where, "its size is no number")
        found = []
        for line in signatures.removesuffix("\n").split("\n"):
            mark, name, value = line.split(" ")
            raw = base64.b64decode(value, validate=True)
            need(mark == "\u2014" and base64.b64encode(raw).decode() == value, where, "a signature is misspelled")
            found.append((name, raw[:4], raw[4:]))
        raw = base64.b64decode(root, validate=True)
        need(len(raw) == 32 and base64.b64encode(raw).decode() == root, where, "its root is no hash")
    except ValueError as error:
        raise Wrong(f"{where}: {error}") from None
    need(signatures.endswith("\n"), where, "it is cut off")
    return {"origin": origin, "size": int(size), "root": raw, "text": text, "by": found}


def signed(head, key, where):
    """Whether the key of the log has signed a head."""
    name, number, value = key.split("+", 2)
    raw = base64.b64decode(value, validate=True)
    identity = sha(name.encode(), b"\n", raw)[:4]
    need(identity.hex() == number and raw[:1] == b"\1" and len(raw) == 33, "the key", "it is no key of a log")
    mine = [it[2] for it in head["by"] if it[:2] == (name, identity)]
    need(mine and name == head["origin"], where, "the log has not signed it")
    for signature in mine:
        verified(raw[1:], signature, head["text"].encode(), where, "the signature of the log is wrong")


def verified(public, signature, message, where, why):
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        raise Wrong(f"{where}: {why}") from None


# --- the record -------------------------------------------------------------------------------
def names_in(value):
    """The names of texts in an act."""
    if isinstance(value, dict):
        if set(value) == {"blob"}:
            yield value["blob"]
        for it in value.values():
            yield from names_in(it)
    elif isinstance(value, list):
        for it in value:
            yield from names_in(it)


def blobs_in(data, path, texts):
    need(data.endswith(b"\n"), path, "its last line is cut off")
    names = []
    for number, line in enumerate(data[:-1].split(b"\n"), 1):
        where = f"{path}, line {number}"
        blob = read(line, where)
        if set(blob) == {"salt", "text"}:
            need(re.fullmatch("[0-9a-f]{64}", blob["salt"]), where, "its salt is misspelled")
            name = sha(b"comity blob v1\n", bytes.fromhex(blob["salt"]), blob["text"].encode()).hex()
        else:
            need(set(blob) == {"name", "redacted"} and blob["redacted"] is True, where, "it is no blob")
            name = blob["name"]
        need(name not in texts, where, "it stands there twice")
        texts[name] = blob.get("text")
        names.append(name)
    return names


def act_of(entry, number, texts, last):
    where = f"entry {number}"
    need(isinstance(entry, dict) and MEMBERS.issuperset(entry) and None not in entry.values(), where, "its members")
    need(entry["n"] == number, where, f"it says that it is entry {entry['n']}")
    need(("versions" in entry) == (number == 0), where, "versions stand in the first entry and only there")
    need(number or entry["versions"] == {"format": 1, "rules": 1}, where, "it has other versions")
    need(MOMENT.fullmatch(entry["at"]) and entry["at"] >= last["at"], where, "its time is misspelled or goes back")
    need(entry["key"] not in last["keys"], where, "its key came before")
    need(entry["negotiation"] == last.setdefault("negotiation", entry["negotiation"]), where, "another negotiation")
    last["at"] = entry["at"]
    last["keys"].add(entry["key"])
    need(("act" in entry) != ("act-blob" in entry), where, "it has either its act or the name of a blob")
    act = entry.get("act")
    if act is None:
        need(texts.get(entry["act-blob"]) is not None, where, "the blob of its act is not there")
        act = read(texts[entry["act-blob"]].encode(), where)
    if "signature" in entry:
        said = {"act": act, "actor": entry["actor"], "key": entry["key"], "negotiation": entry["negotiation"]}
        by, value = (bytes.fromhex(entry["signature"][it]) for it in ("by", "ed25519"))
        verified(by, value, b"comity act v1\n" + write(said), where, "the signature of the delegation is wrong")
    return act


def verify(files, key, earlier):
    need("checkpoint" in files, "checkpoint", "it is missing")
    head = head_of(files["checkpoint"], "checkpoint")
    texts, leaves, used = {}, [], {"checkpoint"}
    last = {"at": "", "keys": set()}
    negotiation = Negotiation(texts)
    for path, numbers in tiles(range(head["size"]), "entries"):
        need(path in files, path, "it is missing")
        used |= {path, blobs_path := f"blobs/{grouped(numbers[0] // 256)}"}
        fresh = blobs_in(files[blobs_path], blobs_path, texts) if blobs_path in files else []
        data, at = files[path], 0
        for number in numbers:
            where, length = f"entry {number}", int.from_bytes(data[at:at + 2], "big")
            raw = data[at + 2:at + 2 + length]
            need(len(data) >= at + 2 + length, path, "it is cut off")
            at += 2 + length
            leaves.append(sha(b"\0", raw))
            entry = read(raw, where)
            try:
                act = act_of(entry, number, texts, last)
                named = set(names_in(act)) | {entry[it] for it in ["act-blob"] if it in entry}
            except (KeyError, TypeError, ValueError, AttributeError) as error:
                raise Wrong(f"{where}: it has another form ({error!r})") from None
            need(named <= set(texts), where, "a text that it names is missing")
            first = sorted(named & set(fresh))
            need(first == fresh[:len(first)], blobs_path, f"the texts of entry {number} do not stand in their place")
            del fresh[:len(first)]
            (kind, body), = act.items() if isinstance(act, dict) else [(act, {})]
            try:
                negotiation.take(kind, body)
            except (Wrong, KeyError, IndexError, TypeError, ValueError, AttributeError) as error:
                raise Wrong(f"{where}: {error}") from None
        need(at == len(data), path, "something follows its entries")
        need(not fresh, blobs_path, "a text stands there that no entry beside it names")
    level, hashes = 0, leaves
    while hashes:
        for path, part in tiles(hashes, level):
            used.add(path)
            need(files.get(path) == b"".join(part), path, "its hashes are not those of the entries")
        level += 1
        hashes = [root_of(hashes[at:at + 256]) for at in range(0, len(hashes) - 255, 256)]
    need(set(files) <= used, min(set(files) - used, default=""), "it is no part of the record")
    need(root_of(leaves) == head["root"], "checkpoint", "the entries give another root")
    silent = {name for name, text in texts.items() if text is None} - negotiation.redacted
    need(not silent, "blobs", f"{min(silent, default='')} is withheld, and no entry says so")
    if key:
        signed(head, key, "checkpoint")
    if earlier:
        before = head_of(earlier, "the earlier checkpoint")
        if key:
            signed(before, key, "the earlier checkpoint")
        need(before["origin"] == head["origin"], "the earlier checkpoint", "it is of another log")
        need(before["size"] <= head["size"], "checkpoint", "a larger one was seen before")
        need(root_of(leaves[:before["size"]]) == before["root"], "checkpoint", "the earlier entries were others")
    return negotiation


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("bundle")
    arguments.add_argument("--key")
    arguments.add_argument("--checkpoint", type=pathlib.Path)
    given = arguments.parse_args()
    try:
        earlier = given.checkpoint.read_bytes() if given.checkpoint else None
        found = verify(load(given.bundle), given.key, earlier)
    except (Wrong, OSError, zipfile.BadZipFile) as error:
        print(f"wrong: {error}")
        return 1
    print(f"text: {found.hash()}" if found.text else "text: none")
    return 0


if __name__ == "__main__":
    sys.exit(main())
