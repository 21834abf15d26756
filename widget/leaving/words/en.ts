import type { Counting } from '../../words/plural.ts'

export const en = (count: Counting) => ({
  title: 'Offboarding',
  hint: 'One click closes everything a person has here and hands their work over. What they wrote stays.',
  failed: 'This page did not load',
  find: 'Find an employee',
  found: (n: number) => count(n, { one: '# employee found', other: '# employees found' }),
  nobodyFound: 'Nobody by that name',
  left: 'Dismissed in the CRM, work not handed over',
  leftHint: 'Their sessions have already ended. Choose who takes over.',
  leftAt: (when: string) => `left ${when}`,
  done: 'Dismissed',
  doneNone: 'Nobody has been dismissed here yet.',
  back: 'All employees',

  counts: {
    label: 'What ends or goes to somebody else',
    sessions: (n: number) => count(n, { one: 'session ends', other: 'sessions end' }),
    windows: (n: number) => count(n, { one: '# open window', other: '# open windows' }),
    threads: (n: number) => count(n, { one: 'discussion', other: 'discussions' }),
    private: (n: number) =>
      count(n, { one: '# private one is not handed over', other: '# private ones are not handed over' }),
    cards: (n: number) => count(n, { one: 'card of their own', other: 'cards of their own' }),
    others: (n: number) => count(n, { one: 'takes part in # more', other: 'takes part in # more' }),
    toHim: (n: number) => count(n, { one: 'question awaits an answer', other: 'questions await an answer' }),
    fromHim: (n: number) => count(n, { one: 'asked # more', other: 'asked # more' }),
    unanswered: (n: number) => count(n, { one: 'message unanswered', other: 'messages unanswered' }),
    tasks: (n: number) => count(n, { one: 'task from messages', other: 'tasks from messages' }),
    guests: (n: number) => count(n, { one: 'guest invited', other: 'guests invited' }),
    colleagues: (n: number) => count(n, { one: '# colleague invited', other: '# colleagues invited' }),
  },

  heirs: 'Who takes over',
  heirsHint: 'Suggested: whoever the CRM shows all these cards to and who has the fewest cards already.',
  group: (type: string, funnel: string | null) => (funnel ? `${type}: ${funnel}` : type),
  types: {
    deal: 'Deals',
    lead: 'Leads',
    contact: 'Contacts',
    company: 'Companies',
    quote: 'Quotes',
    smart_invoice: 'Invoices',
  } as Record<string, string>,
  otherType: 'Other cards',
  cards: (n: number) => count(n, { one: '# card', other: '# cards' }),
  heirOf: (group: string) => `Who takes over: ${group}`,
  nobody: 'Nobody',
  load: (name: string, cards: string) => `${name}, ${cards} now`,
  noGroups: 'Takes part in no discussions and is responsible for no cards.',
  guests: 'People they invited',
  guestsEnd: 'End their invitations',
  guestsStay: 'Keep them; who is responsible for them',
  guestsHint: 'Guests are people from outside. Without a sponsor nobody knows why they are here.',

  rolesEmpty: (roles: string) =>
    `Nobody will cover these roles: ${roles}. Assign somebody under “Roles and duty”.`,

  go: (name: string) => `Dismiss ${name} and hand over`,
  going: 'Handing over…',
  goHint:
    'Takes effect at once. You can undo it within 24 hours; they will have to sign in again themselves.',
  gone: (name: string) => `Done, work handed over: ${name}`,
  undo: 'Undo',
  undoing: 'Undoing…',
  undoUntil: (when: string) => `can be undone until ${when}`,
  undone: (name: string, when: string) => `Undone by ${name}, ${when}`,
  taken: 'Dismissal undone',
  notBack: (what: string) => `Not restored: ${what}.`,
  notBackWhat: {
    grant: () => 'access to the CRM on their behalf, until they open a card again',
    installer: () => 'background work with the CRM, which stays with whoever dismissed them',
    answered: (n: number) =>
      count(n, { one: '# answer given meanwhile', other: '# answers given meanwhile' }),
    expired: (n: number) =>
      count(n, { one: '# invitation has expired', other: '# invitations have expired' }),
    ended: (n: number) =>
      count(n, {
        one: '# invitation ended or made anew meanwhile',
        other: '# invitations ended or made anew meanwhile',
      }),
    gone: (n: number) =>
      count(n, { one: '# item that no longer exists', other: '# items that no longer exist' }),
  },
  by: (name: string, when: string) => `${name}, ${when}`,
  handed: {
    thread: (n: number, to: number) =>
      `${count(n, { one: '# discussion', other: '# discussions' })}, ${to} taken over`,
    awaited: (n: number, to: number) =>
      `${count(n, { one: '# answer due', other: '# answers due' })}, ${to} taken over`,
    task: (n: number, to: number) => `${count(n, { one: '# task', other: '# tasks' })}, ${to} taken over`,
    invite: (n: number, to: number) => `${count(n, { one: '# guest', other: '# guests' })}, ${to} taken over`,
    pass: (n: number) =>
      count(n, { one: '# invitation to them ended', other: '# invitations to them ended' }),
  },
  unfinished: 'Still in progress',
  act: 'Record (PDF)',
  actFile: 'Signed record (JSON)',
  undoAct: 'Record of the undo',
  report: 'What they saw and did',
  keys: 'Public key of the records',
  keysHint: 'Whoever receives a record can verify it with this key: npm run act:verify act.json --key …',
  copy: 'Copy',
  copied: 'Key copied',

  seen: 'Seen in 30 days',
  seenNone: 'Nothing in the last 30 days.',
  opened: (n: number) => count(n, { one: '# card opened', other: '# cards opened' }),
  downloaded: (n: number) => count(n, { one: '# file downloaded', other: '# files downloaded' }),
  exported: (n: number) => count(n, { one: '# export', other: '# exports' }),
  what: { opened: 'Opened', downloaded: 'Downloaded', exported: 'Exported' },
  made: 'Done in all cards',
  madeWhat: { messages: 'Messages', files: 'Files', tasks: 'Tasks' },
  madeNone: 'Nothing yet.',
  hidden: 'In a private discussion, or a card the CRM does not show you',
  more: 'Show earlier',
  loading: 'Loading…',

  refused: {
    not_oneself: 'Another administrator has to dismiss you.',
    last_administrator: 'This is the last administrator. Appoint another in the CRM first.',
    leaving_already: 'Already dismissed. Reload the page.',
    heir_leaving: 'The successor is being dismissed too. Choose somebody else.',
    heir_without_rights:
      'The CRM does not show all these cards to the successor, or the successor has not opened the chat yet. Choose somebody else or grant the rights.',
    not_a_member: 'The successor does not work here. Choose somebody else.',
    changed_meanwhile: 'More cards have come to this person meanwhile. Check the page and try again.',
    undo_over: 'More than 24 hours have passed: it cannot be undone.',
    not_found: 'There is no such employee here.',
  } as Record<string, string>,
})

export type LeavingWords = ReturnType<typeof en>
