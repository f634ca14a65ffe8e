import * as l10n from '@vscode/l10n';
import { DeskError } from '../domain/errors.ts';

/**
 * The address of a connection, as paths are put behind it: without a slash at its end, a query or a fragment.
 * @throws `configuration` if it is none for HTTP, or holds a password, which would end up in logs.
 */
export function addressOf(alias: string, baseUrl: string): string {
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    throw new DeskError('configuration', l10n.t('The address of {0} is not one for HTTP.', alias), {
      next: l10n.t('It looks like https://desk.example.org.'),
    });
  }
  if (url.username !== '' || url.password !== '') {
    throw new DeskError('configuration', l10n.t('The address of {0} holds a user or a password.', alias), {
      next: l10n.t('Remove them from the address, and sign in instead.'),
    });
  }
  return url.origin + url.pathname.replace(/\/+$/, '');
}
