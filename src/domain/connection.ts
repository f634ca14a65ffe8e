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
}

/** The connection that every git repository has without anybody setting it up. */
export const deskConnection: Connection = { alias: 'git', kind: 'git' };

export type Credential =
  | { readonly type: 'token'; readonly token: string }
  | { readonly type: 'password'; readonly user: string; readonly password: string };

/** `https://rt.example.org:8443`: the part of an address that a credential is bound to. */
export function originOf(connection: Connection): string | undefined {
  return connection.url === undefined ? undefined : new URL(connection.url).origin;
}
