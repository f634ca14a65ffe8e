import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import { DeskError } from '../../../../src/domain/errors.ts';
import type { Entry } from '../../../../src/domain/ticket.ts';
import {
  hostMessageSchema,
  pageAnswerSchemas,
  type HostMessage,
  type PageAnswers,
  type PageMessage,
} from '../../../../src/protocol/messages.ts';
import { Rpc } from '../../../../src/protocol/rpc.ts';
import type { TicketPage } from '../../../../src/protocol/ticketPage.ts';
import { TicketSession } from '../../../../src/vscode/panels/ticketSession.ts';
import { fullPage, smallPage } from '../../../fakes/ticketPages.ts';
import { transportPair } from '../../../fakes/transportPair.ts';

class Left extends Error {}

const entry: Entry = {
  id: '9',
  at: '2026-11-24T10:00:00.000Z',
  author: { id: 'ada', name: 'Ada Lovelace', isMe: true },
  kind: 'note',
  audience: 'internal',
  body: 'x',
};

function start(
  over: { load?: () => Promise<TicketPage>; act?: () => Promise<void>; note?: () => Promise<Entry> } = {},
) {
  const [editorEnd, pageEnd] = transportPair();
  const calls: string[] = [];
  const logged: string[] = [];
  const seen = { visible: true, title: '' };
  const log = (line: string) => logged.push(line);
  const session = new TicketSession({
    transport: editorEnd,
    ref: fullPage.ticket.ref,
    host: {
      load: async (_ref, { wholeTimeline }) => {
        calls.push(wholeTimeline ? 'load all' : 'load');
        return over.load?.() ?? fullPage;
      },
      act: async (_ref, { type }) => {
        calls.push(type);
        await over.act?.();
      },
      note: async (_ref, body, audience) => {
        calls.push(`${audience} note: ${body}`);
        return over.note?.() ?? entry;
      },
    },
    editor: {
      isVisible: () => seen.visible,
      showTitle: (title) => {
        seen.title = title;
      },
      openLink: async (url) => void calls.push(url),
      openPlace: () => Promise.reject(new Left()),
      isCancelled: (error) => error instanceof Left,
    },
    log: { debug: log, info: log, warn: log, error: log },
  });
  const got: HostMessage[] = [];
  const newPage = () =>
    new Rpc<PageMessage, HostMessage, PageAnswers>({
      transport: pageEnd,
      incoming: hostMessageSchema,
      replies: pageAnswerSchemas,
      handle: (message) => got.push(message),
      onError: (error) => logged.push(String(error)),
    });
  const types = () => got.map(({ type }) => type);
  return { session, page: newPage(), newPage, calls, got, types, seen, logged };
}

const draft = { type: 'note', id: 'd1', body: 'Done.', audience: 'internal' } as const;

describe('the editor’s side of a ticket page', () => {
  it('reads the ticket when the page is ready, and shows it under its key', async () => {
    const { page, types, seen } = start();
    page.send({ type: 'ready' });
    await wait(20);
    assert.deepEqual([types(), seen.title], [['loading', 'ticket'], '#4711']);
  });

  it('shows a page that starts again what it has shown before, without reading it again', async () => {
    const { session, page, newPage, got, types, calls } = start();
    await session.load();
    page.dispose();
    await wait(10);
    got.length = 0;
    newPage().send({ type: 'ready' });
    await wait(20);
    assert.deepEqual([types(), calls], [['ticket'], ['load']]);
  });

  it('shows why a ticket could not be read, and reads it again on request', async () => {
    let broken = true;
    const failing = async () => {
      if (broken) throw new DeskError('offline', 'rt.example.org was not reached.', { next: 'Retry.' });
      return fullPage;
    };
    const { session, page, got, types, logged } = start({ load: failing });
    await session.load();
    broken = false;
    await page.request({ type: 'refresh' });
    assert.deepEqual(types(), ['loading', 'failed', 'loading', 'ticket']);
    assert.deepEqual(got[1], {
      type: 'failed',
      problem: { reason: 'offline', message: 'rt.example.org was not reached.', next: 'Retry.' },
    });
    assert.match(logged.join(), /helpdesk:4711.*rt\.example\.org/);
  });

  it('reads once more for all that changed while it was reading', async () => {
    const { session, calls } = start({ load: () => wait(20, fullPage) });
    const first = session.load();
    session.changed();
    session.changed();
    await first;
    assert.deepEqual(calls, ['load', 'load']);
  });

  it('does not read for a page that nobody sees, until it is seen', async () => {
    const { session, calls, seen } = start();
    seen.visible = false;
    session.changed();
    session.changed();
    assert.deepEqual(calls, []);
    seen.visible = true;
    session.seen();
    session.seen();
    await wait(10);
    assert.deepEqual(calls, ['load']);
  });

  it('keeps reading the whole timeline once that was asked for', async () => {
    const { page, session, calls } = start();
    await page.request({ type: 'loadTimeline' });
    await session.load();
    assert.deepEqual(calls, ['load all', 'load all']);
  });

  it('answers an action after the page has what came of it', async () => {
    let current = smallPage;
    const act = async () => {
      current = fullPage;
    };
    const { page, got } = start({ load: async () => current, act });
    await page.request({ type: 'act', action: { type: 'pickUp' } });
    assert.deepEqual(got.at(-1), { type: 'ticket', page: fullPage });
  });

  it('reads the ticket again also when an action failed, and says why it failed', async () => {
    const { page, types } = start({ act: () => Promise.reject(new DeskError('conflict', 'Somebody was faster.')) });
    await assert.rejects(page.request({ type: 'act', action: { type: 'pickUp' } }), { reason: 'conflict' });
    assert.deepEqual(types(), ['loading', 'ticket']);
  });

  it('does not read the ticket again for what changes nothing', async () => {
    const { page, calls } = start();
    await page.request({ type: 'act', action: { type: 'copyKey' } });
    assert.deepEqual(calls, ['copyKey']);
  });

  it('is quiet about a question that the user has left', async () => {
    const { page } = start({ act: () => Promise.reject(new Left()) });
    assert.equal(await page.request({ type: 'act', action: { type: 'handBack' } }), null);
    assert.equal(await page.request({ type: 'openPlace', path: 'src/a.ts' }), null);
  });
});

describe('a note from a ticket page', () => {
  it('is written, answered with its entry, and the ticket is read again', async () => {
    const { page, calls } = start();
    assert.deepEqual(await page.request(draft), entry);
    await wait(10);
    assert.deepEqual(calls, ['internal note: Done.', 'load']);
  });

  it('is written once, also when the page was hidden and asks again', async () => {
    const { page, newPage, calls } = start({ note: () => wait(40, entry) });
    const lost = assert.rejects(page.request(draft));
    await wait(10);
    page.dispose();
    const second = newPage();
    assert.deepEqual(await second.request(draft), entry);
    assert.deepEqual(await second.request(draft), entry);
    await lost;
    assert.equal(calls.filter((call) => call.includes('note')).length, 1);
  });

  it('is written again when it was refused, or is another text', async () => {
    let refused = true;
    const note = async () => {
      if (refused) throw new DeskError('refused', 'No.');
      return entry;
    };
    const { page, calls } = start({ note });
    await assert.rejects(page.request(draft), { reason: 'refused' });
    refused = false;
    await page.request(draft);
    await page.request({ ...draft, body: 'Done, really.' });
    const notes = calls.filter((call) => call.includes('note'));
    assert.deepEqual(notes, ['internal note: Done.', 'internal note: Done.', 'internal note: Done, really.']);
  });
});
