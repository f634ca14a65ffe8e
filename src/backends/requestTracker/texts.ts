import { htmlToMarkdown } from '../../domain/markup/fromHtml.ts';
import { plainToMarkdown } from '../../domain/markup/fromPlain.ts';
import type { Markdown } from '../../domain/ticket.ts';
import type { RtApi } from './api.ts';
import type { WireAttachment } from './schema.ts';

/** What somebody wrote, as it is and as Markdown. */
export interface WrittenText {
  /** Without a marker's line. */
  readonly body: Markdown;
  /** The text as it is stored, for looking for a marker. */
  readonly raw: string;
}

/** The texts of transactions, by the transactions' numbers. A mail may have its text twice; the richer one is taken, as the web pages do. */
export async function textsOf(api: RtApi, transactions: readonly string[]): Promise<ReadonlyMap<string, WrittenText>> {
  const parts = await api.texts(transactions);
  const byTransaction = new Map<string, WireAttachment[]>();
  for (const part of parts) {
    byTransaction.set(part.TransactionId, [...(byTransaction.get(part.TransactionId) ?? []), part]);
  }
  return new Map([...byTransaction].map(([id, own]) => [id, textOf(own)]));
}

function textOf(parts: readonly WireAttachment[]): WrittenText {
  const rich = parts.filter(({ ContentType }) => ContentType === 'text/html');
  const taken = rich.length > 0 ? rich : parts;
  return {
    body: taken
      .map(({ ContentType, Content }) =>
        ContentType === 'text/html' ? htmlToMarkdown(Content) : plainToMarkdown(withoutMarker(Content)),
      )
      .join('\n\n')
      .trim(),
    raw: parts.map(({ Content }) => Content).join('\n'),
  };
}

/** The line under a text that says which commit (or other cause) it is of. Other clients, and people, see it. */
export function markerLine(marker: string): string {
  return `[footbridge:${marker.replaceAll(/[\r\n]+/g, ' ')}]`;
}

function withoutMarker(text: string): string {
  const trimmed = text.trimEnd();
  const line = trimmed.slice(trimmed.lastIndexOf('\n') + 1);
  return line.startsWith('[footbridge:') && line.endsWith(']') ? trimmed.slice(0, -line.length) : trimmed;
}
