/** A user's named access to one backend instance. It never holds a secret. */
export interface Connection {
  /** Lower-case letters, digits and `-`; unique among the user's connections. */
  readonly alias: string;
  /** The kind of backend, as the registry names it: `git`, `request-tracker`, … */
  readonly kind: string;
  /** The address of the instance, with the path it is served under. The git desk has none. */
  readonly url?: string;
  /** The login or e-mail address, where several accounts of one instance are in use or the sign-in needs it. */
  readonly account?: string;
  /** A file with certificates in PEM that are trusted for this connection beside the machine's own. */
  readonly caFile?: string;
  /** A file with the client's certificate and key in PEM, for servers that ask for one. */
  readonly clientCertificate?: string;
}

/** The connection that every git repository has without anybody setting it up. */
export const deskConnection: Connection = { alias: 'git', kind: 'git' };

/**
 * What a connection signs in with.
 *
 * - `session`: a token that the editor has got for its user and renews by itself
 * - `headers`: for a proxy before the product; every value is a secret
 * - `none`: the product has no sign-in; that the user has seen the origin and agreed is what is kept
 */
export type Credential =
  | { readonly type: 'token'; readonly token: string }
  | { readonly type: 'password'; readonly user: string; readonly password: string }
  | { readonly type: 'session'; readonly token: string }
  | { readonly type: 'headers'; readonly headers: Readonly<Record<string, string>> }
  | { readonly type: 'none' };

/** `https://rt.example.org:8443`: the part of an address that a credential is bound to. */
export function originOf(connection: Connection): string | undefined {
  return connection.url === undefined ? undefined : new URL(connection.url).origin;
}
