# Adds issues past Redmine's own checks. Run by `rails runner` with: project, count, word.
identifier, count, word = ARGV
project = Project.find(identifier)
author = User.find_by_login('ana')
now = Time.current
last = Issue.maximum(:id)
rows = (1..count.to_i).map do |index|
  { project_id: project.id, tracker_id: project.trackers.first.id, status_id: IssueStatus.first.id, priority_id: IssuePriority.first.id,
    author_id: author.id, subject: "Bulk #{word} #{index}", description: 'From the bulk.', root_id: last + index,
    lft: 1, rgt: 2, created_on: now - index, updated_on: now - index }
end
rows.each_slice(500) { |slice| Issue.insert_all!(slice) }
Issue.where('root_id <> id AND parent_id IS NULL').update_all('root_id = id')
