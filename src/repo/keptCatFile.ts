import { catFileParser, type CatFileAnswer } from './catFile.ts';
import type { Git, GitStream } from './gitProcess.ts';

/** Milliseconds without a question after which the git that answers is let go. */
const idle = 10_000;

/**
 * Looks up single objects. Starting a git takes longer than anything that it does for this, so one
 * `git cat-file --batch` is kept for as long as questions come. It looks refs up anew each time.
 */
export class KeptCatFile {
  readonly #git: Git;
  #running: Conversation | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(git: Git) {
    this.#git = git;
  }

  /** @param name a ref or an id, already checked. @returns undefined if git ended without an answer. */
  async ask(name: string): Promise<CatFileAnswer | undefined> {
    this.#running ??= this.#start();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#running?.stop(), idle).unref();
    return this.#running.ask(name);
  }

  #start(): Conversation {
    const conversation: Conversation = new Conversation(this.#git.start(['cat-file', '--batch']), () => {
      if (this.#running === conversation) this.#running = undefined;
    });
    return conversation;
  }
}

/** Puts questions to a running `git cat-file --batch`, which answers them in the same order. */
class Conversation {
  readonly #stream: GitStream;
  readonly #questions: ((answer: CatFileAnswer | undefined) => void)[] = [];

  constructor(stream: GitStream, ended: () => void) {
    this.#stream = stream;
    const parse = catFileParser();
    stream.stdout.on('data', (chunk: Buffer) => {
      for (const answer of parse(chunk)) this.#questions.shift()?.(answer);
      if (this.#questions.length === 0) stream.keepAlive(false);
    });
    stream.keepAlive(false);
    void this.#end(ended);
  }

  async ask(name: string): Promise<CatFileAnswer | undefined> {
    return new Promise((resolve) => {
      this.#questions.push(resolve);
      this.#stream.keepAlive(true);
      this.#stream.stdin.write(`${name}\n`);
    });
  }

  stop(): void {
    this.#stream.stop();
  }

  async #end(ended: () => void): Promise<void> {
    await this.#stream.exit;
    ended();
    for (const answer of this.#questions.splice(0)) answer(undefined);
  }
}
