import * as l10n from '@vscode/l10n';
import { DeskError } from '../domain/errors.ts';
import type { Place } from './transportFailure.ts';

const tlsCode = /^(CERT_|CRL_|ERR_TLS|ERR_SSL|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|HOSTNAME_MISMATCH|INVALID_CA|EPROTO$)/;

export function isTlsCode(code: string): boolean {
  return tlsCode.test(code);
}

/** The error for an encrypted connection that did not come about. @param given OpenSSL's or Node's, which the user can search for. */
export function tlsFailure(given: string, detail: string, { alias, url }: Place): DeskError {
  const code = given === 'EPROTO' ? openSslCode(detail) : given;
  const message = l10n.t('The encrypted connection to {0} was refused: {1}.', alias, `${causeOf(code)} (${code})`);
  return new DeskError('tls', message, { detail, next: nextStep(code, url) });
}

/** The code as node builds it elsewhere: of this one the reason stands only in the text, `…:SSL routines::wrong version number:…`. */
function openSslCode(detail: string): string {
  const [, reason] = /:SSL routines:[^:]*:([\w ]+)/.exec(detail) ?? [];
  return reason === undefined ? 'EPROTO' : `ERR_SSL_${reason.toUpperCase().replaceAll(' ', '_')}`;
}

type Cause = 'untrusted' | 'otherName' | 'date' | 'clientCertificate' | 'notTls' | 'other';

function kindOf(code: string): Cause {
  if (/^(SELF_SIGNED|DEPTH_ZERO|UNABLE_TO_(GET_ISSUER|VERIFY)|CERT_UNTRUSTED|INVALID_CA)/.test(code))
    return 'untrusted';
  if (/ALTNAME|HOSTNAME_MISMATCH/.test(code)) return 'otherName';
  if (/^CERT_(HAS_EXPIRED|NOT_YET_VALID)$/.test(code)) return 'date';
  // What a server says (RFC 8446, 6.2) that wants a client's certificate, or another one.
  if (/ALERT_(CERTIFICATE_REQUIRED|BAD_CERTIFICATE|UNKNOWN_CA|HANDSHAKE_FAILURE|CERTIFICATE_UNKNOWN)/.test(code)) {
    return 'clientCertificate';
  }
  return /WRONG_VERSION_NUMBER|PACKET_LENGTH|HTTP_REQUEST/.test(code) ? 'notTls' : 'other';
}

function causeOf(code: string): string {
  const cause = kindOf(code);
  switch (cause) {
    case 'untrusted':
      return l10n.t('this machine does not trust its certificate');
    case 'otherName':
      return l10n.t('its certificate is for another name');
    case 'date':
      return l10n.t('its certificate is not valid today');
    case 'clientCertificate':
      return l10n.t('it wants a certificate from us, or another one');
    case 'notTls':
      return l10n.t('it does not speak TLS there');
    case 'other':
      return l10n.t('the two could not agree');
    default:
      return cause satisfies never;
  }
}

function nextStep(code: string, url: URL): string {
  const cause = kindOf(code);
  switch (cause) {
    case 'untrusted':
      return l10n.t(
        'Check the certificate of {0}. If it is your organisation’s own, name a file with it as `caFile` of the connection.',
        url.origin,
      );
    case 'clientCertificate':
      return l10n.t('Name a file with your certificate and its key as `clientCertificate` of the connection.');
    case 'notTls':
      return l10n.t('Check the port in {0}, and whether the address begins with http://.', url.origin);
    case 'otherName':
    case 'date':
    case 'other':
      return l10n.t('Check the certificate of {0}.', url.origin);
    default:
      return cause satisfies never;
  }
}
