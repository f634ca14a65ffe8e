/** What a screen reader says of each element. Runs in the page. */
export function ariaLabels(elements: readonly { getAttribute(name: string): string | null }[]): string[] {
  return elements.map((element) => element.getAttribute('aria-label') ?? '');
}
