/** A matcher as Alertmanager writes it, `name="value"`. Only this file writes one; those of the link file are taken as they are. */
export type Matcher = string;

/**
 * The matcher of one label. Names with other characters than Prometheus's classic ones are quoted; servers that have such labels (0.27 and
 * later) read that.
 */
function exactly(name: string, value: string): Matcher {
  const written = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/.test(name) ? name : quote(name);
  return `${written}=${quote(value)}`;
}

function quote(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`;
}

/** The matchers of all labels, as the pages of Alertmanager write them into an address. */
export function allOf(labels: Readonly<Record<string, string>>): string {
  return `{${Object.entries(labels)
    .map(([name, value]) => exactly(name, value))
    .join(', ')}}`;
}

/** How much of an address the matchers may take. */
const longest = 1500;

/** Matchers that narrow a search to alerts (or silences) with these labels, as many as an address bears, the name first. */
export function narrowedTo(labels: Readonly<Record<string, string>>): readonly Matcher[] {
  const taken: Matcher[] = [];
  let length = 0;
  for (const [name, value] of Object.entries(labels).toSorted(([a], [b]) => rank(a) - rank(b))) {
    const matcher = exactly(name, value);
    length += encodeURIComponent(matcher).length;
    if (length > longest) break;
    taken.push(matcher);
  }
  return taken;
}

function rank(name: string): number {
  return name === 'alertname' ? 0 : 1;
}
