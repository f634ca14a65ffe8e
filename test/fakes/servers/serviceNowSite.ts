/** The people, groups, services and choice lists of the fake instance, and which columns its tables have. */

export type Row = Record<string, string>;

export interface SnowUser {
  readonly sys_id: string;
  readonly user_name: string;
  readonly name: string;
  readonly preferred_language: string;
  readonly may: 'work' | 'read';
  readonly token: string;
  /** How times are shown to them: minutes from UTC, and the form. */
  readonly zone: number;
  readonly dates: 'ymd' | 'dmy';
}

const id = (digit: string): string => digit.repeat(32);

export const snowUsers: readonly SnowUser[] = [
  {
    sys_id: id('a'),
    user_name: 'ana',
    name: 'Ana Lind',
    preferred_language: '',
    may: 'work',
    token: 'oauth-ana',
    zone: -480,
    dates: 'ymd',
  },
  {
    sys_id: id('b'),
    user_name: 'ben',
    name: 'Ben Ode',
    preferred_language: 'en',
    may: 'work',
    token: 'oauth-ben',
    zone: 0,
    dates: 'ymd',
  },
  {
    sys_id: id('c'),
    user_name: 'eve',
    name: 'Eve Read',
    preferred_language: 'en',
    may: 'read',
    token: 'oauth-eve',
    zone: 0,
    dates: 'ymd',
  },
  {
    sys_id: id('d'),
    user_name: 'dora',
    name: 'Dora Deutsch',
    preferred_language: 'de',
    may: 'work',
    token: 'oauth-dora',
    zone: 60,
    dates: 'dmy',
  },
  {
    sys_id: id('e'),
    user_name: 'system',
    name: 'System',
    preferred_language: 'en',
    may: 'work',
    token: '',
    zone: 0,
    dates: 'ymd',
  },
];

export function snowUser(login: string): SnowUser {
  const found = snowUsers.find(({ user_name: name }) => name === login);
  if (found === undefined) throw new Error(`The fake has no user ${login}.`);
  return found;
}

export const checkoutCi = id('1');
export const warehouseCi = id('2');

export const plainTables: Readonly<Record<string, readonly Row[]>> = {
  sys_user_group: [
    { sys_id: id('3'), name: 'Shop Operations', active: 'true' },
    { sys_id: id('4'), name: 'Retired', active: 'false' },
  ],
  cmdb_ci: [
    { sys_id: checkoutCi, name: 'checkout' },
    { sys_id: warehouseCi, name: 'warehouse' },
    { sys_id: id('7'), name: 'Web Shop' },
    { sys_id: id('8'), name: 'twin' },
    { sys_id: id('9'), name: 'twin' },
  ],
  cmdb_ci_service: [{ sys_id: id('7'), name: 'Web Shop' }],
  contract_sla: [{ sys_id: id('5'), name: 'P1 resolution' }],
};

const states: Readonly<Record<string, readonly (readonly [string, string, string])[]>> = {
  incident: [
    ['1', 'New', 'Neu'],
    ['2', 'In Progress', 'In Bearbeitung'],
    ['3', 'On Hold', 'Zurückgestellt'],
    ['6', 'Resolved', 'Gelöst'],
    ['7', 'Closed', 'Geschlossen'],
    ['8', 'Canceled', 'Abgebrochen'],
  ],
  change_request: [
    ['-5', 'New', 'Neu'],
    ['-4', 'Assess', 'Bewerten'],
    ['-3', 'Authorize', 'Autorisieren'],
    ['-2', 'Scheduled', 'Geplant'],
    ['-1', 'Implement', 'Implementieren'],
    ['0', 'Review', 'Prüfen'],
    ['3', 'Closed', 'Geschlossen'],
    ['4', 'Canceled', 'Abgebrochen'],
  ],
  problem: [
    ['101', 'New', 'Neu'],
    ['102', 'Assess', 'Bewerten'],
    ['103', 'Root Cause Analysis', 'Ursachenanalyse'],
    ['104', 'Fix in Progress', 'Behebung läuft'],
    ['106', 'Resolved', 'Gelöst'],
    ['107', 'Closed', 'Geschlossen'],
  ],
  task: [
    ['-5', 'Pending', 'Ausstehend'],
    ['1', 'Open', 'Offen'],
    ['2', 'Work in Progress', 'In Arbeit'],
    ['3', 'Closed Complete', 'Geschlossen vollständig'],
    ['4', 'Closed Incomplete', 'Geschlossen unvollständig'],
    ['7', 'Closed Skipped', 'Geschlossen übersprungen'],
  ],
};

const others: readonly (readonly [string, string, string, string, string])[] = [
  ['incident', 'hold_reason', '1', 'Awaiting Caller', 'Warten auf Anrufer'],
  ['incident', 'hold_reason', '5', 'Awaiting Change', 'Warten auf Change'],
  ['incident', 'close_code', 'Solution provided', 'Solution provided', 'Lösung bereitgestellt'],
  ['incident', 'close_code', 'Workaround provided', 'Workaround provided', 'Umgehung bereitgestellt'],
  ['change_request', 'close_code', 'successful', 'Successful', 'Erfolgreich'],
  ['task', 'priority', '1', '1 - Critical', '1 - Kritisch'],
  ['task', 'priority', '2', '2 - High', '2 - Hoch'],
  ['task', 'priority', '3', '3 - Moderate', '3 - Mittel'],
  ['task', 'priority', '4', '4 - Low', '4 - Niedrig'],
  ['task', 'priority', '5', '5 - Planning', '5 - Planung'],
];

function choiceRows(): Row[] {
  const all = [
    ...Object.entries(states).flatMap(([table, list]) => list.map((one) => [table, 'state', ...one] as const)),
    ...others,
  ];
  return all.flatMap(([name, element, value, en, de], index) =>
    [
      { language: 'en', label: en },
      { language: 'de', label: de },
    ].map(({ language, label }) => ({
      sys_id: `${String(index).padStart(4, '0')}${language === 'en' ? 'e' : 'd'}`
        .padEnd(32, '0')
        .replaceAll(/[^0-9a-f]/g, '0'),
      name,
      element,
      value,
      label,
      language,
      inactive: 'false',
      sequence: String(index),
    })),
  );
}

export const choices: Row[] = choiceRows();

export const initialState: Readonly<Record<string, string>> = { change_request: '-5', problem: '101' };
export const numberPrefix: Readonly<Record<string, string>> = {
  incident: 'INC',
  sc_request: 'REQ',
  sc_req_item: 'RITM',
  sc_task: 'SCTASK',
  change_request: 'CHG',
  change_task: 'CTASK',
  problem: 'PRB',
};

const base = 'sys_id,sys_created_on,sys_created_by,sys_updated_on,sys_mod_count';
const task = `${base},sys_class_name,number,short_description,description,state,active,priority,impact,urgency,assigned_to,assignment_group,cmdb_ci,business_service,opened_at,opened_by,parent,due_date,close_notes,work_notes,comments`;

export const columns: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  Object.entries({
    task,
    incident: `${task},caller_id,category,hold_reason,close_code,major_incident_state,problem_id,rfc,caused_by`,
    sc_request: task,
    sc_req_item: `${task},request`,
    sc_task: `${task},request_item`,
    change_request: `${task},close_code,type`,
    change_task: `${task},change_request`,
    problem: `${task},cause_notes,fix_notes,resolution_code`,
    sys_user: `${base},user_name,name,preferred_language`,
    sys_user_group: `${base},name,active`,
    cmdb_ci: `${base},name`,
    cmdb_ci_service: `${base},name`,
    contract_sla: `${base},name`,
    sys_choice: `${base},name,element,value,label,language,inactive,sequence`,
    sys_journal_field: `${base},element_id,element,name,value`,
    sys_audit: `${base},documentkey,tablename,fieldname,oldvalue,newvalue,record_checkpoint`,
    task_sla: `${base},task,sla,stage,planned_end_time,has_breached,active`,
    sysapproval_approver: `${base},approver,sysapproval,document_id,state,group`,
  }).map(([table, list]) => [table, list.split(',')]),
);

/** What columns refer to. */
export const references: Readonly<Record<string, string>> = {
  assigned_to: 'sys_user',
  opened_by: 'sys_user',
  caller_id: 'sys_user',
  approver: 'sys_user',
  assignment_group: 'sys_user_group',
  cmdb_ci: 'cmdb_ci',
  business_service: 'cmdb_ci_service',
  parent: 'task',
  problem_id: 'task',
  rfc: 'task',
  caused_by: 'task',
  request: 'task',
  request_item: 'task',
  change_request: 'task',
  task: 'task',
  sysapproval: 'task',
  sla: 'contract_sla',
};
