/** What an account of PagerDuty has set up. */
export interface FakePdUser {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  /** A user API key: it acts as its user. */
  readonly key: string;
  readonly may: 'respond' | 'observe';
}

export const pdUsers: readonly FakePdUser[] = [
  { id: 'PANA001', name: 'Ana Petrović', email: 'ana@example.org', key: `u+${'a1'.repeat(9)}`, may: 'respond' },
  { id: 'PBEN002', name: 'Ben Ito', email: 'ben@example.org', key: `u+${'b2'.repeat(9)}`, may: 'respond' },
  { id: 'PEVE003', name: 'Eve Outside', email: 'eve@example.org', key: `u+${'e5'.repeat(9)}`, may: 'observe' },
  { id: 'POLGA04', name: 'Olga On-Call', email: 'olga@example.org', key: `u+${'c4'.repeat(9)}`, may: 'respond' },
];

/** An account-wide API key: it is nobody's, so each write has to say in whose name it is. */
export const accountKey = `a+${'d6'.repeat(9)}`;

export interface FakePdPolicy {
  readonly id: string;
  readonly name: string;
  /** Who is called, level by level, and until when. */
  readonly calls: readonly { readonly user: string; readonly end: string | null }[];
}

export const pdPolicies: readonly FakePdPolicy[] = [
  {
    id: 'PPOL001',
    name: 'Checkout responders',
    calls: [
      { user: 'POLGA04', end: '2026-11-25T08:00:00Z' },
      { user: 'PBEN002', end: null },
    ],
  },
  { id: 'PPOL002', name: 'Warehouse responders', calls: [{ user: 'PBEN002', end: null }] },
  { id: 'PPOL003', name: 'Ana alone', calls: [{ user: 'PANA001', end: null }] },
];

export interface FakePdService {
  readonly id: string;
  readonly name: string;
  readonly policy: string;
  readonly integrations: readonly { readonly id: string; readonly type: string; readonly key: string }[];
}

export const pdServices: readonly FakePdService[] = [
  {
    id: 'PCHECK1',
    name: 'Checkout',
    policy: 'PPOL001',
    integrations: [
      { id: 'PINT001', type: 'generic_email_inbound_integration', key: 'checkout@example.pagerduty.com' },
      { id: 'PINT002', type: 'events_api_v2_inbound_integration', key: 'c0ffee'.repeat(5).padEnd(32, '0') },
    ],
  },
  { id: 'PWAREH1', name: 'Warehouse', policy: 'PPOL002', integrations: [] },
];

export const pdPriorities = ['SEV-1', 'SEV-2', 'Wichtig', 'SEV-4', 'SEV-5'].map((name, index) => ({
  id: `PPRIO0${index + 1}`,
  name,
}));

export function pdUser(id: string): FakePdUser {
  const user = pdUsers.find((known) => known.id === id || known.email === id);
  if (user === undefined) throw new Error(`The fake has no user ${id}.`);
  return user;
}
