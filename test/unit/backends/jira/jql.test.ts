import assert from 'node:assert/strict';
import { changedJql, embedded, phasesJql, quote } from '../../../../src/backends/jira/jql.ts';

describe('JQL', () => {
  it('takes a value for a value, whatever stands in it', () => {
    assert.equal(quote('a "b" \\ c'), '"a \\"b\\" \\\\ c"');
    assert.equal(quote('a\r\nb'), '"a b"');
  });

  it('takes a query of a queue or of the link file without its order', () => {
    assert.equal(embedded('project = OPS ORDER BY "Time to resolution" ASC'), '(project = OPS)');
    assert.equal(embedded('summary ~ "order by" order   by created'), '(summary ~ "order by")');
    assert.equal(embedded('ORDER BY created'), 'project is not EMPTY');
    assert.equal(embedded("assignee in (ana, ben) AND text ~ 'a)'"), "(assignee in (ana, ben) AND text ~ 'a)')");
  });

  it('refuses a query that would reach beyond its brackets', () => {
    for (const jql of ['a = b) OR (c = d', '(a = b', 'a = "b', "a = 'b", 'a = b)', 'text ~ "a\\"']) {
      assert.equal(embedded(jql), undefined, jql);
    }
  });

  it('narrows to one side of the workflows, and says whether that is all', () => {
    assert.deepEqual(phasesJql(['new', 'acknowledged', 'in_progress', 'waiting']), {
      conditions: ['statusCategory != Done'],
      exact: true,
    });
    assert.deepEqual(phasesJql(['closed']), { conditions: ['statusCategory = Done'], exact: false });
    assert.deepEqual(phasesJql(['new', 'closed']), { conditions: [], exact: false });
  });

  it('asks for what changed in minutes before now, so that no time zone counts', () => {
    const now = new Date('2026-11-24T10:00:00Z');
    assert.equal(changedJql('2026-11-24T09:50:00.000Z', now), 'updated >= -25m');
    assert.equal(changedJql('2026-11-25T10:00:00.000Z', now), 'updated >= -1m');
  });
});
