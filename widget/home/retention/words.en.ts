import type { Counting } from '../../words/plural.ts'
import type { RetentionWords } from './words.ts'

export const en = (count: Counting): RetentionWords => ({
  title: 'Retention',
  hint: 'When the term is over, everything goes that is not on hold and was not saved to the CRM.',
  stillKept: (day) => `Whatever was kept under the previous terms stays until ${day}.`,
  preview: 'Preview deletion',
  save: 'Save terms',
  saved: 'Terms saved',
  wrong: 'Check the terms: two exceptions are the same, or a term is too short.',
  lookAgain: 'The figures have changed meanwhile. Please look again.',
  whats: {
    files: 'Files',
    messages: 'Messages',
    links: 'Guest invitations',
    audit: 'Audit log',
    payloads: 'Events from the CRM',
  },
  hints: {
    files: 'Attachments in chats. The file name and its checksum stay.',
    messages: 'Texts and everything attached to them. A note stays where the message was. 30 days at least.',
    links: 'Invitations that have ended.',
    audit: 'Names and addresses in the log. The log can be verified without them. 30 days at least.',
    payloads: 'Event data exactly as the CRM sent it. 7 days at least.',
  },
  everywhere: 'Everywhere',
  place: 'Exception',
  add: 'Add an exception',
  remove: 'Remove the exception',
  days: 'Days',
  daysWord: (days) => count(days, { one: 'day', other: 'days' }),
  forever: 'no limit',
  counted: 'Counted',
  from: {
    made: { files: 'since upload', links: 'since they ended', others: 'since sending' },
    closed: 'since the deal was closed',
  },
  thread: 'Any discussion',
  threads: { team: 'Team', topic: 'By topic', private: 'Private' },
  type: 'Any card',
  types: { deal: 'Deals', lead: 'Leads', contact: 'Contacts', company: 'Companies', case: 'Cases' },
  funnel: 'Any pipeline',
  stage: 'Any stage',
  state: 'Open and closed',
  closed: 'Closed',
  open: 'Open',
  previewTitle: 'What will be deleted',
  goesUntil: (when) => `If you save the terms now, this will be deleted by ${when}:`,
  what: 'What',
  goes: 'Deleted',
  more: 'Of these, due to the new terms',
  fewer: 'Now stays',
  records: (n) => count(n, { one: '# card is affected', other: '# cards are affected' }),
  cited: {
    messages: (n) =>
      count(n, {
        one: 'These files are attached to # message',
        other: 'These files are attached to # messages',
      }),
    decisions: (n) =>
      count(n, { one: '# approval decision will be deleted', other: '# approval decisions will be deleted' }),
    facts: (n) => count(n, { one: '# fact will be deleted', other: '# facts will be deleted' }),
    tasks: (n) =>
      count(n, { one: '# link to a task will be deleted', other: '# links to tasks will be deleted' }),
  },
  spared: {
    hold: (n) => count(n, { one: '# stays: it is on hold', other: '# stay: they are on hold' }),
    kept: (n) =>
      count(n, { one: '# stays: it is a kept document', other: '# stay: they are kept documents' }),
  },
  atOnce:
    'A longer term takes effect at once. A shorter one takes effect in 7 days for whatever is already there.',
  typeIt: (n) => `The new terms delete a lot. To confirm, type this number: ${n}`,
  receipts: 'What was deleted',
  receiptsHint:
    'Every deletion leaves a signed receipt: by which rule, how much was deleted and what stayed.',
  noReceipts: 'Nothing has been deleted yet.',
  receipt: 'Download receipt',
  running: 'in progress',
  gone: (n) => count(n, { one: '# item', other: '# items' }),
})
