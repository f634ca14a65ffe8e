import type { CommandTable } from './boundary.ts';
import { addConnectionCommand } from './addConnection.ts';
import { addNoteCommand, replyCommand } from './addNote.ts';
import { linkBranchCommand, startBranchCommand, unlinkBranchCommand } from './branch.ts';
import { chooseAccountCommand } from './chooseAccount.ts';
import { createTicketCommand } from './createTicket.ts';
import { decideCommand } from './decide.ts';
import { handBackCommand } from './handBack.ts';
import { linkCommitCommand } from './linkCommit.ts';
import { linkRepositoryCommand } from './linkRepository.ts';
import { moveCommand } from './move.ts';
import {
  copyKeyCommand,
  openInBrowserCommand,
  openLinkFileCommand,
  openTicketByKeyCommand,
  openTicketCommand,
} from './open.ts';
import { pickUpByKeyCommand, pickUpCommand } from './pickUp.ts';
import { signInCommand } from './signIn.ts';
import { signOutCommand } from './signOut.ts';
import { syncCommand } from './sync.ts';
import { testConnectionCommand } from './testConnection.ts';
import {
  clearFilterCommand,
  filterCommand,
  groupByCommand,
  loadMoreCommand,
  refreshCommand,
  showMoreRowsCommand,
  showPhasesCommand,
  showProblemCommand,
} from './view.ts';

/** Every command. package.json says how each is called and where it stands in menus; a test compares the two. */
export const commandTable: CommandTable = {
  'footbridge.addConnection': addConnectionCommand,
  'footbridge.addNote': addNoteCommand,
  'footbridge.chooseAccount': chooseAccountCommand,
  'footbridge.clearFilter': clearFilterCommand,
  'footbridge.copyKey': copyKeyCommand,
  'footbridge.createTicket': createTicketCommand,
  'footbridge.decide': decideCommand,
  'footbridge.filter': filterCommand,
  'footbridge.groupBy': groupByCommand,
  'footbridge.handBack': handBackCommand,
  'footbridge.linkBranch': linkBranchCommand,
  'footbridge.linkCommit': linkCommitCommand,
  'footbridge.linkRepository': linkRepositoryCommand,
  'footbridge.loadMore': loadMoreCommand,
  'footbridge.move': moveCommand,
  'footbridge.openInBrowser': openInBrowserCommand,
  'footbridge.openLinkFile': openLinkFileCommand,
  'footbridge.openTicket': openTicketCommand,
  'footbridge.openTicketByKey': openTicketByKeyCommand,
  'footbridge.pickUp': pickUpCommand,
  'footbridge.pickUpByKey': pickUpByKeyCommand,
  'footbridge.refresh': refreshCommand,
  'footbridge.reply': replyCommand,
  'footbridge.showLog': ({ showLog }) => showLog(),
  'footbridge.showMoreRows': showMoreRowsCommand,
  'footbridge.showPhases': showPhasesCommand,
  'footbridge.showProblem': showProblemCommand,
  'footbridge.signIn': signInCommand,
  'footbridge.signOut': signOutCommand,
  'footbridge.startBranch': startBranchCommand,
  'footbridge.sync': syncCommand,
  'footbridge.testConnection': testConnectionCommand,
  'footbridge.unlinkBranch': unlinkBranchCommand,
};
