import type { Counting } from '../../words/plural.ts'
import { inside } from './inside.ts'

/** Words of how somebody is told; the reference for the other languages. */
export const en = (count: Counting) => ({
  title: 'My notifications',
  hint: 'They are mine alone and are saved at once.',
  loading: 'Loading…',
  failed: 'The settings did not load',

  thread: 'In this discussion',
  asForAll: 'As for all',
  level: 'What rings',
  company: (level: string) => `As in the company: ${inside(level)}`,
  levels: { all: 'All messages', calls: 'Only what calls me', none: 'Nothing but urgent' },
  levelHints: {
    all: 'Everything others write.',
    calls: 'When I or my role am named, answered, or written to in private.',
    none: 'Only what a colleague marks as urgent.',
  },

  channels: 'Where',
  bell: 'The bell of the CRM',
  bellHint: '20 seconds after a message, unless I have read it.',
  bellOff: 'Switched off by the administrator.',
  mail: 'E-mail',
  mailHint: 'Ten minutes after the bell, one letter for a deal. Texts are never sent.',
  mailNone: 'This server sends no mail.',
  push: 'Browsers',
  pushHint: 'Ring also when the CRM is closed. Texts are never shown.',
  pushNone: 'No browser rings yet.',
  pushOff: 'This server turns to no browser services abroad.',

  try: 'Try it',
  trying: 'Trying…',
  arrived: 'Sent. Look whether it has come.',
  address: 'Address',
  to: (address: string) => `To ${address}`,
  sendCode: 'Send a code',
  codeSent: (address: string) => `A code was sent to ${address}`,
  code: 'Code from the letter',
  confirm: 'Confirm',
  wrongCode: 'This is not the code. Look at the newest letter.',
  another: 'Another address',
  returned: (why: string) => `The last letter came back: ${why}`,
  addBrowser: 'This browser…',
  addedBrowser: 'This browser will ring',
  blocked: 'The browser did not open the window. Allow it to and press once more.',
  added: (when: string) => `since ${when}`,
  remove: (name: string) => `Remove: ${name}`,

  quiet: 'Quiet hours',
  quietHint: 'Nothing rings but what is urgent. After them one notification tells what has gathered.',
  from: 'From',
  until: 'until',
  days: 'Quiet all day',
  zone: 'Time zone',
  here: (zone: string) => `As on this device: ${zone}`,

  summary: 'Summary of the day',
  summaryHint: 'How much is unread, waits for an answer and is due.',
  at: 'At',
  byBell: 'by the bell',
  byMail: 'by mail',

  noAnswer: 'No answer needed',
  noAnswerDone: 'Nothing here waits for your answer',
  urgently: 'Ring urgently',
  urgentDone: 'It rings every five minutes until it is seen, for half an hour',
  waits: (n: number) => count(n, { one: '# waits for your answer', other: '# wait for your answer' }),

  refused: {
    no_address: 'there is no address',
    no_mailbox: 'there is no such mailbox',
    mailbox_full: 'the mailbox is full',
    refused: 'the mail server refused it',
    login: 'the mail server does not let us in: tell the administrator',
    unreachable: 'the server cannot be reached',
    later: 'the server asks to be tried later',
    gone: 'no browser wants notifications',
    too_many_requests: 'it has just been tried, wait a little',
    bad_request: 'this cannot be so',
    push_service_closed: 'this server may not turn to the service of that browser',
    calls_nobody: 'it must name somebody',
  } as Record<string, string>,
  said: (why: string, words: string) => `${why} (${words})`,
})

export type NoticeWords = ReturnType<typeof en>
