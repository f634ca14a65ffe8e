import type { TicketPage } from '../../src/protocol/ticketPage.ts';

const grace = { id: 'grace', name: 'Grace Hopper', isMe: false };
const me = { id: 'ada', name: 'Ada Lovelace', isMe: true };

/** A ticket page with every field in use. */
export const fullPage: TicketPage = {
  ticket: {
    ref: { connection: 'helpdesk', id: '4711' },
    key: '#4711',
    permanentKey: '#4711',
    kind: 'incident',
    title: 'Checkout answers 500 for carts with a voucher',
    phase: 'in_progress',
    state: 'open',
    priority: 1,
    priorityLabel: '1 - Critical',
    assignees: [me],
    requester: grace,
    group: 'Checkout',
    major: true,
    services: ['checkout'],
    created: '2026-11-24T08:00:00.000Z',
    updated: '2026-11-24T09:30:00.000Z',
    due: [{ at: '2026-11-24T12:00:00.000Z', name: 'resolve', breached: false, paused: false }],
    url: 'https://rt.example.org/Ticket/Display.html?id=4711',
    version: '7',
    body: 'Since the release, see `src/pay/cart.ts:42:7`.',
    links: [{ label: 'Refers to: #12', url: 'https://rt.example.org/Ticket/Display.html?id=12' }],
  },
  timeline: [
    {
      id: '1',
      at: '2026-11-24T08:05:00.000Z',
      author: grace,
      kind: 'reply',
      audience: 'public',
      body: 'It happens **every** time.',
    },
    { id: '2', at: '2026-11-24T08:10:00.000Z', author: me, kind: 'change', audience: 'internal', body: 'new → open' },
    { id: '3', at: '2026-11-24T08:30:00.000Z', author: me, kind: 'note', audience: 'internal', body: 'Reproduced.' },
    {
      id: '4',
      at: '2026-11-24T09:30:00.000Z',
      author: me,
      kind: 'link',
      audience: 'internal',
      body: '[1f2e3d4 Round once](https://git.example.org/shop/commit/1f2e3d4)',
    },
  ],
  moreTimeline: true,
  transitions: [
    { id: 'stalled', label: 'Stall', to: 'waiting', state: 'stalled', requires: [] },
    {
      id: 'resolved',
      label: 'Resolve',
      to: 'resolved',
      state: 'resolved',
      requires: [{ id: 'cause', label: 'Cause', choices: ['Code', 'Data'] }],
      notifiesRequester: true,
    },
  ],
  approvals: [
    { id: '31', name: 'Change advisory board', approvers: [me, grace], state: 'waiting', canDecide: true },
    { id: '30', name: 'Security', approvers: [grace], state: 'approved', canDecide: false },
  ],
  capabilities: { assign: true, reply: true, create: ['incident'], commitLink: true },
  branch: 'incident/4711-checkout-answers-500',
};

/** A ticket page with only the fields that every backend has. */
export const smallPage: TicketPage = {
  ticket: {
    ref: { connection: 'git', id: '7K3F9QW2RM' },
    key: 'TSK-7K3F9Q',
    kind: 'task',
    title: 'Rotate the certificates',
    phase: 'new',
    state: 'new',
    assignees: [],
    services: [],
    created: '2026-11-24T08:00:00.000Z',
    due: [],
    version: '1',
    body: '',
    links: [],
  },
  timeline: [],
  moreTimeline: false,
  transitions: [],
  approvals: [],
  capabilities: { assign: true, reply: false, create: [], commitLink: false },
};
