import type { AuditAct } from '../../../backend/shown.ts'

export interface AuditWords {
  title: string
  hint: string
  /** How much of it is signed, and since when. */
  signed: (entries: string, when: string) => string
  unsigned: string
  published: (entries: string) => string
  notPublished: string
  key: string
  copyKey: string
  copied: string
  fields: Record<'by' | 'record' | 'thing' | 'acts' | 'since' | 'until', string>
  hints: Record<'by' | 'record' | 'thing', string>
  any: string
  find: string
  clear: string
  none: string
  more: string
  table: string
  proven: string
  takenOut: string
  erased: string
  clock: string
  host: string
  details: string
  groups: Record<'looks' | 'talk' | 'files' | 'people' | 'settings' | 'keeping', string>
  /** Names of what is told besides, as far as people meet them. */
  names: Record<string, string>
  acts: Record<AuditAct, string>
}

export const en: AuditWords = {
  title: 'Audit log',
  hint: 'Who did what, when and from where. Nothing here can be changed, and looking at it is noted too.',
  signed: (entries, when) => `${entries} entries signed, the last ones ${when}`,
  unsigned: 'Nothing is signed yet',
  published: (entries) => `published up to entry ${entries}`,
  notPublished: 'not published outside yet',
  key: 'Public key for the verifier',
  copyKey: 'Copy the key',
  copied: 'Copied',
  fields: {
    by: 'Who',
    record: 'Card',
    thing: 'File, message or person',
    acts: 'What',
    since: 'From',
    until: 'To',
  },
  hints: { by: 'Employee id', record: 'deal:1204', thing: 'Its id' },
  any: 'Anything',
  find: 'Show',
  clear: 'Clear',
  none: 'Nothing of the kind has happened.',
  more: 'Earlier entries',
  table: 'Download as a table',
  proven: 'Download with proofs',
  takenOut: 'Downloaded. The log says so too.',
  erased: 'erased',
  clock: 'By itself',
  host: 'CRM',
  details: 'Details',
  groups: {
    looks: 'Reading, downloads, refusals',
    talk: 'Messages and discussions',
    files: 'Files and documents',
    people: 'Access and people',
    settings: 'Settings',
    keeping: 'Retention, holds, erasure, keys',
  },
  names: {
    from: 'From where',
    name: 'Name',
    reason: 'Reason',
    before: 'Before',
    after: 'After',
    q: 'Sought',
    path: 'Address',
    sought: 'Sought',
    times: 'Times more',
    title: 'Title',
    words: 'Words',
    until: 'Until',
  },
  acts: {
    'message.sent': 'Message sent',
    'message.edited': 'Message edited',
    'message.deleted': 'Message deleted',
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
    'approval.asked': 'Approval asked',
    'approval.decided': 'Approval decided',
    'approval.withdrawn': 'Approval withdrawn',
    'acknowledgement.asked': 'Confirmation of reading asked',
    'acknowledgement.given': 'Reading confirmed',
    'acknowledgement.reminded': 'Reminded to confirm',
    'checklist.ticked': 'Checklist item ticked',
    'checklist.unticked': 'Checklist tick removed',
    'task.made': 'Task made',
    'fact.recorded': 'Fact recorded',
    'fact.changed': 'Fact changed',
    'fact.removed': 'Fact removed',
    'situation.begun': 'Situation opened',
    'role.wanted': 'Role with nobody reported',
    'card.continued': 'Talk continued in another card',
    'file.uploaded': 'File uploaded',
    'file.downloaded': 'File downloaded',
    'file.previewed': 'Picture viewed',
    'file.kept': 'File kept in the CRM',
    'file.expired': 'File expired',
    'document.changed': 'Document details changed',
    'document.replaced': 'Document replaced',
    'document.requested': 'Document requested',
    'document.received': 'Document received',
    'document.corrected': 'Document sent back',
    'document.accepted': 'Document accepted',
    'document.refused': 'Document refused',
    'document.stored': 'Document stored for good',
    'document.removed': 'Document removed',
    'document.rights_changed': 'Document rights changed',
    'document.key_changed': 'Document key changed',
    'supervision.begun': 'Reading of a private discussion begun',
    'supervision.read': 'Private discussion read',
    'supervision.searched': 'Search by compliance',
    denied: 'Denied',
    exported: 'Exported',
    'audit.read': 'Audit log viewed',
    'audit.exported': 'Audit log exported',
    'audit.heads_moved': 'Place of publication changed',
    'dossier.exported': 'Dossier exported',
    'session.begun': 'Signed in',
    'invite.made': 'Invited',
    'invite.accepted': 'Invitation accepted',
    'invite.prolonged': 'Invitation prolonged',
    'invite.link_made': 'New link made',
    'invite.ended': 'Invitation ended',
    'person.dismissed': 'Employee dismissed',
    'person.dismissal_undone': 'Dismissal undone',
    'person.standing_changed': 'Rights changed',
    'absence.set': 'Absence set',
    'absence.ended': 'Absence ended',
    'choices.changed': 'Settings changed',
    'roles.changed': 'Roles changed',
    'situations.changed': 'Situations changed',
    'fields.hidden': 'Hidden fields changed',
    'filing.changed': 'Document settings changed',
    'company.installed': 'App installed',
    'company.connected': 'Organization connected',
    'company.events_bound': 'Webhook set up',
    'company.form_changed': 'Form or menu changed',
    'company.uninstalled': 'App uninstalled',
    'retention.changed': 'Retention terms changed',
    'retention.previewed': 'Retention previewed',
    'retention.run': 'Deleted by the terms',
    'hold.placed': 'Hold placed',
    'hold.changed': 'Hold changed',
    'hold.release_asked': 'Release of a hold asked',
    'hold.release_confirmed': 'Release of a hold confirmed',
    'hold.released': 'Hold released',
    'erasure.previewed': 'Erasure previewed',
    'erasure.decided': 'Erasure decided',
    'erasure.done': 'Personal data erased',
    'consent.given': 'Consent given',
    'consent.withdrawn': 'Consent withdrawn',
    'key.made': 'Key made',
    'key.rotated': 'Key changed',
    'key.retired': 'Key retired',
  },
}
