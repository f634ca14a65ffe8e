import { run, works } from '../run.ts';
import { projectFolder, type Say } from './install.ts';

/** Whether there is a VS Code with a screen to show it on. */
export async function canOpenDesktop(): Promise<boolean> {
  const { VSCODE_IPC_HOOK_CLI: remote, DISPLAY: x11, WAYLAND_DISPLAY: wayland } = process.env;
  // In a terminal of a remote window, `code` only talks to that window and ignores what is for development.
  if (remote !== undefined) return false;
  if (process.platform === 'linux' && x11 === undefined && wayland === undefined) return false;
  return works('code', ['--version']);
}

/** Opens a folder in the desktop's VS Code with Footbridge from this project. @returns false if that did not work. */
export async function openDesktop(folder: string, say: Say): Promise<boolean> {
  say('Opening it in VS Code …');
  try {
    await run('code', ['--new-window', `--extensionDevelopmentPath=${projectFolder}`, folder]);
  } catch (error) {
    say(`VS Code did not open: ${error instanceof Error ? error.message : String(error)}`);
    return false;
  }
  say('VS Code is open. Run `npm start -- --browser` to have it in a browser instead.');
  return true;
}
