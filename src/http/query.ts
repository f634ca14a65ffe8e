/** Names and values in order; a name may stand several times. */
export type Query = readonly (readonly [name: string, value: string])[];

/** The text of a query or of a form. Every reserved character is escaped, so that no value can end its parameter. */
export function serialiseQuery(query: Query): string {
  return query.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join('&');
}
