const hidden = '…';

// Values that are secrets wherever they stand: in a query (`?token=`), a header that was printed, or an address with a password in it.
const patterns: readonly (readonly [RegExp, string])[] = [
  [
    /\b(authorization|proxy-authorization|cookie|set-cookie|private-token|job-token|x-[a-z-]*(?:key|token))(["']?\s*[:=]\s*["']?)[^"'\r\n]+/gi,
    `$1$2${hidden}`,
  ],
  [/\b(token|access_token|api_?key|key|sig|signature|password|pass|secret)=[^&\s"'<>]+/gi, `$1=${hidden}`],
  [/\b([a-z][a-z0-9+.-]*:\/\/)[^/\s@"'<>]+@/gi, `$1${hidden}@`],
];

/** A function that makes text fit for a log or a message: the given secrets and whatever looks like one is replaced. */
export function createRedactor(secrets: readonly string[]): (text: string) => string {
  const known = secrets
    .flatMap((secret) => [secret, encodeURIComponent(secret)])
    // One or two characters would stand everywhere, and redact the alphabet.
    .filter((secret) => secret.length > 2)
    .toSorted((a, b) => b.length - a.length);
  return (text) => {
    let redacted = text;
    for (const secret of known) redacted = redacted.replaceAll(secret, hidden);
    for (const [pattern, replacement] of patterns) redacted = redacted.replaceAll(pattern, replacement);
    return redacted;
  };
}
