import type { PhrasingContent } from 'mdast';
import { externalUrl } from './externalUrl.ts';

const signs: Readonly<Record<string, 'strong' | 'emphasis' | 'delete' | 'plain'>> = {
  '*': 'strong',
  _: 'emphasis',
  '-': 'delete',
  '+': 'plain',
  '^': 'plain',
  '~': 'plain',
};

/** How deep marks nest before the rest is text. */
const maximumDepth = 12;

/**
 * One piece of wiki markup at a place. The order counts: what is escaped comes first. A sign marks text only where no letter stands
 * before it and no space after it, unless it is in braces. Marks reach
 * a few hundred letters, so that a text without an end to them is not searched again and again.
 */
const piece = new RegExp(
  [
    String.raw`(?<escaped>\\(?:[^\w\s\\]|_))`,
    String.raw`(?<entity>&(?:#\d{1,7}|amp|lt|gt|quot|nbsp);)`,
    String.raw`(?<end>\\\\|\n)`,
    String.raw`\{\{(?<code>(?:\\.|[^\n\\]){1,500}?)\}\}`,
    String.raw`\[~(?<user>[^\]\n]{1,200})\]`,
    String.raw`\[(?:(?<words>(?:\\.|[^\]|\n\\]){0,500})\|)?(?<target>[^\]|\s]{1,2000})(?:\|[^\]\n]{0,200})?\]`,
    String.raw`!(?<picture>[^\s!|]{1,500})(?:\|[^!\n]{0,200})?!`,
    String.raw`\{(?:color(?::[^}\n]{0,50})?|anchor:[^}\n]{0,200})\}`,
    String.raw`\{(?<brace>[*_+^~-])\}(?<braced>(?:\\.|[^\n\\]){1,500}?)\{\k<brace>\}`,
    String.raw`(?<![\p{L}\p{N}])(?<sign>[*_+^~-])(?=\S)(?<signed>(?:\\.|[^\n\\]){0,500}?[^\s\\]|\\.)\k<sign>(?![\p{L}\p{N}])`,
    String.raw`\?\?(?=\S)(?<cited>[^\n?]{1,500})\?\?`,
  ].join('|'),
  'gu',
);

/** Words of wiki markup as Markdown's tree has them. Line ends are kept, as Jira shows them. */
export function wikiPhrasing(text: string, depth = 0): PhrasingContent[] {
  if (depth > maximumDepth) return [{ type: 'text', value: text }];
  const made: PhrasingContent[] = [];
  let end = 0;
  for (const match of text.matchAll(piece)) {
    add(made, text.slice(end, match.index));
    for (const node of nodesOf(match.groups ?? {}, match[0], depth)) {
      if (node.type === 'text') add(made, node.value);
      else made.push(node);
    }
    end = match.index + match[0].length;
  }
  add(made, text.slice(end));
  while (made.at(-1)?.type === 'break') made.pop();
  return made;
}

/** Text beside text is one. */
function add(made: PhrasingContent[], value: string): void {
  const last = made.at(-1);
  if (value === '') return;
  if (last?.type === 'text') last.value += value;
  else made.push({ type: 'text', value });
}

function nodesOf(
  groups: Readonly<Record<string, string | undefined>>,
  whole: string,
  depth: number,
): PhrasingContent[] {
  const { escaped, entity, end, code, user, words, target, picture, brace, braced, sign, signed, cited } = groups;
  if (escaped !== undefined) return [{ type: 'text', value: escaped.slice(1) }];
  if (entity !== undefined) return [{ type: 'text', value: decoded(entity) }];
  if (end !== undefined) return [{ type: 'break' }];
  if (code !== undefined) return [{ type: 'inlineCode', value: plainText(code) }];
  if (user !== undefined) return [{ type: 'text', value: `@${user.replace(/^accountid:/, '')}` }];
  if (target !== undefined) return link(target, words, whole, depth);
  if (picture !== undefined) return pictureOf(picture, whole);
  if (cited !== undefined) return [{ type: 'emphasis', children: wikiPhrasing(cited, depth + 1) }];
  const mark = brace ?? sign;
  if (mark === undefined) return [];
  const children = wikiPhrasing(braced ?? signed ?? '', depth + 1);
  const type = signs[mark] ?? 'plain';
  return type === 'plain' ? children : [{ type, children }];
}

/** In brackets stand addresses, and names of pages, files and issues, which are text here. */
function link(target: string, words: string | undefined, whole: string, depth: number): PhrasingContent[] {
  const url = externalUrl(target);
  if (url === undefined)
    return [{ type: 'text', value: words === undefined ? whole : `${plainText(words)} (${target})` }];
  const children = words === undefined || words.trim() === '' ? [] : wikiPhrasing(words, depth + 1);
  return [{ type: 'link', url, children: children.length === 0 ? [{ type: 'text', value: url }] : children }];
}

/** A picture is not loaded unasked. */
function pictureOf(name: string, whole: string): PhrasingContent[] {
  const url = externalUrl(name);
  if (url !== undefined) return [{ type: 'link', url, children: [{ type: 'text', value: url }] }];
  return [{ type: 'text', value: /\.\w{2,5}$/.test(name) ? `[${name}]` : whole }];
}

function plainText(text: string): string {
  return text.replaceAll(/\\([^\w\s\\]|_)/g, '$1').replaceAll(/&(?:#\d{1,7}|amp|lt|gt|quot|nbsp);/g, decoded);
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: '\u00A0' };

function decoded(entity: string): string {
  const name = entity.slice(1, -1);
  if (!name.startsWith('#')) return entities[name] ?? entity;
  const code = Number(name.slice(1));
  return code > 0 && code <= 0x10_ff_ff ? String.fromCodePoint(code) : entity;
}
