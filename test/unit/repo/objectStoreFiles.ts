import assert from 'node:assert/strict';
import type { ObjectStore } from '../../../src/domain/ports.ts';

export const ref = 'refs/footbridge/desk';

/** Appends files to a ref, which must not have moved. */
export async function append(
  store: ObjectStore,
  parent: string | undefined,
  files: Record<string, string>,
  to = ref,
): Promise<string> {
  const list = Object.entries(files).map(([name, content]) => ({ path: name, content }));
  const commit = await store.append(to, parent, list, 'test');
  assert.ok(commit !== undefined, 'the ref has not moved');
  return commit;
}

/** The files of a commit by their paths. */
export async function readAll(store: ObjectStore, commit: string | undefined): Promise<Record<string, string>> {
  assert.ok(commit !== undefined);
  return collect(store.readAll(commit));
}

export async function readAdded(store: ObjectStore, from: string, to: string): Promise<Record<string, string>> {
  return collect(store.readAdded(from, to));
}

async function collect(
  batches: AsyncIterable<readonly { readonly path: string; readonly content: string }[]>,
): Promise<Record<string, string>> {
  const files: Record<string, string> = {};
  for await (const batch of batches) for (const file of batch) files[file.path] = file.content;
  return files;
}
