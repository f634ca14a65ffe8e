import { l10n } from 'vscode';
import * as v from 'valibot';
import type { BackendKind } from '../../backends/backendKind.ts';
import type { Source } from '../../app/sources.ts';
import type { Connection } from '../../domain/connection.ts';
import { DeskError } from '../../domain/errors.ts';
import type { Footbridge } from '../footbridge.ts';
import { pick } from './ask.ts';

const argumentSchema = v.union([
  v.string(),
  v.pipe(
    v.object({ connection: v.string() }),
    v.transform(({ connection }) => connection),
  ),
]);

/** The connection that a command was called for; from the palette, the one that the user picks. */
export async function connectionOf(
  { store }: Footbridge,
  given: unknown,
  { title, offer }: { readonly title: string; readonly offer: (source: Source) => boolean },
): Promise<Source> {
  const parsed = v.safeParse(argumentSchema, given);
  const named = store.sources.find(({ connection }) => parsed.success && connection.alias === parsed.output);
  if (named !== undefined) return named;
  const offered = store.sources.filter(offer);
  if (offered.length === 0) {
    throw new DeskError('usage', l10n.t('There is no connection that this is for.'), {
      next: l10n.t('Add one with “Footbridge: Add Connection…”.'),
    });
  }
  const items = offered.map((source) => ({
    label: source.connection.alias,
    description: source.connection.url ?? source.product,
    source,
  }));
  return (await pick(items, { title })).source;
}

/** What is known of a connection's kind. @throws `configuration` if that kind is unknown. */
export function kindOf({ kinds }: Pick<Footbridge, 'kinds'>, { alias, kind }: Connection): BackendKind {
  const known = kinds.find((one) => one.kind === kind);
  if (known !== undefined) return known;
  throw new DeskError('configuration', l10n.t('The connection {0} is of a kind that Footbridge does not know.', alias));
}
