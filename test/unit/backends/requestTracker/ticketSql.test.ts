import assert from 'node:assert/strict';
import { changedSql, phasesSql, quote, scopesSql, textSql } from '../../../../src/backends/requestTracker/ticketSql.ts';
import { openPhases, phases } from '../../../../src/domain/ticket.ts';

describe('TicketSQL', () => {
  it('quotes whatever stands in a name', () => {
    assert.equal(quote(`Bob's "odd" \\ queue`), `'Bob\\'s "odd" \\\\ queue'`);
    assert.equal(quote("' OR id > 0 OR Subject LIKE '"), "'\\' OR id > 0 OR Subject LIKE \\''");
  });

  it("joins a scope's selectors with AND and scopes with OR, each in parentheses: AND does not go before OR there", () => {
    const scopes = [
      { service: 'a', select: { queue: 'One', customFields: { "x'}y": 'v"w' }, query: 'Priority > 5 OR id < 3' } },
      { service: 'b', select: { queue: 'Two' } },
    ];
    assert.deepEqual(scopesSql(scopes), [
      `( ( Queue = 'One' AND 'CF.{x\\'}y}' = 'v"w' AND ( Priority > 5 OR id < 3 ) ) OR Queue = 'Two' )`,
    ]);
  });

  it('selects the whole instance where a scope has no selector, or there is no scope', () => {
    assert.deepEqual(scopesSql([]), []);
    assert.deepEqual(
      scopesSql([
        { service: 'a', select: {} },
        { service: 'b', select: { queue: 'Two' } },
      ]),
      [],
    );
  });

  it('asks for open, closed or all tickets, and leaves statuses of unknown names to be looked at', () => {
    assert.deepEqual(phasesSql(openPhases), { conditions: ["Status = '__Active__'"], side: 'active', exact: true });
    assert.deepEqual(phasesSql(phases), { conditions: [], side: undefined, exact: true });
    assert.deepEqual(phasesSql(['waiting']), {
      conditions: ["Status = '__Active__'", "Status != 'new'", "Status != 'open'"],
      side: 'active',
      exact: false,
    });
    assert.deepEqual(phasesSql(['new', 'closed']), { conditions: [], side: undefined, exact: false });
  });

  it('looks for words as far as every database does it alike', () => {
    assert.deepEqual(textSql(`Zürich  "100%" #12 7 o'brien`), ["Subject LIKE 'rich'", "Subject LIKE 'brien'"]);
    assert.deepEqual(textSql(undefined), []);
    assert.deepEqual(textSql('日本'), []);
  });

  const now = new Date('2026-11-24T12:00:00Z');
  for (const [since, expected] of [
    ['2026-11-24T11:50:00Z', "LastUpdated > '25 minutes ago'"],
    ['2026-11-24T13:00:00Z', "LastUpdated > '1 minutes ago'"],
    ['2026-11-23T20:00:00Z', "LastUpdated > '975 minutes ago'"],
    ['2026-11-23T12:00:00Z', "LastUpdated > '25 hours ago'"],
    ['2026-10-24T12:00:00Z', "LastUpdated > '745 hours ago'"],
    ['2026-01-01T12:00:00Z', "LastUpdated > '328 days ago'"],
  ] as const) {
    it(`asks for what changed since ${since} in a number of fewer than four digits, with time to spare`, () => {
      assert.deepEqual(changedSql(since, now), [expected]);
    });
  }

  it('asks for everything that changed where it is longer ago than can be said', () => {
    assert.deepEqual(changedSql('2020-01-01T00:00:00Z', now), []);
  });
});
