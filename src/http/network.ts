import type { SecureContext } from 'node:tls';

/** How the requests of one connection go out. Absent parts: as the machine, or the editor, does it. */
export interface Network {
  readonly tls?: Certificates;
  /** The proxy for an address; undefined: none. Absent as a whole in the editor, which sends everything through its own settings. */
  readonly proxyFor?: (url: URL) => URL | undefined;
}

/** What a connection's `caFile` and `clientCertificate` hold, in PEM, as options of each of its requests. */
export interface Certificates {
  /** All that are trusted, the machine's own among them. */
  readonly ca?: string[];
  /**
   * What is made of them, which takes a tenth of a second. They stay beside it: by them node tells the connections of two accounts apart,
   * and VS Code sees that it has none to add.
   */
  readonly secureContext?: SecureContext;
  /** The client's certificate, with those that stand between it and its authority. */
  readonly cert?: string;
  readonly key?: string;
}
