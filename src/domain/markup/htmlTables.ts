import { defaultHandlers, type Handle } from 'hast-util-to-mdast';

type Element = Parameters<Handle>[1];

/** Mails arrange their text in tables. One that holds data stays a table; one that only arranges becomes its cells, one after the other. */
export const layoutAwareTable: Handle = (state, node) => {
  const tables = inside(node, 'table');
  const rows = inside(node, 'tr').map((row) => row.children.filter((child) => isElement(child, 'td', 'th')));
  const holdsData = tables.length === 0 && rows.length > 1 && rows.some((row) => row.length > 1);
  if (holdsData) return defaultHandlers.table(state, node);
  const cells = own(node, ['td', 'th', 'caption']);
  return cells.flatMap((cell) => state.toFlow(state.all(cell)));
};

function inside(node: Element, name: string): Element[] {
  return node.children.flatMap((child) =>
    child.type === 'element' ? [...(child.tagName === name ? [child] : []), ...inside(child, name)] : [],
  );
}

/** The elements of these names that belong to this table, not to one within it. */
function own(node: Element, names: readonly string[]): Element[] {
  return node.children.flatMap((child) => {
    if (child.type !== 'element') return [];
    return names.includes(child.tagName) ? [child] : own(child, names);
  });
}

function isElement(node: Element['children'][number], ...names: readonly string[]): boolean {
  return node.type === 'element' && names.includes(node.tagName);
}
