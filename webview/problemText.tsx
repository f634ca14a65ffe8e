import type { ComponentChildren, JSX } from 'preact';
import type { Problem } from '../src/protocol/problem.ts';
import { Icon } from './icons.tsx';

interface ProblemTextProps {
  readonly problem: Problem;
  readonly children?: ComponentChildren;
}

/** What failed, and what to do next; said at once by a screen reader. Children are the buttons that help. */
export function ProblemText({ problem, children }: ProblemTextProps): JSX.Element {
  return (
    <div class="banner problem" role="alert">
      <Icon name="warning" />
      <p dir="auto">
        {problem.message} {problem.next}
      </p>
      {children !== undefined && <div class="buttons">{children}</div>}
    </div>
  );
}
