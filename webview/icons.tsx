import type { JSX } from 'preact';
import type { Kind } from '../src/domain/ticket.ts';

// Drawn here rather than taken from a font, so that the page needs no font-src. Sixteen units square, in the text's colour.
const paths = {
  incident: 'M8 1c.5 3 4 4.5 4 8.5a4 4 0 0 1-8 0c0-1.5.7-2.5 1.5-3.200.2 1 .8 1.5 1.300 1.700C6.5 5.5 6.700 3 8 1Z',
  request: 'M2 9l2-6h8l2 6v4H2V9Zm0 0h4l1 2h2l1-2h4',
  task: 'M2.5 4l1 1 2-2M2.5 8.5l1 1 2-2M2.5 13l1 1 2-2M8 4h6M8 8.5h6M8 13h6',
  change:
    'M4 5v6M4 5a2 2 0 1 0 0-4 2 2 0 0 0 0 4Zm0 6a2 2 0 1 0 0 4 2 2 0 0 0 0-4Zm8 0a2 2 0 1 0 0 4 2 2 0 0 0 0-4Zm0 0V6a2 2 0 0 0-2-2H8m0 0 2-2M8 4l2 2',
  problem: 'M7 12A5 5 0 1 0 7 2a5 5 0 0 0 0 10Zm3.5-1.5L15 15',
  alert: 'M8 2a4 4 0 0 0-4 4v3l-1.5 2.5h11L12 9V6a4 4 0 0 0-4-4Zm-1.5 11.5a1.5 1.5 0 0 0 3 0',
  internal: 'M4 7V5a4 4 0 0 1 8 0v2M3 7h10v7H3V7Zm5 2.5v2',
  public: 'M2 3h12v8H8l-3 3v-3H2V3Z',
  eye: 'M1 8c3-6 11-6 14 0-3 6-11 6-14 0Zm7 2a2 2 0 1 0 0-4 2 2 0 0 0 0 4Z',
  note: 'M3 2h10v8l-4 4H3V2Zm10 8H9v4M5.5 5.5h5M5.5 8.5h3',
  moved: 'M2 8h11M9 4l4 4-4 4',
  commit: 'M1 8h4m6 0h4M8 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6Z',
  branch:
    'M4 5v6M4 5a2 2 0 1 0 0-4 2 2 0 0 0 0 4Zm0 6a2 2 0 1 0 0 4 2 2 0 0 0 0-4Zm8-6a2 2 0 1 0 0-4 2 2 0 0 0 0 4Zm0 0c0 3-8 2-8 6',
  clock: 'M8 15A7 7 0 1 0 8 1a7 7 0 0 0 0 14ZM8 4v4l3 2',
  warning: 'M8 1.5 15 14.5H1L8 1.5ZM8 6v4m0 1.800v1.200',
  paused: 'M5 3v10M11 3v10',
  done: 'M2.5 8.5l3.5 4 7.5-9',
  refresh: 'M13.5 6A6 6 0 1 0 14 8.5M13.5 2v4h-4',
} as const;

export type IconName = keyof typeof paths;

/** Beside words that say the same: a picture alone tells nothing to somebody who does not see it. */
export function Icon({ name }: { readonly name: IconName | Kind }): JSX.Element {
  return (
    <svg class="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path d={paths[name]} />
    </svg>
  );
}
