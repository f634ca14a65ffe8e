/** How the requests of one connection go out. Absent parts: as the machine, or the editor, does it. */
export interface Network {
  readonly tls?: TlsFiles;
  /** The proxy for an address; undefined: none. Absent as a whole in the editor, which sends everything through its own settings. */
  readonly proxyFor?: (url: URL) => URL | undefined;
}

/** What a connection's `caFile` and `clientCertificate` hold, in PEM. */
export interface TlsFiles {
  /** All certificates that are trusted, the machine's own among them. */
  readonly ca?: readonly string[];
  /** The client's certificate, with those that stand between it and its authority. */
  readonly cert?: string;
  readonly key?: string;
}
