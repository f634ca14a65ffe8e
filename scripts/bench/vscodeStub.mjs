// Lets a plain Node import the extension's bundle, to see how long its code takes to load. Nothing of it is called.
import { register } from 'node:module';

const names =
  'CancellationError commands Diagnostic DiagnosticSeverity Disposable env EventEmitter l10n languages MarkdownString ProgressLocation Range RelativePattern StatusBarAlignment TabInputWebview ThemeColor ThemeIcon TreeItem TreeItemCollapsibleState Uri ViewColumn window workspace Selection Position FileType TextEditorRevealType';
const source = `const stub = new Proxy(function () {}, { get: (_, name) => name === Symbol.toPrimitive ? () => '' : stub, construct: () => stub, apply: () => stub });
${names
  .split(' ')
  .map((name) => `export const ${name} = stub;`)
  .join('\n')}`;
const hooks = `
export async function resolve(specifier, context, next) {
  return specifier === 'vscode' ? { url: 'stub:vscode', shortCircuit: true } : next(specifier, context);
}
export async function load(url, context, next) {
  return url === 'stub:vscode' ? { format: 'module', source: ${JSON.stringify(source)}, shortCircuit: true } : next(url, context);
}`;
register(`data:text/javascript,${encodeURIComponent(hooks)}`);
