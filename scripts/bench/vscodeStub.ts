/**
 * For node's `--import`: lets a plain Node import the extension's bundle, to see how long its code takes to load. Nothing of it is called,
 * so nothing is tested with it.
 * @param code the bundle, which says what it takes from `vscode`.
 */
export function vscodeStub(code: string): string {
  const taken = [...code.matchAll(/import\s*\{([^}]*)\}\s*from\s*"vscode"/g)].flatMap(([, names = '']) =>
    names.split(','),
  );
  const names = new Set(taken.map((name) => name.trim().split(' as ')[0] ?? name));
  const stub = `const stub = new Proxy(function () {}, {
    get: (_, name) => (name === Symbol.toPrimitive ? () => '' : stub), construct: () => stub, apply: () => stub,
  });
  ${[...names].map((name) => `export const ${name} = stub;`).join(' ')}`;
  const hooks = `export async function resolve(specifier, context, next) {
    return specifier === 'vscode' ? { url: 'stub:vscode', shortCircuit: true } : next(specifier, context);
  }
  export async function load(url, context, next) {
    return url === 'stub:vscode' ? { format: 'module', source: ${JSON.stringify(stub)}, shortCircuit: true } : next(url, context);
  }`;
  return asModule(`import { register } from 'node:module'; register(${JSON.stringify(asModule(hooks))});`);
}

function asModule(code: string): string {
  return `data:text/javascript,${encodeURIComponent(code)}`;
}
