import { t } from '@vscode/l10n';
import * as v from 'valibot';
import { addNote } from '../../app/addNote.ts';
import { find, type AddCommand } from '../context.ts';

const optionsSchema = v.object({ public: v.optional(v.boolean(), false) });

export const addNoteCommand: AddCommand = (program, run) => {
  program
    .command('note')
    .description(t('add an internal note to a ticket'))
    .argument('<ref>', t('a key, or alias:key'))
    .argument('<text>', t('Markdown'))
    .option('--public', t('a reply: the requester sees it'))
    .action(
      run(async (context, key: string, text: string, options: unknown) => {
        const { public: isPublic } = v.parse(optionsSchema, options);
        const { backend, ticket } = await find(context, key);
        const entry = await addNote(backend, ticket.ref, text, isPublic ? 'public' : 'internal');
        context.output.result(entry, t('{0}: noted ({1}).', ticket.key, entry.audience));
      }),
    );
};
