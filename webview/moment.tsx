import type { JSX } from 'preact';
import type { Instant } from '../src/domain/ticket.ts';
import { useHost } from './host.ts';
import { exactTime, relativeTime } from './times.ts';

/** A moment as people say it, with the exact time for those who ask. */
export function Moment({ at, now }: { readonly at: Instant; readonly now: Date }): JSX.Element {
  const { language } = useHost();
  return (
    <time dateTime={at} title={exactTime(at, language)}>
      {relativeTime(at, now, language)}
    </time>
  );
}
