// One row of the table: `node row.mjs NAME OURS.json NEIGHBOURS.json [PAIRS.json]`; without
// arguments, the head of the table.

import { readFileSync } from 'node:fs';

const [name, ours, ...peers] = process.argv.slice(2);
const row = (cells) =>
  process.stdout.write(
    cells.map((cell, at) => (at === 0 ? cell.padEnd(20) : cell.padStart(17))).join('') + '\n',
  );

if (name === undefined) {
  row(['world', 'comity', 'diff3 neighbours', 'ratio', 'diff3 all pairs', 'ratio']);
} else {
  const read = (path) => JSON.parse(readFileSync(path, 'utf8')).ms;
  const own = read(ours);
  const cells = peers.flatMap((peer) => {
    const ms = read(peer);
    return [`${ms.toFixed(1)} ms`, `${(ms / own).toFixed(1)} x`];
  });
  row([name, `${own.toFixed(1)} ms`, ...cells]);
}
