import { l10n } from 'vscode';
import * as v from 'valibot';
import type { Connection } from '../../domain/connection.ts';
import { connectionSchema } from '../../domain/connectionSchema.ts';
import type { Footbridge } from '../footbridge.ts';
import { askText, pick } from './ask.ts';
import { freeAlias, signIn } from './signIn.ts';

export async function addConnectionCommand(footbridge: Footbridge): Promise<void> {
  const kinds = footbridge.kinds.filter(({ signIn }) => signIn.length > 0);
  const { label, backend: kind } = await pick(
    kinds.map(({ name, kind: backend }) => ({ label: name, backend })),
    { title: l10n.t('Add connection'), placeHolder: l10n.t('What kind of system?') },
  );
  const title = l10n.t('Add connection: {0}', label);
  const url = await askText({
    title,
    prompt: l10n.t('The address, with the path it is served under'),
    placeHolder: 'https://rt.example.org',
    validateInput: (typed) => problemOf(footbridge, { alias: 'new', kind, url: typed }),
  });
  const alias = await askText({
    title,
    prompt: l10n.t('A short name for it: lower-case letters, digits and "-"'),
    value: freeAlias(footbridge, 'helpdesk'),
    validateInput: (typed) => aliasProblem(footbridge, { alias: typed, kind, url }),
  });
  await signIn(footbridge, v.parse(schemaOf(footbridge), { alias, kind, url }));
}

function aliasProblem(footbridge: Footbridge, connection: Connection): string | undefined {
  const taken = footbridge.connections.all().some(({ alias }) => alias === connection.alias);
  return taken ? l10n.t('You have one of this name.') : problemOf(footbridge, connection);
}

function problemOf(footbridge: Footbridge, connection: Connection): string | undefined {
  const parsed = v.safeParse(schemaOf(footbridge), connection);
  return parsed.success ? undefined : parsed.issues[0].message;
}

function schemaOf({ kinds }: Footbridge): ReturnType<typeof connectionSchema> {
  return connectionSchema(kinds.map(({ kind }) => kind));
}
