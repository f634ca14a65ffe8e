import type { Boot } from '../../protocol/boot.ts';

interface TicketHtmlOptions {
  /** What the page's script starts with. */
  readonly boot: Boot;
  /** Shown until the script runs, and by what lists the pages of a window. */
  readonly title: string;
  /** The webview's own origin. */
  readonly cspSource: string;
  /** Unguessable and new for every page. */
  readonly nonce: string;
  readonly script: string;
  readonly style: string;
}

/**
 * The page that a webview loads. Nothing in it comes from a ticket but its title, and that as text.
 *
 * The toolkit needs no more than the policy gives: its styles are constructed (`adoptedStyleSheets`), which a policy does not
 * concern, it loads neither fonts nor pictures, and the one style element by which it tries `:focus-visible` takes its nonce
 * from `csp-nonce`. https://code.visualstudio.com/api/extension-guides/webview#content-security-policy
 */
export function ticketHtml({ boot, title, cspSource, nonce, script, style }: TicketHtmlOptions): string {
  const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src ${cspSource} 'nonce-${nonce}'; base-uri 'none'; form-action 'none'`;
  return `<!DOCTYPE html>
<html lang="${escaped(boot.language)}">
  <head>
    <meta charset="utf-8" />
    <meta http-equiv="Content-Security-Policy" content="${escaped(policy)}" />
    <meta property="csp-nonce" content="${nonce}" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>${escaped(title)}</title>
    <link rel="stylesheet" href="${escaped(style)}" />
  </head>
  <body data-boot="${escaped(JSON.stringify(boot))}">
    <script type="module" nonce="${nonce}" src="${escaped(script)}"></script>
  </body>
</html>
`;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (char) => entities[char] ?? char);
}
