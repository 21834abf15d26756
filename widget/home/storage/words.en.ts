import type { Counting } from '../../words/plural.ts'
import type { StorageWords } from './words.ts'

export const en = (count: Counting): StorageWords => ({
  title: 'Where the talk is kept',
  modes: { archive: 'Here, with the chat', relay: 'In the CRM only' },
  about: {
    archive:
      'The chat keeps texts and files and searches them. Only what you choose under “History in the CRM” appears there.',
    relay:
      'Each text goes into the history of its card and each file among the card’s documents. Nothing of them stays here: the chat reads them from the CRM when somebody looks.',
  },
  holds: 'in force',
  goes: 'What goes to the CRM',
  messages: (messages, characters) =>
    `${count(messages, { one: '# message', other: '# messages' })}, ${count(characters, { one: '# character', other: '# characters' })}.`,
  nothingYet: 'Nothing for now: only new messages.',
  files: (files) =>
    `${count(files, { one: '# file', other: '# files' })}, apart from those the CRM does not take and those of classes closed to some.`,
  readers:
    'Everybody the CRM shows the card reads its history there, also those who see less in the chat. Reads in the CRM are not in our log.',
  lost: { ahead: 'What you lose', now: 'What you do without' },
  losses: [
    'Search by words: it does not find what has gone to the CRM.',
    'Earlier wordings: only the last one is kept.',
    'New private discussions.',
    'New facts on cards.',
    'Drafts on other devices: only the window in which one writes keeps them.',
    'Previews of files.',
    'Texts in dossiers: the entry of the CRM and a checksum take their place.',
    'Reading while the CRM does not answer.',
    'The talk of a record that is deleted in the CRM: its texts go with it.',
    'Finding a person in what others wrote, when he is to be erased.',
  ],
  drafts: (drafts) =>
    count(drafts, {
      one: '# saved draft will be deleted.',
      other: '# saved drafts will be deleted.',
    }),
  stays: { ahead: 'What stays here', now: 'What stays here' },
  staying: [
    'Ids, times and authors of messages, their length and checksum.',
    'Reactions, read marks, decisions.',
    'Names of discussions and files.',
    'Whatever is on legal hold, and what the CRM does not take.',
  ],
  privates: (threads, messages) =>
    `${count(threads, { one: '# private discussion', other: '# private discussions' })}${messages > 0 ? `, ${count(messages, { one: '# message', other: '# messages' })}` : ''}: in the CRM everybody who sees the card would read them.`,
  facts: (facts) => `${count(facts, { one: '# fact', other: '# facts' })} on cards.`,
  back: 'New messages are kept here again. What has gone to the CRM stays there, and the chat goes on reading it from there.',
  backWaiting: (messages) =>
    count(messages, {
      one: '# message that has not gone yet stays here.',
      other: '# messages that have not gone yet stay here.',
    }),
  ask: { archive: 'Keep it here again…', relay: 'Keep it in the CRM only…' },
  sure: { archive: 'Keep the talk here again?', relay: 'Keep the talk in the CRM only?' },
  submit: { archive: 'Keep it here', relay: 'Hand it over' },
  done: { archive: 'New messages are kept here', relay: 'The talk is going to the CRM' },
  noWayBack: 'What has gone to the CRM does not come back here, even if you choose otherwise later.',
  typeIt: (number) => `Type ${number} to confirm`,
  going: 'On the way to the CRM',
  waiting: (messages) =>
    `${count(messages, { one: '# message is', other: '# messages are' })} still to go. You may close this page.`,
  over: 'Everything that may go is in the CRM.',
  held: (messages) =>
    count(messages, {
      one: '# message on legal hold stays here until the hold ends.',
      other: '# messages on legal hold stay here until the hold ends.',
    }),
  refused: (messages) =>
    count(messages, {
      one: 'The CRM did not take # message: it stays here.',
      other: 'The CRM did not take # messages: they stay here.',
    }),
  why: 'Open the diagnosis',
})
