import * as l10n from '@vscode/l10n';
import { externalUrl } from '../../domain/markup/externalUrl.ts';
import { plainToMarkdown } from '../../domain/markup/fromPlain.ts';
import { oneLine } from '../../domain/markup/safeText.ts';
import type { Markdown, TicketLink } from '../../domain/ticket.ts';
import type { WireAlert } from './schema.ts';

type Annotated = Pick<WireAlert, 'annotations' | 'labels'>;

/** Where rules write the one line that says what is wrong, the usual first. */
const titles = ['summary', 'title', 'message'];

/** The annotation for it; without one the alert's name and where it is. */
export function titleOf({ annotations, labels }: Annotated): string {
  const name = titleAnnotation(annotations);
  const said = name === undefined ? '' : oneLine(annotations[name] ?? '');
  if (said !== '') return said;
  const { alertname = '', instance } = labels;
  const what = oneLine(alertname) || l10n.t('Alert');
  return instance === undefined ? what : `${what} (${oneLine(instance)})`;
}

function titleAnnotation(annotations: WireAlert['annotations']): string | undefined {
  return titles.find((name) => (annotations[name] ?? '').trim() !== '');
}

/** The annotations that are no title and no link, the description first, and the labels. They are text, whatever it looks like. */
export function bodyOf({ annotations, labels }: Annotated): Markdown {
  const title = titleAnnotation(annotations);
  const description = annotations['description'] ?? '';
  const others = Object.entries(annotations).filter(
    ([name, value]) => name !== title && name !== 'description' && webAddress(value) === undefined,
  );
  return [
    plainToMarkdown(description),
    ...others.map(([name, value]) => `**${inLine(name)}:** ${plainToMarkdown(value)}`),
    Object.entries(labels)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, value]) => `- **${inLine(name)}:** ${inLine(value)}`)
      .join('\n'),
  ]
    .filter((part) => part.trim() !== '')
    .join('\n\n');
}

function inLine(text: string): Markdown {
  return plainToMarkdown(oneLine(text));
}

/** Runbooks, dashboards, and the expression that fired: every annotation that is an address. */
export function linksOf({ annotations, generatorURL }: WireAlert): TicketLink[] {
  const named = Object.entries(annotations).map(([name, value]) => [oneLine(name), value] as const);
  return [...named, [l10n.t('Source'), generatorURL] as const].flatMap(([label, value]) => {
    const url = webAddress(value);
    return url === undefined ? [] : [{ label, url }];
  });
}

function webAddress(text: string): string | undefined {
  const url = externalUrl(text.trim());
  return url?.startsWith('http') === true ? url : undefined;
}
