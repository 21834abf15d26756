import type { Counting } from '../../words/plural.ts'

export const en = (count: Counting) => ({
  title: 'Offboarding',
  hint: 'One click ends everything a leaver has here and hands his work over. What he has written stays.',
  failed: 'This page did not load',
  find: 'Find an employee',
  found: (n: number) => count(n, { one: '# employee found', other: '# employees found' }),
  nobodyFound: 'Nobody is called that',
  left: 'Gone by the CRM, work not handed over',
  leftHint: 'Their sessions have ended by themselves. Choose who takes over.',
  leftAt: (when: string) => `left ${when}`,
  done: 'Dismissed',
  doneNone: 'Nobody has been dismissed here yet.',
  back: 'All employees',

  counts: {
    label: 'What comes to an end or to another',
    sessions: (n: number) => count(n, { one: 'session ends', other: 'sessions end' }),
    windows: (n: number) => count(n, { one: '# open window', other: '# open windows' }),
    threads: (n: number) => count(n, { one: 'discussion', other: 'discussions' }),
    private: (n: number) =>
      count(n, { one: '# private one is not handed over', other: '# private ones are not handed over' }),
    cards: (n: number) => count(n, { one: 'card he answers for', other: 'cards he answers for' }),
    others: (n: number) => count(n, { one: '# more he takes part in', other: '# more he takes part in' }),
    toHim: (n: number) => count(n, { one: 'question waits for him', other: 'questions wait for him' }),
    fromHim: (n: number) => count(n, { one: '# he has asked', other: '# he has asked' }),
    unanswered: (n: number) => count(n, { one: 'message unanswered', other: 'messages unanswered' }),
    tasks: (n: number) => count(n, { one: 'task from messages', other: 'tasks from messages' }),
    guests: (n: number) => count(n, { one: 'guest of his', other: 'guests of his' }),
    colleagues: (n: number) => count(n, { one: '# colleague invited', other: '# colleagues invited' }),
  },

  heirs: 'Who takes over',
  heirsHint: 'Proposed is whoever sees all of these cards in the CRM and has the fewest of his own.',
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
  load: (name: string, cards: string) => `${name}, has ${cards}`,
  noGroups: 'He is in no discussion and answers for no card.',
  guests: 'People he has invited',
  guestsEnd: 'End their invitations',
  guestsStay: 'They stay; who answers for them',
  guestsHint: 'Guests are people from outside. Without a sponsor nobody knows why they are here.',

  rolesEmpty: (roles: string) => `Nobody will answer for: ${roles}. Assign somebody in Roles.`,

  go: (name: string) => `Dismiss ${name} and hand over`,
  going: 'Handing over…',
  goHint: 'Takes effect at once. It can be undone for 24 hours; he then signs in again himself.',
  gone: (name: string) => `${name} is dismissed, the work is handed over`,
  undo: 'Undo',
  undoing: 'Undoing…',
  undoUntil: (when: string) => `can be undone until ${when}`,
  undone: (name: string, when: string) => `Undone by ${name}, ${when}`,
  taken: 'The dismissal is undone',
  notBack: (what: string) => `Not back by itself: ${what}.`,
  notBackWhat: {
    grant: () => 'access to the CRM in his name, until he opens a card again',
    installer: () => 'background work in the CRM, which stays with whoever dismissed him',
    answered: (n: number) =>
      count(n, { one: '# answer given meanwhile', other: '# answers given meanwhile' }),
    expired: (n: number) =>
      count(n, { one: '# invitation has expired', other: '# invitations have expired' }),
    ended: (n: number) =>
      count(n, {
        one: '# invitation ended or made anew meanwhile',
        other: '# invitations ended or made anew meanwhile',
      }),
    gone: (n: number) => count(n, { one: '# thing that is no more', other: '# things that are no more' }),
  },
  by: (name: string, when: string) => `${name}, ${when}`,
  handed: {
    thread: (n: number, to: number) =>
      `${count(n, { one: '# discussion', other: '# discussions' })}, ${to} taken over`,
    awaited: (n: number, to: number) =>
      `${count(n, { one: '# answer due', other: '# answers due' })}, ${to} taken over`,
    task: (n: number, to: number) => `${count(n, { one: '# task', other: '# tasks' })}, ${to} taken over`,
    invite: (n: number, to: number) => `${count(n, { one: '# guest', other: '# guests' })}, ${to} taken over`,
    pass: (n: number) => count(n, { one: '# invitation of his ended', other: '# invitations of his ended' }),
  },
  unfinished: 'Is being carried on',
  act: 'Act (PDF)',
  actFile: 'Signed act (JSON)',
  undoAct: 'Act of undoing',
  report: 'What he saw and made',
  keys: 'Public key of the acts',
  keysHint: 'Whoever gets an act checks it by this key: npm run act:verify act.json --key …',
  copy: 'Copy',
  copied: 'The key is copied',

  seen: 'Seen in 30 days',
  seenNone: 'Nothing in the last 30 days.',
  opened: (n: number) => count(n, { one: '# card opened', other: '# cards opened' }),
  downloaded: (n: number) => count(n, { one: '# file downloaded', other: '# files downloaded' }),
  exported: (n: number) => count(n, { one: '# export', other: '# exports' }),
  what: { opened: 'Opened', downloaded: 'Downloaded', exported: 'Exported' },
  made: 'Made over all cards',
  madeWhat: { messages: 'Messages', files: 'Files', tasks: 'Tasks' },
  madeNone: 'Nothing yet.',
  hidden: 'In a private discussion, or a card the CRM does not show you',
  more: 'Show earlier',
  loading: 'Loading…',

  refused: {
    not_oneself: 'Another administrator has to dismiss you.',
    last_administrator: 'This is the last administrator. Appoint another in the CRM first.',
    leaving_already: 'He has been dismissed already. Open the page anew.',
    heir_leaving: 'Whoever is to take over leaves himself. Choose another.',
    heir_without_rights:
      'The CRM does not show all of these cards to whoever is to take over, or he has never opened the chat. Choose another, or give him rights.',
    not_a_member: 'Whoever is to take over is no employee. Choose another.',
    changed_meanwhile: 'He has come to more cards meanwhile. Look the page through and try again.',
    undo_over: 'More than 24 hours have passed: it cannot be undone.',
    not_found: 'Nobody like that is known here.',
  } as Record<string, string>,
})

export type LeavingWords = ReturnType<typeof en>
