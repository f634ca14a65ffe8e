# Adds many tickets at once, past Request Tracker's own code, which takes a tenth of a second for each.
# Arguments: the queue's name, how many, and a word for the subjects. Every tenth is resolved, every seventh is Ana's.
use strict;
use warnings;
use RT -init;

my ( $queue_name, $count, $word ) = @ARGV;
my $system = RT->SystemUser;
my $queue  = RT::Queue->new($system);
$queue->Load($queue_name);
my $owner = RT::User->new($system);
$owner->Load('ana');
die "No queue $queue_name, or no ana\n" unless $queue->Id && $owner->Id;

my $db = $RT::Handle->dbh;
sub next_id { my ($table) = @_; return 1 + ( $db->selectrow_array("SELECT MAX(id) FROM $table") || 0 ) }

sub inserter {
    my ( $table, @columns ) = @_;
    my $marks = join ', ', ('?') x @columns;
    return $db->prepare( "INSERT INTO $table (" . join( ', ', @columns ) . ") VALUES ($marks)" );
}

my $ticket = inserter( Tickets => qw(id EffectiveId Queue Type Owner Subject Priority Status Starts Started Due Resolved LastUpdatedBy LastUpdated Creator Created) );
my $transaction = inserter( Transactions => qw(id ObjectType ObjectId TimeTaken Type Creator Created) );
my $principal   = inserter( Principals => qw(id PrincipalType Disabled) );
my $group       = inserter( Groups => qw(id Name Domain Instance Creator Created LastUpdatedBy LastUpdated) );
my $member      = inserter( GroupMembers => qw(GroupId MemberId Creator Created LastUpdatedBy LastUpdated) );
my $cached      = inserter( CachedGroupMembers => qw(id GroupId MemberId Via ImmediateParentId Disabled) );

$db->begin_work;
my ( $ticket_id, $transaction_id, $principal_id, $cached_id ) = map { next_id($_) } qw(Tickets Transactions Principals CachedGroupMembers);
my $unset = '1970-01-01 00:00:00';
for my $number ( 1 .. $count ) {
    # A second apart, so that their order by time is theirs by number.
    my $at = RT::Date->new($system);
    $at->Set( Format => 'unix', Value => time - 2 * $count + $number );
    my $time = $at->ISO( Timezone => 'UTC' );
    my $resolved = $number % 10 == 0;
    my $owner_id = $number % 7 == 0 ? $owner->Id : RT->Nobody->Id;
    $ticket->execute( $ticket_id, $ticket_id, $queue->Id, 'ticket', $owner_id, "$word $number", 50,
        $resolved ? 'resolved' : 'new', $unset, $unset, $unset, $resolved ? $time : $unset, 1, $time, 1, $time );
    $transaction->execute( $transaction_id, 'RT::Ticket', $ticket_id, 0, 'Create', 1, $time );
    for my $role (qw(Owner Requestor Cc AdminCc)) {
        $principal->execute( $principal_id, 'Group', 0 );
        $group->execute( $principal_id, $role, 'RT::Ticket-Role', $ticket_id, 1, $time, 1, $time );
        my @members = $role eq 'Owner' ? ($owner_id) : ();
        $member->execute( $principal_id, $_, 1, $time, 1, $time ) for @members;
        for my $who ( $principal_id, @members ) {
            $cached->execute( $cached_id, $principal_id, $who, $cached_id, $principal_id, 0 );
            $cached_id++;
        }
        $principal_id++;
    }
    $ticket_id++;
    $transaction_id++;
}
$db->commit;
