import type { Kind, Level } from '../../src/domain/ticket.ts';

/** Who acts. `you` is whoever runs the sample, `monitoring` the machine that raises alerts. */
export type Actor = 'you' | 'ada' | 'ben' | 'monitoring';

/**
 * When: `-3 09:20` is three days ago at 9:20 by the local clock, `2h10m` is two hours and ten minutes ago. Today's
 * happenings are given the second way, so that service levels run down while one looks at them.
 */
export type StoryTime = string;

export interface StoryTicket {
  /** Its name in this story: commits refer to it. */
  readonly name: string;
  readonly kind: Kind;
  readonly service: 'checkout' | 'catalogue' | 'web';
  readonly title: string;
  readonly body: string;
  readonly impact?: Level;
  readonly urgency?: Level;
  readonly at: StoryTime;
  readonly by: Actor;
  readonly happenings?: readonly Happening[];
}

/** One thing that somebody does with a ticket. */
export type Happening = { readonly at: StoryTime; readonly by: Actor } & Deed;

type Deed =
  | { readonly does: 'pickUp' }
  | { readonly does: 'assign'; readonly to: Actor | null }
  | { readonly does: 'move'; readonly step: string; readonly reason?: string }
  | { readonly does: 'note' | 'reply'; readonly text: string }
  | { readonly does: 'declareMajor' }
  | { readonly does: 'setDue'; readonly name: string; readonly in: string };

/** A commit of the shop's repository. The files as they are at the end stand in shop/. */
export interface StoryCommit {
  readonly at: StoryTime;
  readonly by: Actor;
  /** `{name}` stands for the key of a ticket, which is linked with the commit. */
  readonly message: string;
  /** Files that come with this commit. */
  readonly adds?: readonly string[];
  /** What this commit changes: `from` is what stood there before `to`. */
  readonly edits?: readonly StoryEdit[];
}

interface StoryEdit {
  readonly file: string;
  readonly from: string;
  readonly to: string;
}
