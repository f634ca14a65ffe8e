/** Every name that the extension takes from `vscode`. The bench fails with the name that is missing here. */
const names = [
  'CancellationError commands Diagnostic DiagnosticSeverity Disposable env EventEmitter l10n languages MarkdownString',
  'Position ProgressLocation Range RelativePattern Selection StatusBarAlignment ThemeColor ThemeIcon TreeItem',
  'TreeItemCollapsibleState Uri ViewColumn window workspace',
].flatMap((line) => line.split(' '));

const stub = `const stub = new Proxy(function () {}, {
  get: (_, name) => (name === Symbol.toPrimitive ? () => '' : stub), construct: () => stub, apply: () => stub,
});
${names.map((name) => `export const ${name} = stub;`).join('\n')}`;

const hooks = `export async function resolve(specifier, context, next) {
  return specifier === 'vscode' ? { url: 'stub:vscode', shortCircuit: true } : next(specifier, context);
}
export async function load(url, context, next) {
  return url === 'stub:vscode' ? { format: 'module', source: ${JSON.stringify(stub)}, shortCircuit: true } : next(url, context);
}`;

/**
 * For node's `--import`: lets a plain Node import the extension's bundle, to see how long its code takes to load. Nothing of it is called,
 * so nothing is tested with it.
 */
export const vscodeStub = asModule(
  `import { register } from 'node:module'; register(${JSON.stringify(asModule(hooks))});`,
);

function asModule(code: string): string {
  return `data:text/javascript,${encodeURIComponent(code)}`;
}
