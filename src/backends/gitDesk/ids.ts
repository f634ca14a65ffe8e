import { createHash, randomBytes } from 'node:crypto';
import { kinds, type Kind } from '../../domain/ticket.ts';

/**
 * Crockford's base 32 (crockford.com/base32.html): no I, L, O and U, so that what is read aloud or copied from paper
 * comes out the same.
 */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** 128 random bits, so that clones never have to agree on a number. */
export function newTicketId(): string {
  return encode(randomBytes(16));
}

/** Makes an event's name unlike any other by the same person at the same time: 50 random bits. */
export function newEventSuffix(): string {
  return encode(randomBytes(7)).slice(0, 10);
}

/** The first bits come first, so that a prefix is as random as the whole; the last digit carries what is left over. */
function encode(bytes: Uint8Array): string {
  let text = '';
  let bits = 0;
  let value = 0;
  for (const byte of bytes) {
    value = (value << 8) | byte;
    bits += 8;
    for (; bits >= 5; bits -= 5) text += alphabet[(value >> (bits - 5)) & 31];
    value &= (1 << bits) - 1;
  }
  return bits === 0 ? text : text + alphabet[(value << (5 - bits)) & 31];
}

/** The folder of a ticket's events: 256 folders keep git's trees small. It is the first byte of the id. */
export function folderOf(id: string): string {
  const value = alphabet.indexOf(id[0] ?? '') * 32 + alphabet.indexOf(id[1] ?? '');
  return `tickets/${(value >> 2).toString(16).padStart(2, '0')}/${id}`;
}

/** Who wrote an event, as its name has it: short, and no address in a path. */
export function actorOf(email: string): string {
  return createHash('sha256').update(email.toLowerCase()).digest('hex').slice(0, 8);
}

const prefixes: Readonly<Record<Kind, string>> = {
  incident: 'INC',
  request: 'REQ',
  task: 'TSK',
  change: 'CHG',
  problem: 'PRB',
  alert: 'ALR',
};

export function keyOf(kind: Kind, id: string, length: number): string {
  return `${prefixes[kind]}-${id.slice(0, length)}`;
}

export interface TypedKey {
  /** The beginning of an id, in its own characters. */
  readonly prefix: string;
  readonly kind?: Kind;
}

/**
 * Reads a key as people type it: in any case, with or without its kind, with the letters that look like digits.
 * @returns undefined if it cannot be one: fewer than four characters name too many.
 */
export function parseKey(text: string): TypedKey | undefined {
  const [, kindPrefix, typed = ''] = /^(?:([A-Z]{3})-)?([0-9A-Z]{4,26})$/.exec(text.trim().toUpperCase()) ?? [];
  const prefix = typed.replaceAll(/[IL]/g, '1').replaceAll('O', '0');
  if (prefix === '' || prefix.includes('U')) return undefined;
  if (kindPrefix === undefined) return { prefix };
  const kind = kindOf(kindPrefix);
  return kind === undefined ? undefined : { prefix, kind };
}

function kindOf(prefix: string): Kind | undefined {
  return kinds.find((kind) => prefixes[kind] === prefix);
}
