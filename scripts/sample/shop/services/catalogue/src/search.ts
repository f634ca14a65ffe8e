/** The words of a query as the index has them. */
export function searchTerms(query: string): string[] {
  return query
    .normalize('NFKC')
    .toLowerCase()
    .split(/[^\p{L}\p{N}.]+/u)
    .filter((word) => word !== '');
}

const perPage = 24;

/** SQL and values for one page of results. */
export function searchQuery(
  query: string,
  page: number,
): { readonly text: string; readonly values: readonly unknown[] } {
  return {
    text: 'select sku, title, price from products where terms @> $1 order by rank desc limit $2 offset $3',
    values: [searchTerms(query), perPage, (page - 1) * perPage],
  };
}
