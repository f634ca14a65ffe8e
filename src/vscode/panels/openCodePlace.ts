import { CancellationError, FileType, l10n, Position, Range, Uri, ViewColumn, window, workspace } from 'vscode';
import { DeskError } from '../../domain/errors.ts';
import { matchPath, segmentsOf } from '../../domain/matchPath.ts';

/** A place in the code as a ticket's text names it. It may be of another machine, or of nowhere. */
interface Place {
  readonly path: string;
  readonly line?: number;
  readonly column?: number;
}

/** As many files of one name are looked at; more would be no choice. */
const mostFiles = 500;

/**
 * Opens a place beside the panel. Only files of the open folders count, whatever the path says; of several the user picks.
 * @throws {DeskError} `notFound` if no file of the open folders can be meant.
 */
export async function openCodePlace({ path, line = 1, column = 1 }: Place): Promise<void> {
  const uri = (await fileAt(path)) ?? (await fileLike(path));
  const position = new Position(line - 1, column - 1);
  await window.showTextDocument(uri, {
    viewColumn: ViewColumn.Beside,
    selection: new Range(position, position),
  });
}

/** The file that has exactly this path: in the file system if it is inside of an open folder, or from an open folder on. */
async function fileAt(path: string): Promise<Uri | undefined> {
  for (const { uri } of workspace.workspaceFolders ?? []) {
    const inside = path.startsWith(`${uri.path}/`) ? path.slice(uri.path.length) : path;
    const candidate = Uri.joinPath(uri, ...segmentsOf(inside));
    const found = await workspace.fs.stat(candidate).then(
      ({ type }) => (type & FileType.File) !== 0,
      () => false,
    );
    if (found) return candidate;
  }
  return undefined;
}

async function fileLike(path: string): Promise<Uri> {
  const name = segmentsOf(path).at(-1) ?? path;
  const uris = await workspace.findFiles(`**/${literal(name)}`, '**/{node_modules,.git}/**', mostFiles);
  const byPath = new Map(uris.map((uri) => [workspace.asRelativePath(uri, true), uri] as const));
  const { files, certain } = matchPath(path, [...byPath.keys()]);
  const chosen = certain || files.length === 0 ? files[0] : await pickFile(path, files);
  const uri = byPath.get(chosen ?? '');
  if (uri === undefined) {
    throw new DeskError('notFound', l10n.t('No file of the open folders is {0}.', path), {
      next: l10n.t('If it is in another repository, open that folder first.'),
    });
  }
  return uri;
}

async function pickFile(path: string, files: readonly string[]): Promise<string> {
  const chosen = await window.showQuickPick([...files].sort(), {
    title: path,
    placeHolder: l10n.t('Which file is it?'),
  });
  if (chosen === undefined) throw new CancellationError();
  return chosen;
}

/** A name as a glob that matches it: what a glob takes for an operator stands for any one character. */
function literal(name: string): string {
  return name.replaceAll(/[*?[\]{}!]/g, '?');
}
