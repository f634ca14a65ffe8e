// `npm run bench`: what the design allows, measured, each figure beside its baseline from the same run. `-- --json` for programs.
import { parseArgs } from 'node:util';
import { benchActivation } from './bench/activation.ts';
import { benchDesk } from './bench/desk.ts';
import type { BenchRow } from './bench/row.ts';
import { benchNetwork } from './bench/network.ts';
import { benchTree } from './bench/tree.ts';

const { values } = parseArgs({ options: { json: { type: 'boolean', default: false } } });
const rows: BenchRow[] = [];
for (const bench of [benchActivation, benchTree, benchDesk, benchNetwork]) {
  for (const row of await bench((message) => console.error(message))) rows.push(row);
}
if (values.json) console.log(JSON.stringify(rows, undefined, 2));
else
  console.table(
    rows.map(({ what, figure, unit, budget, baseline, of }) => ({
      what,
      figure: `${figure} ${unit}`,
      budget,
      baseline: `${baseline} ${unit}`,
      of,
    })),
  );
process.exitCode = rows.every(({ within }) => within) ? 0 : 1;
