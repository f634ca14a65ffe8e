import { config } from '@vscode/l10n';
import { render, type JSX } from 'preact';
import * as v from 'valibot';
import { bootSchema, type Boot } from '../src/protocol/boot.ts';
import { App } from './app.tsx';
import { HostContext } from './host.ts';
import { registerToolkit } from './toolkit.ts';
import { useTicket } from './useTicket.ts';
import { vsCodeApi, type VsCodeApi } from './vscodeApi.ts';

start();

function start(): void {
  const boot = v.parse(bootSchema, JSON.parse(document.body.dataset['boot'] ?? ''));
  if (boot.strings !== undefined) config({ contents: { ...boot.strings } });
  registerToolkit();
  render(<TicketPanel api={vsCodeApi()} boot={boot} />, document.body);
}

function TicketPanel({ api, boot }: { readonly api: VsCodeApi; readonly boot: Boot }): JSX.Element {
  const { state, host, write, send, dismiss } = useTicket(api, boot);
  return (
    <HostContext.Provider value={host}>
      <App state={state} onDraft={write} onSend={send} onDismiss={dismiss} />
    </HostContext.Provider>
  );
}
