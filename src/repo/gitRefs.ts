import type { Git, GitStream } from './gitProcess.ts';

/** Milliseconds without a question after which the git that answers is let go. */
const idle = 10_000;

/**
 * Tells where refs are. Starting a git takes longer than anything that it does for this, so one `git cat-file --batch`
 * is kept for as long as questions come; it looks a ref up anew each time.
 */
export class GitRefs {
  readonly #git: Git;
  #reader: RefReader | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(git: Git) {
    this.#git = git;
  }

  async resolve(ref: string): Promise<string | undefined> {
    this.#reader ??= this.#start();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#reader?.stop(), idle).unref();
    return (await this.#reader.ask(ref)) ?? this.#resolveAlone(ref);
  }

  #start(): RefReader {
    const reader: RefReader = new RefReader(this.#git.start(['cat-file', '--batch']), () => {
      if (this.#reader === reader) this.#reader = undefined;
    });
    return reader;
  }

  /** For all that is not a plain answer: no such ref, no repository, no git. */
  async #resolveAlone(ref: string): Promise<string | undefined> {
    const { code, stdout } = await this.#git.run(['rev-parse', '--verify', '--quiet', ref], { exits: [0, 1] });
    return code === 0 ? stdout.trim() : undefined;
  }
}

/** Puts questions to a running `git cat-file --batch` and reads the answers in the same order. */
class RefReader {
  readonly #stream: GitStream;
  readonly #questions: ((commit: string | undefined) => void)[] = [];
  #pending: Buffer = Buffer.alloc(0);

  constructor(stream: GitStream, ended: () => void) {
    this.#stream = stream;
    stream.stdout.on('data', (chunk: Buffer) => this.#take(chunk));
    void this.#end(ended);
    stream.keepAlive(false);
  }

  async ask(ref: string): Promise<string | undefined> {
    return new Promise((resolve) => {
      this.#questions.push(resolve);
      this.#stream.keepAlive(true);
      this.#stream.stdin.write(`${ref}\n`);
    });
  }

  stop(): void {
    this.#stream.stop();
  }

  /** `<id> SP <type> SP <size> LF <content> LF`, or `<ref> SP missing LF` */
  #take(chunk: Buffer): void {
    this.#pending = Buffer.concat([this.#pending, chunk]);
    for (;;) {
      const end = this.#pending.indexOf(0x0a);
      if (end === -1) return;
      const [, id, type, size] = /^([0-9a-f]+) (\w+) (\d+)$/.exec(this.#pending.toString('latin1', 0, end)) ?? [];
      const length = end + 1 + (size === undefined ? 0 : Number(size) + 1);
      if (this.#pending.length < length) return;
      this.#pending = this.#pending.subarray(length);
      this.#questions.shift()?.(type === 'commit' ? id : undefined);
      if (this.#questions.length === 0) this.#stream.keepAlive(false);
    }
  }

  async #end(ended: () => void): Promise<void> {
    await this.#stream.exit;
    ended();
    for (const answer of this.#questions.splice(0)) answer(undefined);
  }
}
