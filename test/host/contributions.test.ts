import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';
import * as vscode from 'vscode';
import { commandTable } from '../../src/vscode/commands/table.ts';

const commands = v.array(v.object({ command: v.string(), title: v.string(), category: v.string() }));
const manifestSchema = v.object({
  contributes: v.object({
    commands,
    menus: v.record(v.string(), v.array(v.object({ command: v.string(), when: v.string() }))),
    configuration: v.object({ properties: v.record(v.string(), v.object({ scope: v.optional(v.string()) })) }),
  }),
});

describe('What Footbridge contributes', () => {
  const extension = vscode.extensions.getExtension('footbridge.footbridge');
  assert.ok(extension !== undefined);
  const { contributes } = v.parse(manifestSchema, extension.packageJSON);

  before(() => extension.activate());

  it('does something for every command of its manifest, and has no other', async () => {
    const declared = contributes.commands.map(({ command }) => command);
    assert.deepEqual(Object.keys(commandTable).toSorted(), declared.toSorted());
    const registered = new Set(await vscode.commands.getCommands(true));
    assert.deepEqual(
      declared.filter((command) => !registered.has(command)),
      [],
    );
  });

  it('has only its own commands in its menus', () => {
    const declared = new Set(contributes.commands.map(({ command }) => command));
    const used = Object.values(contributes.menus).flatMap((items) => items.map(({ command }) => command));
    assert.deepEqual(
      used.filter((command) => !declared.has(command)),
      [],
    );
  });

  it('has words for everything that the manifest names', () => {
    const [manifest = '', strings = ''] = ['package.json', 'package.nls.json'].map((name) =>
      readFileSync(path.join(extension.extensionPath, name), 'utf8'),
    );
    const words = v.parse(v.pipe(v.string(), v.parseJson(), v.record(v.string(), v.string())), strings);
    const named = [...manifest.matchAll(/"%([^%"]+)%"/g)].map(([, key]) => key);
    assert.deepEqual(
      named.filter((key) => key === undefined || words[key] === undefined),
      [],
    );
    assert.deepEqual(
      Object.keys(words).filter((key) => !named.includes(key)),
      [],
    );
  });

  it('lets no folder set the addresses that get a token', () => {
    assert.equal(contributes.configuration.properties['footbridge.connections']?.scope, 'application');
  });
});
