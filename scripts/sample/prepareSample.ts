import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Identity } from '../../src/domain/ports.ts';
import { run } from '../run.ts';
import { makeSample } from './makeSample.ts';

interface PrepareOptions {
  /** The folder that holds the sample. */
  readonly folder: string;
  /** Make it anew, whatever has been done in it. */
  readonly fresh: boolean;
  readonly say: (text: string) => void;
}

/** The sample repository, made if it is not there. @returns its directory. */
export async function prepareSample({ folder, fresh, say }: PrepareOptions): Promise<string> {
  const directory = path.join(folder, 'harbour-shop');
  if (existsSync(directory) && !fresh) {
    say(`The sample repository is there: ${directory} (--fresh makes it anew).`);
    return directory;
  }
  say('Writing a week of a web shop’s team into a sample repository and its git desk …');
  await makeSample(directory, { you: await whoYouAre() });
  say(`The sample repository is ready: ${directory}`);
  return directory;
}

async function whoYouAre(): Promise<Identity> {
  const [name, email] = await Promise.all([globalConfig('user.name'), globalConfig('user.email')]);
  return { name: name ?? 'You', email: email ?? 'you@harbour-shop.example' };
}

async function globalConfig(key: string): Promise<string | undefined> {
  return run('git', ['config', '--global', '--get', key]).then(
    (text) => text.trim(),
    () => undefined,
  );
}
