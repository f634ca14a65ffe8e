/** Where one instance of Request Tracker lives. */
export interface Site {
  readonly folder: string;
  readonly port: number;
}

/**
 * The configuration of an instance that touches nothing outside its folder: SQLite, mails into files, logs to the standard error.
 * Besides Request Tracker's own lifecycle it has one with words of its own, where `resolved` is open and a step back is missing.
 */
export function siteConfig({ folder, port }: Site): string {
  return `
Set($rtname, 'footbridge.test');
Set($Organization, 'footbridge.test');
Set($WebDomain, '127.0.0.1');
Set($WebPort, ${port});
Set($WebPath, '/rt');
Set($WebBaseURL, 'http://127.0.0.1:${port}');
Set($Timezone, 'America/New_York');
Set($DatabaseType, 'SQLite');
Set($DatabaseName, '${folder}/rt.sqlite');
Set($BcryptCost, 4);
Set($MailCommand, 'mbox');
Set($HTMLFormatter, 'core');
Set($LogToSyslog, undef);
Set($LogToSTDERR, 'warning');
$RT::VarPath = '${folder}/var';
$RT::MasonDataDir = '${folder}/var/mason';
$RT::MasonSessionDir = '${folder}/var/session';
Set(%Lifecycles, change => {
  initial => ['draft'],
  active => ['assessing', 'monitoring', 'waiting for approval', 'resolved'],
  inactive => ['done', 'dropped', 'deleted'],
  defaults => { on_create => 'draft' },
  transitions => {
    '' => ['draft'],
    draft => ['assessing', 'dropped'],
    assessing => ['waiting for approval', 'monitoring', 'dropped'],
    'waiting for approval' => ['assessing', 'monitoring', 'dropped'],
    monitoring => ['assessing', 'resolved'],
    resolved => ['done', 'monitoring'],
    done => ['monitoring'],
    dropped => ['draft'],
  },
  rights => { '* -> deleted' => 'DeleteTicket', '* -> *' => 'ModifyTicket' },
  actions => [
    'draft -> assessing' => { label => 'Assess', update => 'Comment' },
    'assessing -> waiting for approval' => { label => 'Ask for approval', update => 'Respond' },
    '* -> monitoring' => { label => 'Watch' },
    'monitoring -> resolved' => { label => 'Fixed', update => 'Respond' },
    'resolved -> done' => { label => 'Close' },
    '* -> dropped' => { label => 'Drop' },
  ],
});
1;
`;
}
