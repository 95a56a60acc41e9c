// Word-level node-diff3 on a world: `node node-diff3.mjs WORLD.jsonl [neighbours|pairs]`.
//
// Does with the peer what one would do to find out where proposals clash: for every provision
// that more than one proposal rewrites, a three-way merge of the base with two of them.
// `pairs` merges every two, which is what an answer needs; `neighbours` merges each only with
// the next, which misses clashes but is the kindest reading for the peer and our yardstick.
// A provision that one proposal rewrites is only compared with the base.
//
// In favour of the peer: JSON is read before the clock starts, words are split by the fastest
// way there is here, each text is split once, and nothing is written.

import { readFileSync } from 'node:fs';
import { diff3Merge, diffIndices } from 'node-diff3';

const [path, mode = 'neighbours'] = process.argv.slice(2);
if (!path || !['neighbours', 'pairs'].includes(mode)) {
  process.stderr.write('usage: node node-diff3.mjs WORLD.jsonl [neighbours|pairs]\n');
  process.exit(2);
}

const { base, proposals } = read(path);
const runs = measure(() => compile(base, proposals));
const version = JSON.parse(
  readFileSync(new URL('package.json', import.meta.url), 'utf8'),
).dependencies['node-diff3'];
process.stdout.write(
  JSON.stringify({
    peer: 'node-diff3',
    version,
    node: process.version,
    mode,
    proposals: proposals.length,
    provisions: base.size,
    ...runs.result,
    runs: runs.times.length,
    ms: Number(runs.median.toFixed(3)),
  }) + '\n',
);

function read(path) {
  const base = new Map();
  const proposals = [];
  for (const line of readFileSync(path, 'utf8').split('\n')) {
    if (line === '') continue;
    const value = JSON.parse(line);
    if (value.provision !== undefined) base.set(value.provision, value.text);
    else proposals.push(value);
  }
  return { base, proposals };
}

function compile(base, proposals) {
  const rivals = new Map();
  for (const proposal of proposals) {
    for (const [provision, text] of proposal.edits) {
      const words = split(text);
      const others = rivals.get(provision);
      if (others) others.push(words);
      else rivals.set(provision, [words]);
    }
  }
  let merges = 0;
  let conflicts = 0;
  let changes = 0;
  for (const [provision, texts] of rivals) {
    const words = split(base.get(provision));
    if (texts.length === 1) {
      changes += diffIndices(words, texts[0]).length;
      continue;
    }
    for (let one = 0; one + 1 < texts.length; one += 1) {
      const last = mode === 'pairs' ? texts.length : one + 2;
      for (let other = one + 1; other < last; other += 1) {
        const regions = diff3Merge(texts[one], words, texts[other], {
          excludeFalseConflicts: true,
        });
        merges += 1;
        if (regions.some((region) => region.conflict)) conflicts += 1;
      }
    }
  }
  return { merges, conflicts, alone: changes };
}

// A plain split is faster here than a regular expression (1.6 times) or Intl.Segmenter (30 times).
function split(text) {
  return text.split(' ');
}

function measure(work) {
  const begin = performance.now();
  const result = work();
  const times = [];
  // The first run warms up. Three more are enough where one takes long, one where it takes
  // ten seconds; at most twenty-one where it is quick.
  const least = performance.now() - begin > 10_000 ? 1 : 3;
  const end = performance.now() + 10_000;
  while (times.length < least || (times.length < 21 && performance.now() < end)) {
    const start = performance.now();
    work();
    times.push(performance.now() - start);
  }
  times.sort((one, other) => one - other);
  return { result, times, median: times[Math.floor(times.length / 2)] };
}
