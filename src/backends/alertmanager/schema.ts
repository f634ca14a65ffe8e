import * as v from 'valibot';

/** A time in UTC with milliseconds, whatever offset and precision the server writes. */
const instant = v.pipe(
  v.string(),
  v.check((text) => !Number.isNaN(Date.parse(text)), 'expected a time'),
  v.transform((text) => new Date(text).toISOString()),
);
const labels = v.record(v.string(), v.string());
const names = v.nullish(v.array(v.string()), []);

const alert = v.object({
  /** 64 bits of a hash of the labels, in hexadecimal. */
  fingerprint: v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/)),
  labels,
  annotations: v.nullish(labels, {}),
  startsAt: instant,
  generatorURL: v.nullish(v.string(), ''),
  receivers: v.nullish(v.array(v.object({ name: v.string() })), []),
  status: v.object({
    /** `active`, `suppressed` or `unprocessed`. */
    state: v.string(),
    /** The ids of the silences that hold now. */
    silencedBy: names,
    /** The fingerprints of the alerts that keep it quiet. */
    inhibitedBy: names,
  }),
});
export const alerts = v.array(alert);
export type WireAlert = v.InferOutput<typeof alert>;

const matcher = v.object({
  name: v.string(),
  value: v.string(),
  isRegex: v.boolean(),
  isEqual: v.nullish(v.boolean(), true),
});
export type WireMatcher = v.InferOutput<typeof matcher>;

export const silence = v.object({
  id: v.string(),
  status: v.object({ state: v.picklist(['active', 'pending', 'expired']) }),
  updatedAt: instant,
  startsAt: instant,
  endsAt: instant,
  createdBy: v.nullish(v.string(), ''),
  comment: v.nullish(v.string(), ''),
  matchers: v.array(matcher),
  /** Since 0.33. */
  annotations: v.exactOptional(labels),
});
export const silences = v.array(silence);
export type WireSilence = v.InferOutput<typeof silence>;

/** What is sent: a new silence, or one that is there with its id. */
export type WireSilenceDraft = Omit<WireSilence, 'id' | 'status' | 'updatedAt'> & { readonly id?: string };

export const posted = v.object({ silenceID: v.pipe(v.string(), v.nonEmpty()) });

/** The answer has the whole configuration too, which is not read. */
export const status = v.object({ versionInfo: v.object({ version: v.string() }) });
