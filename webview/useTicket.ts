import * as l10n from '@vscode/l10n';
import { useEffect, useLayoutEffect, useMemo, useReducer, type Dispatch } from 'preact/hooks';
import type { Boot } from '../src/protocol/boot.ts';
import {
  hostMessageSchema,
  pageAnswerSchemas,
  type HostMessage,
  type PageAnswers,
  type PageMessage,
} from '../src/protocol/messages.ts';
import { problemOf } from '../src/protocol/problem.ts';
import { Rpc } from '../src/protocol/rpc.ts';
import { emptyDraft, keptFor, type Draft, type Kept } from './draft.ts';
import type { Host } from './host.ts';
import { firstState, nameOf, reduce, type PageEvent, type PageState } from './pageState.ts';
import { transportOf, type VsCodeApi } from './vscodeApi.ts';

type Editor = Rpc<PageMessage, HostMessage, PageAnswers>;

/** How long the editor may take for what asks the user nothing. Its own requests end long before. */
const patience = { seconds: 180 };

interface TicketView {
  readonly state: PageState;
  readonly host: Host;
  readonly write: (draft: Draft) => void;
  readonly send: () => void;
  readonly dismiss: () => void;
}

/** The life of the page: what it knows, what it asks of the editor, and what it keeps for the time when it is hidden. */
export function useTicket(api: VsCodeApi, boot: Boot): TicketView {
  const kept = useMemo(() => keptFor(boot.ref, api.getState()), [api, boot]);
  const [state, dispatch] = useReducer(reduce, firstState(kept?.draft ?? emptyDraft()));
  const editor = useMemo(() => connect(api, dispatch), [api]);
  useEffect(() => {
    editor.send({ type: 'ready' });
    if (kept !== undefined) resume(kept, { editor, dispatch, life: boot.life });
    return () => editor.dispose();
  }, [editor, kept, boot]);
  const { draft, sending } = state;
  // Before the next frame: the page may be hidden, and so ended, at any time.
  useLayoutEffect(() => {
    const keep: Kept = { ref: boot.ref, draft, ...(sending ? { sentIn: boot.life } : {}) };
    api.setState(keep);
  }, [api, boot, draft, sending]);
  const host = useMemo(() => hostOf(editor, dispatch, boot.language), [editor, boot]);
  return {
    state,
    host,
    write: (next) => dispatch({ type: 'written', draft: next }),
    send: () => sendNote(draft, editor, dispatch),
    dismiss: () => dispatch({ type: 'dismissed' }),
  };
}

function connect(api: VsCodeApi, dispatch: Dispatch<PageEvent>): Editor {
  return new Rpc({
    transport: transportOf(api),
    incoming: hostMessageSchema,
    replies: pageAnswerSchemas,
    handle: (message) => dispatch(message),
    onError: (error) => dispatch({ type: 'failed', problem: problemOf(error) }),
  });
}

interface Resuming {
  readonly editor: Editor;
  readonly dispatch: Dispatch<PageEvent>;
  readonly life: string;
}

/** Goes on with a note that was on its way when the page was hidden. */
function resume({ draft, sentIn }: Kept, { editor, dispatch, life }: Resuming): void {
  if (sentIn === life) {
    // The panel still knows the draft by its id, and answers without writing it twice.
    sendNote(draft, editor, dispatch);
  } else if (sentIn !== undefined) {
    const message = l10n.t(
      'The window was reloaded while this note was being sent, so it is not known whether it was written.',
    );
    const next = l10n.t('Look for it in the timeline before you send it again.');
    dispatch({ type: 'notNoted', problem: { reason: 'unconfirmed', message, next } });
  }
}

function sendNote({ id, text, audience }: Draft, editor: Editor, dispatch: Dispatch<PageEvent>): void {
  dispatch({ type: 'sent' });
  editor.request({ type: 'note', id, body: text, audience }, patience).then(
    (entry) => dispatch({ type: 'noted', entry }),
    (error: unknown) => dispatch({ type: 'notNoted', problem: problemOf(error) }),
  );
}

function hostOf(editor: Editor, dispatch: Dispatch<PageEvent>, language: string): Host {
  const ask = (name: string, answer: Promise<null>, said?: string): void => {
    dispatch({ type: 'started', name });
    answer.then(
      () => dispatch({ type: 'ended', name, ...(said === undefined ? {} : { said }) }),
      (error: unknown) => dispatch({ type: 'ended', name, problem: problemOf(error) }),
    );
  };
  return {
    language,
    act: (action) => ask(nameOf(action), editor.request({ type: 'act', action })),
    refresh: () => ask('refresh', editor.request({ type: 'refresh' }, patience), l10n.t('The ticket is read again.')),
    loadTimeline: () => ask('loadTimeline', editor.request({ type: 'loadTimeline' }, patience)),
    openLink: (url) => ask('openLink', editor.request({ type: 'openLink', url })),
    openPlace: (place) => ask('openPlace', editor.request({ type: 'openPlace', ...place })),
  };
}
