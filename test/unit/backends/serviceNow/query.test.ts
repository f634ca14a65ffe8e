import assert from 'node:assert/strict';
import { selectorsSchema, serviceNowKind } from '../../../../src/backends/serviceNow/kind.ts';
import {
  columnsOf,
  encodedQuery,
  parseOwnQuery,
  refersTo,
  textConditions,
} from '../../../../src/backends/serviceNow/query.ts';
import { parseScope, scopeGroups, searchedTable } from '../../../../src/backends/serviceNow/scope.ts';
import { DeskError } from '../../../../src/domain/errors.ts';
import * as v from 'valibot';

describe('Encoded queries of ServiceNow', () => {
  it('hold no text that could end a condition or be run', () => {
    for (const name of ['a^NQactive=true', 'a^ORb=c', 'javascript:gs.sleep(1)', ' JavaScript:x', 'two\nlines']) {
      assert.throws(
        () => refersTo('cmdb_ci', name),
        (error) => DeskError.is(error, 'configuration'),
      );
    }
    assert.equal(refersTo('cmdb_ci', 'check & out=1'), 'cmdb_ci.name=check & out=1');
    assert.equal(refersTo('cmdb_ci', 'a'.repeat(32)), `cmdb_ci=${'a'.repeat(32)}`);
  });

  it('take of the words of a title what can stand in one', () => {
    assert.deepEqual(textConditions('Payment^NQx 100% javascript:gs.x() ^ 支払い'), [
      'short_descriptionLIKEPayment',
      'short_descriptionLIKE100',
      'short_descriptionLIKEjavascript',
    ]);
    assert.deepEqual(textConditions(undefined), []);
  });

  it('keep the query of a link file in its place', () => {
    assert.deepEqual(parseOwnQuery('category=software^ORcategory=hardware^NQpriority=1^ORDERBYnumber^EQ'), [
      ['category=software', 'ORcategory=hardware'],
      ['priority=1'],
    ]);
    assert.deepEqual(parseOwnQuery('opened_at>=javascript:gs.beginningOfLastWeek()'), [
      ['opened_at>=javascript:gs.beginningOfLastWeek()'],
    ]);
    for (const hostile of [
      'ORsys_id!=0',
      'a=b^NQORc=d',
      '^NQ',
      'a=b^NQ^ORDERBYnumber',
      'a=javascript:new GlideRecord("x").deleteMultiple()',
      'a=javascript:gs.eval(x)(y)',
    ]) {
      assert.throws(
        () => parseOwnQuery(hostile),
        (error) => DeskError.is(error, 'configuration'),
        hostile,
      );
    }
  });

  it('put scopes side by side, each with everything that has to hold', () => {
    const scopes = [
      parseScope({ service: 'a', select: { tables: ['incident'], ci: 'checkout' } }),
      parseScope({ service: 'b', select: { tables: ['incident', 'problem'], group: 'Ops', query: 'x=1^NQy=2' } }),
    ];
    assert.equal(
      encodedQuery(scopeGroups(scopes, undefined, ['active=true']), ['ORDERBYsys_id']),
      [
        'sys_class_nameINincident^cmdb_ci.name=checkout^active=true',
        'NQx=1^sys_class_nameINincident,problem^assignment_group.name=Ops^active=true',
        'NQy=2^sys_class_nameINincident,problem^assignment_group.name=Ops^active=true',
        'ORDERBYsys_id',
      ].join('^'),
    );
    assert.deepEqual(
      scopeGroups(scopes, ['problem'], []).map(([first]) => first),
      ['x=1', 'y=2'],
    );
    assert.deepEqual(scopeGroups(scopes, ['alert'], []), []);
    assert.equal(searchedTable(scopes), 'task');
    assert.equal(searchedTable(scopes.slice(0, 1)), 'incident');
  });

  it('stay short for many services that differ in a name', () => {
    const scopes = [
      ...['cart', 'pay, later'].map((ci) => ({ service: ci, select: { tables: ['incident'], ci } })),
      { service: 'mail', select: { tables: ['incident'], group: 'Mail' } },
      { service: 'cart', select: { tables: ['incident'], ci: 'cart', group: 'Mail' } },
      { service: 'again', select: { tables: ['incident'], ci: 'cart' } },
    ].map(parseScope);
    assert.deepEqual(scopeGroups(scopes, undefined, ['active=true']), [
      ['sys_class_nameINincident', 'cmdb_ci.name=cart^ORcmdb_ci.name=pay, later', 'active=true'],
      ['sys_class_nameINincident', 'assignment_group.name=Mail', 'active=true'],
      ['sys_class_nameINincident', 'cmdb_ci.name=cart', 'assignment_group.name=Mail', 'active=true'],
    ]);
  });

  it('tell which columns they look at', () => {
    assert.deepEqual(
      columnsOf(['category=x', 'ORu_team.nameLIKEy', 'priorityIN1,2', 'assigned_toISEMPTY', '123TEXTQUERY321=z']),
      ['category', 'u_team.name', 'priority', 'assigned_to'],
    );
  });

  it('are selected by what a link file may say, and keys by their prefix', () => {
    assert.ok(
      v.safeParse(selectorsSchema, { tables: ['incident'], ci: 'x', service: 'y', group: 'z', query: 'a=b' }).success,
    );
    for (const wrong of [{ tables: ['incident/..'] }, { tables: [] }, { ci: '' }, { project: 'x' }]) {
      assert.ok(!v.safeParse(selectorsSchema, wrong).success, JSON.stringify(wrong));
    }
    for (const key of [
      'INC0010023',
      'ritm0000001',
      'SCTASK0010001',
      'CHG0030001',
      'CTASK0010001',
      'PRB0040001',
      'REQ0010001',
    ]) {
      assert.match(key, serviceNowKind.keyPattern);
    }
    for (const key of ['OPS-12', 'INC', 'INC-7K3F9Q', 'XINC0010023', 'INC0010023x', '#7']) {
      assert.doesNotMatch(key, serviceNowKind.keyPattern);
    }
  });
});
