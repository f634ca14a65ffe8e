import { Diagnostic, DiagnosticSeverity, languages, Range, Uri } from 'vscode';
import type { Disposable } from 'vscode';
import type { LinkProblem } from '../domain/linkFile.ts';
import { DisposableStore } from './disposableStore.ts';
import type { OpenRepositories } from './openRepositories.ts';

/** Shows what is wrong in the link files of the open repositories, where it stands. */
export function linkFileDiagnostics(repositories: OpenRepositories): Disposable {
  const owner = new DisposableStore();
  const collection = owner.add(languages.createDiagnosticCollection('footbridge'));
  owner.add(
    repositories.onDidChange(() => {
      collection.clear();
      for (const { linkFile, linkProblems } of repositories.all) {
        if (linkFile !== undefined) collection.set(Uri.file(linkFile), linkProblems.map(diagnosticOf));
      }
    }),
  );
  return owner;
}

function diagnosticOf({ message, severity, start, end }: LinkProblem): Diagnostic {
  const range = new Range(start.line, start.column, end.line, end.column);
  const diagnostic = new Diagnostic(
    range,
    message,
    severity === 'error' ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning,
  );
  diagnostic.source = 'Footbridge';
  return diagnostic;
}
