import { oneLine } from '../../domain/markup/safeText.ts';

/** A title has 255 characters at most; a longer one is refused (app/models/concerns/issuable.rb). */
const longest = 255;

/** A title as GitLab takes it: one line, cut with a visible mark where it is too long. */
export function titleOf(title: string): string {
  return oneLine(title, longest);
}
