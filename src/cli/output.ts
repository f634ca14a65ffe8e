import { explain } from '../domain/errors.ts';

/** What a process tells its caller (design: the command line). */
export const exitCodes = { done: 0, failed: 1, usage: 2, refused: 3, partly: 4 } as const;

/** What a command line needs of its process. */
export type CliProcess = Pick<NodeJS.Process, 'argv' | 'stdout' | 'stderr' | 'cwd'> & {
  exitCode?: NodeJS.Process['exitCode'];
};

export interface Output {
  /** The result: one JSON document, or text for people. */
  readonly result: (value: unknown, text: string) => void;
  /** For people only: to stderr, so that it never stands in a document. */
  readonly message: (text: string) => void;
  /** A part that failed although the rest is done: the process ends with `partly`. */
  readonly problem: (error: unknown) => void;
  readonly exit: (code: number) => void;
}

export function openOutput(json: boolean, process: Pick<CliProcess, 'stdout' | 'stderr' | 'exitCode'>): Output {
  const exit = (code: number): void => {
    process.exitCode = code;
  };
  const message = (text: string): void => {
    process.stderr.write(`${text}\n`);
  };
  return {
    result: (value, text) => {
      process.stdout.write(json ? `${JSON.stringify(value, undefined, 2)}\n` : text === '' ? '' : `${text}\n`);
    },
    message,
    problem: (error) => {
      message(explain(error));
      exit(exitCodes.partly);
    },
    exit,
  };
}
