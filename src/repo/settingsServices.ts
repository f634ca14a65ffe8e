import * as l10n from '@vscode/l10n';
import * as v from 'valibot';
import type { Connection } from '../domain/connection.ts';
import { describeIssue } from '../domain/schemaIssue.ts';
import type { Links, Service } from '../domain/service.ts';
import { ticketLinks } from './linkFileLinks.ts';
import type { LinkFileContext } from './linkFileParse.ts';
import { serviceSchema } from './linkFileSchema.ts';

/**
 * The links with the services of the settings, which come first: one of the same name stands in the place of what the repository says.
 * @param written the setting, a list of services as the link file has them; one that is broken is told and left out.
 * @param tell gets a sentence for each thing that is wrong.
 */
export function withSettings(
  links: Links,
  written: unknown,
  context: LinkFileContext,
  tell: (problem: string) => void,
): Links {
  const own = servicesOf(written, { ...context, declared: links.proposed }, tell);
  const names = new Set(own.map(({ name }) => name));
  return { ...links, services: [...own, ...links.services.filter(({ name }) => !names.has(name))] };
}

type SettingsContext = LinkFileContext & { readonly declared: readonly Connection[] };

function servicesOf(written: unknown, context: SettingsContext, tell: (problem: string) => void): Service[] {
  if (written === undefined || written === null) return [];
  if (!Array.isArray(written)) {
    tell(l10n.t('The setting {0} is a list of services.', 'footbridge.services'));
    return [];
  }
  return written.flatMap((entry: unknown, index): Service[] => {
    const parsed = v.safeParse(serviceSchema, entry);
    const say = (message: string): void =>
      tell(l10n.t('{0}, service {1}: {2}', 'footbridge.services', index + 1, message));
    if (!parsed.success) {
      for (const issue of parsed.issues) say(describeIssue(serviceSchema, issue).message);
      return [];
    }
    const options = { ...context, path: ['services', index, 'tickets'] };
    const tickets = ticketLinks(parsed.output.tickets, { ...options, tell: (_, message) => say(message) });
    return [{ ...parsed.output, tickets, source: 'settings' }];
  });
}
