import { oneLine } from '../../domain/markup/safeText.ts';

/** Redmine refuses a longer one. */
const longest = 255;

/** A title as a subject: one line, cut at a whole character with a visible mark where it is too long. */
export function subjectOf(title: string): string {
  return oneLine(title, longest);
}
