/** Text for a label in which VS Code draws `$(icon)`: pickers and the status bar. What a ticket says is drawn as it is written. */
export function escapeIcons(text: string): string {
  return text.replaceAll('$(', '\\$(');
}
