/**
 * The address of a link that may be opened: http, https or mailto, in its normal form; undefined for any other.
 * A page checks before it shows a link, and the editor checks again before it opens one.
 */
export function externalUrl(text: string): string | undefined {
  // Control characters would vanish in the normal form, so that what is shown and what is opened would differ.
  if (/[\p{Cc}\p{Cf}\s]/u.test(text) || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  switch (url.protocol) {
    case 'mailto:':
      return url.pathname.includes('@') ? url.href : undefined;
    case 'http:':
    case 'https:':
      // A name before the host is how `https://bank.example@evil.example` deceives.
      return url.username === '' && url.password === '' ? url.href : undefined;
    default:
      return undefined;
  }
}
