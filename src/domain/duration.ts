/** `15m`, `4h`, `1d`, `2w`: how the link file writes a duration. Four digits keep every sum within what a Date can hold. */
export const durationPattern = /^[1-9][0-9]{0,3}[mhdw]$/;

const units = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;

/** The milliseconds of a duration; undefined if the text is none. A day has 24 hours: calendars of working hours are the backends'. */
export function parseDuration(text: string): number | undefined {
  return durationPattern.test(text) ? Number(text.slice(0, -1)) * unitOf(text.at(-1)) : undefined;
}

function unitOf(letter: string | undefined): number {
  return Object.entries(units).find(([unit]) => unit === letter)?.[1] ?? Number.NaN;
}
