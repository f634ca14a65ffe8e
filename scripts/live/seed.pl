# Fills a fresh Request Tracker with the people, queues, custom fields and rights that the live tests know.
# Prints a JSON object: for each person the number, the login, the password and a token.
use strict;
use warnings;
use utf8;
use JSON;
use RT -init;

my $system = RT->SystemUser;

sub must { my ( $ok, $message ) = @_; die "$message\n" unless $ok; return $ok }

sub make {
    my ( $class, $method, @arguments ) = @_;
    my $object = $class->new($system);
    must( $object->$method(@arguments) );
    return $object;
}

my ( %user, %account );
for (
    [ ana  => 'Ana Petrović',  1 ],    # operations
    [ ben  => 'Ben Ito',       1 ],    # operations
    [ dora => 'Dora Reader',   1 ],    # sees tickets, without their comments, and changes nothing
    [ eve  => 'Eve Outside',   1 ],    # sees nothing
    [ cleo => 'Cleo Customer', 0 ],    # asks for help
    )
{
    my ( $name, $real, $privileged ) = @$_;
    my $user = make( 'RT::User', 'Create', Name => $name, RealName => $real, EmailAddress => "$name\@example.org",
        Password => "secret-$name", Privileged => $privileged );
    my ( $ok, $message, $token ) = RT::AuthToken->new($system)->Create( Owner => $user->Id, Description => 'live tests' );
    must( $ok, $message );
    $user{$name}    = $user;
    $account{$name} = { id => $user->Id . '', login => $name, name => $real, password => "secret-$name", token => $token };
}

my $operations = make( 'RT::Group', 'CreateUserDefinedGroup', Name => 'Operations' );
must( $operations->AddMember( $user{$_}->PrincipalId ) ) for qw(ana ben);

my @see  = qw(SeeQueue ShowTicket);
my @work = qw(ShowTicketComments ShowOutgoingEmail CreateTicket ReplyToTicket CommentOnTicket ModifyTicket OwnTicket TakeTicket StealTicket);
for (
    [ Incidents               => 'default' ],
    [ Requests                => 'default' ],
    [ Changes                 => 'change' ],
    [ q{Bob's "odd" \\ queue} => 'default' ],
    [ Secret                  => 'default' ],
    )
{
    my ( $name, $lifecycle ) = @$_;
    my $queue = make( 'RT::Queue', 'Create', Name => $name, Lifecycle => $lifecycle );
    next if $name eq 'Secret';
    must( $operations->PrincipalObj->GrantRight( Right => $_, Object => $queue ) ) for @see, @work;
    must( $user{dora}->PrincipalObj->GrantRight( Right => $_, Object => $queue ) ) for @see;
}
must( $operations->PrincipalObj->GrantRight( Right => $_, Object => RT->System ) ) for qw(SeeCustomField ModifyCustomField);

for (
    [ Severity             => 'SelectSingle', qw(Sev1 Sev2 Sev3) ],
    [ Service              => 'FreeformSingle' ],
    [ q{Odd 'name" {x} \\} => 'FreeformMultiple' ],
    )
{
    my ( $name, $type, @values ) = @$_;
    my $field = make( 'RT::CustomField', 'Create', Name => $name, Type => $type, LookupType => 'RT::Queue-RT::Ticket' );
    must( $field->AddValue( Name => $_ ) ) for @values;
    must( $field->AddToObject( RT::Queue->new($system) ) );
}

print JSON->new->ascii->encode( \%account ), "\n";
