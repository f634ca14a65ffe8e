import { gitIn } from './gitProcess.ts';
import { decoded, readConfig, setConfig, writeConfig } from './localConfig.ts';

/** Which of the user's connections stands for one that is linked, in this clone alone. */
export interface AccountChoice {
  /** By the alias in the link file: the alias of the user's own. */
  read(): Promise<ReadonlyMap<string, string>>;
  /** @param own undefined: none in particular. */
  choose(alias: string, own: string | undefined): Promise<void>;
}

/** The choice in git's config: `footbridge.<alias>.connection`. The command line reads it too. */
export function accountChoice(directory: string): AccountChoice {
  const git = gitIn(directory);
  return {
    read: async () => {
      const entries = [...(await readConfig(git))].flatMap(([key, value]) => {
        const [, alias] = /^footbridge\.([a-z][a-z0-9-]*)\.connection$/.exec(key) ?? [];
        return alias === undefined ? [] : [[alias, decoded(value)] as const];
      });
      return new Map(entries);
    },
    choose: async (alias, own) => {
      if (own === undefined) await writeConfig(git, ['--unset-all', '--', keyOf(alias)]);
      else await setConfig(git, keyOf(alias), own);
    },
  };
}

function keyOf(alias: string): string {
  return `footbridge.${alias}.connection`;
}
