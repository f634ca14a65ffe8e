import { closeSync, existsSync, openSync, readSync } from 'node:fs';

/** Passes on what is appended to a file. @returns what ends it, after a last look. */
export function followFile(file: string, onText: (text: string) => void): () => void {
  const decoder = new TextDecoder();
  const buffer = Buffer.alloc(64 * 1024);
  let position = 0;
  const look = (): void => {
    if (!existsSync(file)) return;
    const handle = openSync(file, 'r');
    for (let read = readSync(handle, buffer, 0, buffer.length, position); read > 0;) {
      onText(decoder.decode(buffer.subarray(0, read), { stream: true }));
      position += read;
      read = readSync(handle, buffer, 0, buffer.length, position);
    }
    closeSync(handle);
  };
  const timer = setInterval(look, 200);
  return () => {
    clearInterval(timer);
    look();
  };
}
