import * as l10n from '@vscode/l10n';
import type { ComponentChild, JSX } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { splitMarkdown } from '../src/domain/markup/markdownPieces.ts';
import {
  parseMarkdown,
  type Block,
  type Inline,
  type ListItem,
  type TableRow,
} from '../src/domain/markup/markdownTree.ts';
import { useHost } from './host.ts';
import { Button } from './toolkit.ts';

/** Pieces of a text that are shown before the reader asks for all of it: some ten screens. */
const firstPieces = 2;

/** A ticket's text. A long one is cut; all of it comes piece by piece, so that the page answers meanwhile. */
export function MarkdownText({ text }: { readonly text: string }): JSX.Element {
  const pieces = useMemo(() => splitMarkdown(text), [text]);
  const [wanted, setWanted] = useState(firstPieces);
  const [shown, setShown] = useState(firstPieces);
  useEffect(() => {
    if (shown >= Math.min(wanted, pieces.length)) return undefined;
    const timer = setTimeout(() => setShown(shown + 1));
    return () => clearTimeout(timer);
  }, [shown, wanted, pieces]);
  return (
    <div class="markdown">
      {pieces.slice(0, shown).map((piece, index) => (
        <Piece key={index} text={piece} />
      ))}
      {wanted < pieces.length && (
        <p class="more">
          <span>{l10n.t('This is the beginning of a long text.')}</span>{' '}
          <Button onClick={() => setWanted(pieces.length)}>{l10n.t('Show all {0} characters', text.length)}</Button>
        </p>
      )}
    </div>
  );
}

function Piece({ text }: { readonly text: string }): JSX.Element {
  return useMemo(() => <div class="piece">{parseMarkdown(text).map(block)}</div>, [text]);
}

function block(node: Block): ComponentChild {
  switch (node.type) {
    case 'paragraph':
      return <p dir="auto">{node.children.map(inline)}</p>;
    case 'heading':
      // The page's own headings are above: a ticket's text is inside a section.
      return (
        <p class={`heading heading-${node.depth}`} role="heading" aria-level={Math.min(node.depth + 2, 6)} dir="auto">
          {node.children.map(inline)}
        </p>
      );
    case 'quote':
      return <blockquote>{node.children.map(block)}</blockquote>;
    case 'list':
      return node.start === undefined ? (
        <ul>{node.items.map(item)}</ul>
      ) : (
        <ol start={node.start}>{node.items.map(item)}</ol>
      );
    case 'code':
      return (
        <pre dir="ltr" tabIndex={0} aria-label={l10n.t('Code')}>
          <code>{node.children.map(inline)}</code>
        </pre>
      );
    case 'plain':
      return (
        <p class="plain" dir="auto">
          {node.children.map(inline)}
        </p>
      );
    case 'table':
      return <Table rows={node.rows} />;
    case 'rule':
      return <hr />;
    default:
      return node satisfies never;
  }
}

function item({ checked, children }: ListItem): JSX.Element {
  if (checked === undefined) return <li>{children.map(block)}</li>;
  return (
    <li class="task">
      <span role="img" aria-label={checked ? l10n.t('Done') : l10n.t('To do')}>
        {checked ? '☑' : '☐'}
      </span>
      <div>{children.map(block)}</div>
    </li>
  );
}

function Table({ rows: [head = [], ...body] }: { readonly rows: readonly TableRow[] }): JSX.Element {
  return (
    <div class="wide" role="region" aria-label={l10n.t('Table')} tabIndex={0}>
      <table>
        <thead>
          <tr>
            {head.map((cell) => (
              <th scope="col" dir="auto">
                {cell.map(inline)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {body.map((row) => (
            <tr>
              {row.map((cell) => (
                <td dir="auto">{cell.map(inline)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function inline(node: Inline): ComponentChild {
  switch (node.type) {
    case 'text':
      return node.text;
    case 'strong':
      return <strong>{node.children.map(inline)}</strong>;
    case 'emphasis':
      return <em>{node.children.map(inline)}</em>;
    case 'deleted':
      return <del>{node.children.map(inline)}</del>;
    case 'code':
      return <code>{node.children.map(inline)}</code>;
    case 'break':
      return <br />;
    case 'link':
      return <Link url={node.url}>{node.text}</Link>;
    case 'image':
      return <Image {...node} />;
    case 'place':
      return <Place {...node} />;
    default:
      return node satisfies never;
  }
}

/** A link that the editor opens, after a check of its own. */
export function Link({ url, children }: { readonly url: string; readonly children: string }): JSX.Element {
  const host = useHost();
  const open = (event: Event): void => {
    event.preventDefault();
    // VS Code itself opens links that a click reaches: this would be the second time.
    event.stopPropagation();
    host.openLink(url);
  };
  return (
    <a href={url} title={url} onClick={open}>
      <bdi>{children}</bdi>
    </a>
  );
}

function Image({ url, alt }: Extract<Inline, { type: 'image' }>): JSX.Element {
  const words = alt === '' ? l10n.t('Image') : l10n.t('Image: {0}', alt);
  return url === undefined ? <span>[{words}]</span> : <Link url={url}>{words}</Link>;
}

function Place({ text, path, line, column }: Extract<Inline, { type: 'place' }>): JSX.Element {
  const host = useHost();
  const title = line === undefined ? l10n.t('Open {0}', path) : l10n.t('Open {0} at line {1}', path, line);
  return (
    <button
      type="button"
      class="place"
      title={title}
      onClick={() =>
        host.openPlace({ path, ...(line === undefined ? {} : { line }), ...(column === undefined ? {} : { column }) })
      }
    >
      {text}
    </button>
  );
}
