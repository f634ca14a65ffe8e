/**
 * A text whose characters cannot deceive: the controls that turn the direction of what follows (a "Trojan Source",
 * CVE-2021-42574) and the C0 and C1 controls are shown by name, `[U+202E]`. The marks that right-to-left text
 * needs (U+200E, U+200F, U+061C), tabs and line ends stay.
 */
export function visibleText(text: string): string {
  return hidden.test(text) ? text.replaceAll(everyHidden, nameOf) : text;
}

const hidden = /[\u202A-\u202E\u2066-\u2069]|(?![\t\n\r])\p{Cc}/u;
const everyHidden = new RegExp(hidden, 'gu');

function nameOf(char: string): string {
  return `[U+${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}]`;
}
