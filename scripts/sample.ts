// Makes the sample repository in .sample, if it is not there. `-- --fresh` makes it anew.
import path from 'node:path';
import { parseArgs } from 'node:util';
import { prepareSample } from './sample/prepareSample.ts';
import { projectFolder } from './vscodeHost/install.ts';

const { values } = parseArgs({ options: { fresh: { type: 'boolean', default: false } } });
await prepareSample({ folder: path.join(projectFolder, '.sample'), fresh: values.fresh, say: console.log });
