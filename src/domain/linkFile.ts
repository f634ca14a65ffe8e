import type { Connection } from './connection.ts';
import type { Links, ServiceLink } from './service.ts';

/** A link file as far as it could be understood, and what is wrong with the rest. */
export interface LinkFile {
  readonly links: Links;
  readonly problems: readonly LinkProblem[];
}

/** Something in a link file that its author should know, with its place for an editor or a compiler-like message. */
export interface LinkProblem {
  /** What is wrong and what to do, in sentences. */
  readonly message: string;
  /** `error`: what it is about was left out. `warning`: it is used all the same. */
  readonly severity: 'error' | 'warning';
  readonly start: TextPosition;
  /** The place behind the last character. */
  readonly end: TextPosition;
}

/** Counted from 0; columns in UTF-16 units, as editors count. */
interface TextPosition {
  readonly line: number;
  readonly column: number;
}

/** A service as it goes into the link file. */
export interface WrittenService {
  readonly name: string;
  readonly paths: readonly string[];
  readonly tickets: readonly ServiceLink[];
  /** The connections of its links, which the file proposes to others. Their accounts and files are the user's own and stay here. */
  readonly connections: readonly Connection[];
}
