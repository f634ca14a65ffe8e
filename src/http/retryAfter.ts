/**
 * How many milliseconds a server wants to be left alone, by its `Retry-After`: seconds or a date (RFC 9110, 10.2.3).
 * @returns undefined where it has none that can be read.
 */
export function retryAfter(value: string | undefined, now: Date): number | undefined {
  const text = value?.trim() ?? '';
  if (/^\d+(\.\d+)?$/.test(text)) return Math.ceil(Number(text) * 1000);
  const date = text === '' ? Number.NaN : Date.parse(text);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now.getTime());
}
