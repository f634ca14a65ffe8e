import * as v from 'valibot';

const manifestSchema = v.object({
  version: v.string(),
  contributes: v.object({ commands: v.array(v.object({ command: v.string() })) }),
});

/** What the code needs to know of package.json. */
export interface Manifest {
  readonly version: string;
  /** The ids of the commands. A test compares them with the table of what they do. */
  readonly commands: readonly string[];
}

export function parseManifest(packageJson: unknown): Manifest {
  const { version, contributes } = v.parse(manifestSchema, packageJson);
  return { version, commands: contributes.commands.map(({ command }) => command) };
}
