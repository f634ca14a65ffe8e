# Fills an empty Redmine for the tests: people, a workflow with gaps, one project that is linked and one that is not.
# Prints the accounts as JSON. Run by `rails runner`.
Setting.rest_api_enabled = '1'
Setting.text_formatting = 'textile'
Setting.default_language = 'en'

priorities = %w[Low Normal High Urgent Immediate].map { |name| IssuePriority.create!(name: name) }
priorities[1].update!(is_default: true)

new, progress, feedback, resolved, closed, rejected = [
  ['New', false], ['In Progress', false], ['Feedback', false], ['Resolved', false], ['Closed', true], ['Rejected', true],
].map { |name, is_closed| IssueStatus.create!(name: name, is_closed: is_closed) }

trackers = %w[Incident Request Task Change Problem Alert].map { |name| Tracker.create!(name: name, default_status: new) }

reading = %i[view_issues browse_repository]
writing = reading + %i[add_issues edit_issues add_issue_notes edit_own_issue_notes manage_issue_relations]
operations = Role.create!(name: 'Operations', assignable: true, permissions: writing + %i[set_notes_private view_private_notes])
# May write, but what it writes can be read by everybody who sees the ticket.
customers = Role.create!(name: 'Customers', assignable: false, permissions: writing)
readers = Role.create!(name: 'Readers', assignable: false, permissions: reading)

steps = [[new, progress], [new, rejected], [progress, feedback], [progress, resolved], [feedback, progress],
         [resolved, closed], [resolved, progress]]
trackers.each do |tracker|
  [operations, customers].each do |role|
    steps.each { |from, to| WorkflowTransition.create!(tracker: tracker, role: role, old_status: from, new_status: to) }
    WorkflowTransition.create!(tracker: tracker, role: role, old_status_id: 0, new_status: new)
  end
end

def project(identifier, name, trackers)
  made = Project.new(identifier: identifier, name: name, is_public: false)
  made.enabled_module_names = %w[issue_tracking repository]
  made.trackers = trackers
  made.save!
  made
end

ops = project('ops', 'Operations', trackers)
payroll = project('payroll', 'Payroll', trackers)
below = project('ops-lab', 'The lab', trackers)
below.set_parent!(ops)
IssueCategory.create!(project: ops, name: 'Checkout')
IssueCategory.create!(project: ops, name: 'Search & find')

def user(login, first, last, memberships, status: User::STATUS_ACTIVE)
  made = User.new(firstname: first, lastname: last, mail: "#{login}@example.org", language: 'en', status: status)
  made.login = login
  made.password = made.password_confirmation = "secret-#{login}"
  made.save!
  memberships.each { |project, role| Member.create!(project: project, principal: made, roles: [role]) }
  { id: made.id.to_s, login: login, name: made.name, password: "secret-#{login}", token: made.api_key }
end

everywhere = [[ops, operations], [payroll, operations], [below, operations]]
accounts = {
  ana: user('ana', 'Ana', 'Ops', everywhere),
  ben: user('ben', 'Ben', 'Ops', everywhere),
  cleo: user('cleo', 'Cleo', 'Customer', [[ops, customers]]),
  eve: user('eve', 'Eve', 'Reader', [[ops, readers]]),
}

# Texts that tell how the instance is written.
Issue.create!(project: ops, tracker: trackers[2], author: User.find_by_login('ana'), status: closed, priority: priorities[1],
              subject: 'How we write here', description: "h2. Steps\n\n* see \"the page\":https://example.org/steps\n* run @make@")
puts accounts.to_json
