import * as l10n from '@vscode/l10n';
import * as v from 'valibot';
import { aliasPattern, proposalSchema } from '../domain/connectionSchema.ts';
import { durationPattern, parseDuration } from '../domain/duration.ts';

// The descriptions are for the JSON schema (schemas/footbridge.schema.json), which an editor shows while one writes the file.

/** The shape of `.footbridge.yml`. A link's selectors are its backend's to check, once its connection is known. */
export function linkFileSchema(kinds: readonly string[]) {
  return v.objectWithRest(
    {
      version: v.pipe(
        v.literal(1, ({ received }) => versionMessage(received)),
        v.metadata({ description: 'The version of this format: 1.' }),
      ),
      connections: v.exactOptional(
        v.pipe(
          v.array(proposalSchema(kinds)),
          v.metadata({
            description:
              'Connections that this repository proposes. Each user is asked before one is used, and signs in to it. There is no place for a secret.',
          }),
        ),
      ),
      services: v.exactOptional(
        v.pipe(
          v.array(serviceSchema),
          v.metadata({ description: 'The services that this repository builds or runs, and where their tickets are.' }),
        ),
      ),
    },
    v.never(),
  );
}

const name = v.pipe(
  v.string(),
  v.trim(),
  v.nonEmpty(() => l10n.t('A service needs a name.')),
  v.metadata({
    description: 'The name of the service, as people say it. The git desk finds its tickets by it.',
    examples: ['checkout'],
    minLength: 1,
  }),
);

const path = v.pipe(
  v.string(),
  v.check(isInside, () =>
    l10n.t(
      'This is no path within the repository. Write it from the root, with "/" and without a "/" in front or a "..".',
    ),
  ),
);

const alias = v.pipe(
  v.string(),
  v.regex(aliasPattern, () => l10n.t('An alias has lower-case letters, digits and "-", and begins with a letter.')),
);

const duration = v.pipe(
  v.string(durationMessage),
  v.regex(durationPattern, durationMessage),
  v.metadata({
    description: 'Minutes, hours, days or weeks of the clock: `15m`, `4h`, `1d`, `2w`.',
    examples: ['15m', '4h', '1d', '2w'],
  }),
  v.transform((text) => parseDuration(text) ?? Number.NaN),
);

export const serviceLevelSchema = v.pipe(
  v.objectWithRest({ respond: v.exactOptional(duration), resolve: v.exactOptional(duration) }, v.never()),
  v.metadata({
    description:
      'Targets from the creation of a ticket: `respond` until somebody takes it, `resolve` until it is done.',
  }),
);

export const ticketLinkSchema = v.objectWithRest(
  {
    connection: v.pipe(
      alias,
      v.metadata({
        description: 'The alias of a connection that is proposed here or that the user has; `git` is the git desk.',
        examples: ['git'],
      }),
    ),
  },
  v.unknown(),
);

export const serviceSchema = v.objectWithRest(
  {
    name,
    paths: v.optional(
      v.pipe(
        v.array(path),
        v.metadata({
          description:
            'Globs of the files that belong to the service, from the root of the repository. None: all of it.',
          examples: [['services/checkout/**']],
        }),
      ),
      [],
    ),
    tickets: v.exactOptional(
      v.pipe(
        v.array(ticketLinkSchema),
        v.metadata({
          description:
            'Where the tickets of the service are. Absent: in the git desk. Selectors of one link are combined with *and*.',
        }),
      ),
    ),
    serviceLevels: v.optional(
      v.pipe(
        v.objectWithRest(
          {
            P1: v.exactOptional(serviceLevelSchema),
            P2: v.exactOptional(serviceLevelSchema),
            P3: v.exactOptional(serviceLevelSchema),
            P4: v.exactOptional(serviceLevelSchema),
            P5: v.exactOptional(serviceLevelSchema),
          },
          v.never(),
        ),
        v.metadata({
          description:
            'Targets by priority, for tickets whose backend gives them none. P1 is critical, P5 is planning.',
          examples: [{ P1: { respond: '15m', resolve: '4h' }, P2: { resolve: '1d' } }],
        }),
      ),
      {},
    ),
    runbooks: v.exactOptional(
      v.pipe(
        v.string(),
        v.check(
          (text) => /^https?:\/\/./.test(text) || isInside(text),
          () => l10n.t('Runbooks are a path within the repository, from its root, or an address with https://.'),
        ),
        v.metadata({
          description: 'A folder or page with the runbooks, from the root of the repository.',
          examples: ['docs/runbooks'],
        }),
      ),
    ),
    standUp: v.optional(
      v.pipe(
        v.array(alias),
        v.metadata({
          description: 'The aliases of the channels that take the stand-up notes.',
          examples: [['team-checkout']],
        }),
      ),
      [],
    ),
  },
  v.never(),
);

/** Whether a path or glob stays below the root, on every operating system. */
function isInside(text: string): boolean {
  return text.trim() !== '' && !/^[/~]|^[A-Za-z]:|\\/.test(text) && !text.split('/').includes('..');
}

function durationMessage(): string {
  return l10n.t('A duration is a whole number and m, h, d or w: "15m", "4h", "1d", "2w".');
}

function versionMessage(received: string): string {
  return received === '"1"'
    ? l10n.t('Write the version without quotes: 1.')
    : l10n.t('This is version {0} of the format. Footbridge reads version 1.', received);
}
