import type { AuditAct } from '../../../backend/shown.ts'

export interface AuditWords {
  title: string
  hint: string
  /** How much of it is signed, and since when. */
  signed: (entries: string, when: string) => string
  unsigned: string
  publishedIn: (card: string) => string
  publishedNowhere: string
  published: (entries: string) => string
  choose: string
  change: string
  save: string
  publish: string
  publishHint: string
  publishNowhere: string
  key: string
  copyKey: string
  copied: string
  fields: Record<'by' | 'record' | 'acts' | 'since' | 'until', string>
  startTyping: string
  /** Everything that was done to one message, file or person. */
  allOfIt: string
  onlyThing: string
  anyThing: string
  any: string
  find: string
  clear: string
  none: string
  more: string
  table: string
  proven: string
  takenOut: string
  erased: string
  withheld: string
  clock: string
  host: string
  operator: string
  details: string
  groups: Record<'looks' | 'talk' | 'files' | 'people' | 'settings' | 'keeping', string>
  /** Names of what is told besides, as far as people meet them. */
  names: Record<string, string>
  acts: Record<AuditAct, string>
}

export const en: AuditWords = {
  title: 'Audit log',
  hint: 'Who did what, when and from where. Nothing here can be changed, and viewing the log is recorded too.',
  signed: (entries, when) => `Entries signed: ${entries}, the latest at ${when}.`,
  unsigned: 'Nothing is signed yet.',
  publishedIn: (card) => `Checkpoints are saved to the CRM: ${card}.`,
  publishedNowhere: 'Checkpoints are not saved to the CRM.',
  published: (entries) => `The latest one was made at entry ${entries}.`,
  choose: 'Choose a card',
  change: 'Change',
  save: 'Save',
  publish: 'Where to save checkpoints',
  publishHint:
    'A signed checkpoint of the log goes into the history of this card in the CRM. If anybody alters the log, the checkpoints will no longer match it.',
  publishNowhere: 'Nowhere',
  key: 'Public key for verification',
  copyKey: 'Copy the key',
  copied: 'Copied',
  fields: {
    by: 'Who',
    record: 'Card',
    acts: 'Action',
    since: 'From',
    until: 'To',
  },
  startTyping: 'Start typing…',
  allOfIt: 'everything about it',
  onlyThing: 'Everything about one item',
  anyThing: 'Show all items again',
  any: 'Anything',
  find: 'Show',
  clear: 'Clear',
  none: 'No such entries.',
  more: 'Earlier entries',
  table: 'Download as a table',
  proven: 'Download with proofs',
  takenOut: 'Downloaded. The log says so too.',
  erased: 'erased',
  withheld: 'What it says is shown only to those it is open to.',
  clock: 'Automatically',
  host: 'CRM',
  operator: 'Whoever runs the server',
  details: 'Details',
  groups: {
    looks: 'Reading, downloads, refusals',
    talk: 'Messages and discussions',
    files: 'Files and documents',
    people: 'Access and people',
    settings: 'Settings',
    keeping: 'Retention, holds, erasure',
  },
  names: {
    from: 'From where',
    name: 'Name',
    reason: 'Reason',
    before: 'Before',
    after: 'After',
    q: 'Search',
    path: 'Address',
    sought: 'Searched for',
    times: 'Repeated',
    title: 'Title',
    words: 'Text',
    until: 'Until',
  },
  acts: {
    'message.sent': 'Message sent',
    'message.edited': 'Message edited',
    'message.deleted': 'Message deleted',
    'message.handed_over': 'Text handed over to the CRM',
    'message.reacted': 'Reaction',
    'message.pinned': 'Message pinned',
    'message.unpinned': 'Message unpinned',
    'message.urgent': 'Message made urgent',
    'thread.opened': 'Discussion opened',
    'thread.closed': 'Discussion closed',
    'thread.reopened': 'Discussion reopened',
    'question.asked': 'Question asked',
    'question.answered': 'Answer marked',
    'question.withdrawn': 'Question withdrawn',
    'approval.asked': 'Approval requested',
    'approval.decided': 'Approval decided',
    'approval.withdrawn': 'Approval withdrawn',
    'acknowledgement.asked': 'Confirmation of reading requested',
    'acknowledgement.given': 'Reading confirmed',
    'acknowledgement.reminded': 'Reminded to confirm',
    'checklist.ticked': 'Checklist item ticked',
    'checklist.unticked': 'Checklist tick removed',
    'task.made': 'Task created',
    'fact.recorded': 'Fact recorded',
    'fact.changed': 'Fact changed',
    'fact.removed': 'Fact removed',
    'situation.begun': 'Situation opened',
    'role.wanted': 'Unstaffed role reported',
    'card.continued': 'Talk continued in another card',
    'file.uploaded': 'File uploaded',
    'file.refused': 'File refused: a virus was found',
    'file.downloaded': 'File downloaded',
    'file.previewed': 'Picture viewed',
    'file.kept': 'File kept in the CRM',
    'document.changed': 'Document details changed',
    'document.replaced': 'Document replaced',
    'document.requested': 'Document requested',
    'document.received': 'Document received',
    'document.corrected': 'Document corrected',
    'document.accepted': 'Document accepted',
    'document.refused': 'Error found in a document',
    'document.rights_changed': 'Document rights changed',
    'supervision.begun': 'Started reading a private discussion',
    'supervision.read': 'Private discussion read',
    'supervision.searched': 'Search by compliance',
    denied: 'Denied',
    exported: 'Exported',
    'audit.read': 'Audit log viewed',
    'audit.exported': 'Audit log exported',
    'audit.heads_moved': 'Place of checkpoints changed',
    'dossier.asked': 'Dossier asked for',
    'dossier.exported': 'Dossier exported',
    'dossier.left': 'Dossier put into the CRM',
    'dossiers.ordered': 'Putting all dossiers into the CRM ordered',
    'dossiers.called_off': 'Putting dossiers into the CRM called off',
    'dossiers.left': 'Putting dossiers into the CRM finished',
    'session.begun': 'Signed in',
    'invite.made': 'Invited',
    'invite.accepted': 'Invitation accepted',
    'invite.prolonged': 'Invitation extended',
    'invite.link_made': 'New link created',
    'invite.ended': 'Invitation ended',
    'person.dismissed': 'Employee dismissed',
    'person.dismissal_undone': 'Dismissal undone',
    'person.standing_changed': 'Rights changed',
    'absence.set': 'Absence set',
    'absence.ended': 'Absence ended',
    'choices.changed': 'Settings changed',
    'settings.storage': 'Where texts are kept was changed',
    'roles.changed': 'Roles changed',
    'situations.changed': 'Situations changed',
    'fields.hidden': 'Hidden fields changed',
    'filing.changed': 'Document settings changed',
    'company.installed': 'App installed',
    'company.events_bound': 'Webhook set up',
    'company.form_changed': 'Form or menu changed',
    'company.uninstalled': 'App uninstalled',
    'retention.changed': 'Retention terms changed',
    'retention.run': 'Deleted when the term ran out',
    'hold.placed': 'Hold placed',
    'hold.changed': 'Hold changed',
    'hold.release_asked': 'Release of a hold requested',
    'hold.release_confirmed': 'Release of a hold confirmed',
    'hold.released': 'Hold ended',
    'erasure.previewed': 'Erasure previewed',
    'erasure.decided': 'Erasure decided',
    'erasure.done': 'Personal data erased',
    'consent.given': 'Consent given',
    'consent.withdrawn': 'Consent withdrawn',
    'key.rotated': 'Keys sealed under a new server key',
    'key.renewed': 'A new key made, files sealed anew',
  },
}
