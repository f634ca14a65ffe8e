import type { StoryTime } from './story.ts';

const minute = 60_000;

/** The moment that a time of the story means. @param now when the story ends. */
export function momentOf(time: StoryTime, now: Date): Date {
  const [, days, hours, minutes] = /^-(\d+) (\d\d):(\d\d)$/.exec(time) ?? [];
  if (days === undefined) return new Date(now.getTime() - spanOf(time));
  const moment = new Date(now);
  moment.setDate(moment.getDate() - Number(days));
  moment.setHours(Number(hours), Number(minutes), 0, 0);
  return moment;
}

/** `1d20h`, `3h40m` or `25m` in milliseconds. */
export function spanOf(text: string): number {
  const [whole, days = '0', hours = '0', minutes = '0'] = /^(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?$/.exec(text) ?? [];
  if (whole === undefined || whole === '') throw new Error(`The story has a time that is none: ${text}`);
  return ((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * minute;
}
