import type { Counting } from '../../words/plural.ts'
import { diagnosis } from './diagnosis.en.ts'

/** Words of our own page; the reference for the other languages. */
export const en = (count: Counting) => ({
  title: 'Deal chats',
  sections: 'Sections',
  people: 'People',
  work: 'In the chat',
  keeping: 'Retention and control',
  connection: 'Connection',
  inbox: 'Inbox',
  notices: 'My notifications',
  roles: 'Roles and duty',
  situations: 'Situations',
  documents: 'Documents',
  uploads: 'Attachments',
  history: 'CRM history',
  calling: 'Notifications',
  numbers: 'Deal figures',
  absences: 'Away',
  leaving: 'Offboarding',
  rights: 'Roles and rights',
  storage: 'Where it is kept',
  retention: 'Retention',
  holds: 'Legal hold',
  erasure: 'Erasing data',
  dossiers: 'Deal dossier',
  audit: 'Audit log',
  diagnostics: 'Diagnostics',

  offline: 'No connection. Trying to reconnect.',
  over: 'Refresh the page to go on.',
  refresh: 'Refresh the page',
  back: 'All discussions',
  failed: (reason: string) => `That did not work: ${reason}`,

  list: {
    label: 'Discussions',
    filters: 'Which to show',
    all: 'All',
    unread: 'Unread',
    mentions: 'Mentions',
    unanswered: 'Waiting for me',
    questions: 'Questions',
    search: 'Deal, topic, number or file',
    files: 'Files',
    clear: 'Clear the search',
    readAll: 'Mark all as read',
    readAllDone: (n: number) =>
      count(n, { one: '# discussion marked as read', other: '# discussions marked as read' }),
    nothingToRead: 'Everything is read already',
    read: 'Mark as read',
    noAnswer: 'No answer needed',
    waits: (n: number) => count(n, { one: '# waits for your answer', other: '# wait for your answer' }),
    mute: 'Mute',
    unmute: 'Unmute',
    open: 'Open the chat',
    openRecord: 'Open the card in the CRM',
    actions: (name: string) => `Actions: ${name}`,
    unreadOf: (n: number) => count(n, { one: '# unread', other: '# unread' }),
    mentioned: 'you are mentioned',
    muted: 'muted',
    closed: 'closed',
    unnamed: 'Name not loaded',
    silent: 'The CRM does not answer. Names and words will appear when it does.',
    more: 'Show earlier',
    loading: 'Loading…',
    failedTitle: 'The list did not load',
    found: (n: number) => count(n, { one: '# discussion found', other: '# discussions found' }),
    empty: {
      all: [
        'No discussions yet',
        'Open a deal and write in its Chat tab: the discussion will be listed here.',
      ],
      unread: ['Everything is read', 'New messages from all your deals will appear here.'],
      mentions: ['Nobody has mentioned you', 'Messages that call you by name or by role will be here.'],
      questions: [
        'Nobody waits for your answer',
        'Questions, approvals and confirmations that wait for you will be here.',
      ],
      unanswered: [
        'Nobody is waiting for you',
        'Questions and mentions you have not answered will be here. A reaction counts as an answer.',
      ],
      sought: [
        'Nothing found',
        'Try another part of the name, or the number of the deal. The last 500 discussions are searched.',
      ],
    } as Record<'all' | 'unread' | 'mentions' | 'unanswered' | 'questions' | 'sought', [string, string]>,
  },

  settings: {
    save: 'Save',
    cancel: 'Cancel',
    saved: 'Saved',
    unsaved: 'Not saved yet',
    chosen: (name: string, when: string) => `Last changed: ${name}, ${when}`,
    chosenByNobody: 'Default settings: nobody has changed them yet',
    changedMeanwhile: (name: string) =>
      `${name} has changed the settings meanwhile. Look them through and save again.`,
    somebody: 'Another administrator',
    historyHint:
      'What appears among the events of a deal in the CRM. Texts of messages do only if you choose so under “Where it is kept”.',
    files: 'Files that were kept',
    filesHint: 'When somebody keeps a file in the deal, its history says who did and where it lies.',
    filesAtRemoval:
      'In Bitrix24 they lie in the storage of the app. “Delete settings and data”, ticked when the app is removed, deletes them too. Before that, leave the dossiers in the CRM (“Erasing data” → “If the app is removed”), and download from the cards what has expired in the chat already.',
    topics: 'Topics that were closed',
    topicsHint: 'Title of the topic and who closed it. Private discussions are never mentioned.',
    anchor: 'Counter among the activities',
    anchorHint:
      'One entry in the deal shows how many messages wait in its chat, and closes when they are read.',
    callingHint: 'Who is called and does not look at the chat is told by the CRM itself.',
    level: 'What rings',
    levelHint: 'Whoever has not chosen otherwise hears this.',
    levels: { all: 'All messages', calls: 'Only when called', none: 'Nothing but urgent' },
    notices: 'The bell of the portal',
    noticesHint:
      'Mentions, replies and private messages, 20 seconds after they were sent. Taken back once read.',
    numbersHint:
      'The CRM does not say which field holds the margin. Choose the field, and the margin is shown beside the chat and in requests for approval, but only to those the CRM shows that field to. Specialists and observers do not see it unless you decide otherwise under “Roles and rights”.',
    marginOf: { deal: 'Deal margin', lead: 'Lead margin' },
    noMargin: 'Do not show',
    noNumberFields: 'No number fields have been created in the CRM for such cards',
    uploads: {
      hint: 'What may be attached in all chats of the company. Files that are there already stay.',
      largest: 'Largest file',
      asServer: 'As the server allows',
      families: { programs: 'Programs', archives: 'Archives', media: 'Sound and video' },
      familyHints: {
        programs: 'exe, msi, bat, scripts, disk images and whatever else a computer would run',
        archives: 'zip, rar, 7z and others: nobody sees what is in them',
        media: 'Recordings of calls, films',
      },
      places: 'Where photos were taken',
      placesHint:
        'Off, the place is removed from a photo when it is sent. When and with what it was taken stays.',
    },
  },

  diagnosis,
})

export type HomeWords = ReturnType<typeof en>
