import * as l10n from '@vscode/l10n';
import * as v from 'valibot';
import { addNote } from '../../app/addNote.ts';
import { find, type AddCommand } from '../context.ts';

const optionsSchema = v.object({ public: v.optional(v.boolean(), false) });

export const addNoteCommand: AddCommand = (program, run) => {
  program
    .command('note')
    .description(l10n.t('add an internal note to a ticket'))
    .argument('<ref>', l10n.t('a key, or alias:key'))
    .argument('<text>', l10n.t('Markdown'))
    .option('--public', l10n.t('a reply: the requester sees it'))
    .action(
      run(async (context, key: string, text: string, options: unknown) => {
        const { public: isPublic } = v.parse(optionsSchema, options);
        const { backend, ticket } = await find(context, key);
        const entry = await addNote(backend, ticket.ref, text, isPublic ? 'public' : 'internal');
        context.output.result(entry, l10n.t('{0}: noted ({1}).', ticket.key, entry.audience));
      }),
    );
};
