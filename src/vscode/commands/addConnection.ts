import { l10n } from 'vscode';
import * as v from 'valibot';
import type { Connection } from '../../domain/connection.ts';
import { connectionSchema } from '../../domain/connectionSchema.ts';
import type { Footbridge } from '../footbridge.ts';
import { kindOf } from './connectionArgument.ts';
import { accountStep, credentialSteps, freeAlias, signIn, type DraftStep } from './signIn.ts';

/** Asks for a system, its address and an account, signs in, and keeps the connection if that works. */
export async function addConnectionCommand(footbridge: Footbridge): Promise<void> {
  await signIn(footbridge, { connection: { alias: '', kind: '' } }, [
    kindStep(footbridge),
    addressStep(footbridge),
    accountStep(footbridge),
    aliasStep(footbridge),
    ...credentialSteps(footbridge),
  ]);
}

function kindStep({ kinds }: Footbridge): DraftStep {
  const items = kinds
    .filter(({ signIn: ways }) => ways.length > 0)
    .map(({ name, kind }) => ({ label: name, backend: kind }))
    .toSorted((a, b) => a.label.localeCompare(b.label));
  return {
    name: 'kind',
    ask: async (_, asker) => {
      const options = { title: l10n.t('Add connection'), placeHolder: l10n.t('What kind of system?') };
      // Another system has another address and another account.
      return { connection: { alias: '', kind: (await asker.pick(items, options)).backend } };
    },
  };
}

function addressStep(footbridge: Footbridge): DraftStep {
  return {
    name: 'address',
    ask: async (draft, asker) => {
      const { connection } = draft;
      const url = await asker.text({
        title: titleOf(footbridge, connection),
        prompt: l10n.t('The address, with the path it is served under'),
        placeHolder: 'https://desk.example.org',
        value: connection.url ?? kindOf(footbridge, connection).usualUrl ?? '',
        validateInput: (typed) => problemOf(footbridge, { ...connection, alias: 'new', url: typed }),
      });
      return { ...draft, connection: normal(footbridge, { ...connection, alias: 'new', url }) };
    },
  };
}

function aliasStep(footbridge: Footbridge): DraftStep {
  return {
    name: 'alias',
    ask: async (draft, asker) => {
      const { connection } = draft;
      const alias = await asker.text({
        title: titleOf(footbridge, connection),
        prompt: l10n.t('A short name for it: lower-case letters, digits and "-"'),
        value: connection.alias === 'new' ? freeAlias(footbridge, connection.kind) : connection.alias,
        validateInput: (typed) => aliasProblem(footbridge, { ...connection, alias: typed }),
      });
      return { ...draft, connection: { ...connection, alias } };
    },
  };
}

function titleOf(footbridge: Footbridge, connection: Connection): string {
  return l10n.t('Add connection: {0}', kindOf(footbridge, connection).name);
}

function aliasProblem(footbridge: Footbridge, connection: Connection): string | undefined {
  const taken = footbridge.connections.all().some(({ alias }) => alias === connection.alias);
  return taken ? l10n.t('You have one of this name.') : problemOf(footbridge, connection);
}

function problemOf({ kinds }: Footbridge, connection: Connection): string | undefined {
  const parsed = v.safeParse(connectionSchema(kinds.map(({ kind }) => kind)), connection);
  return parsed.success ? undefined : parsed.issues[0].message;
}

function normal({ kinds }: Footbridge, connection: Connection): Connection {
  return v.parse(connectionSchema(kinds.map(({ kind }) => kind)), connection);
}
