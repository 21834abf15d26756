import type { Counting } from '../../words/plural.ts'
import type { PartingWords } from './words.ts'

export const en = (count: Counting): PartingWords => ({
  title: 'If the app is removed',
  hint: 'What becomes of the talk and the files.',
  wishes: {
    ask: 'As is said at the removal',
    leave: 'Leave the dossiers in the CRM',
    erase: 'Erase everything after 30 days',
  },
  wishHints: {
    ask: 'With “Delete settings and data” ticked at the removal, all of it is erased after 30 days. Otherwise it stays.',
    leave:
      'All talk goes into the CRM as archives that open without the app and check themselves. Our copy then goes or stays as is said at the removal.',
    erase:
      'All of it is erased after 30 days, whatever is ticked. Installing again before then brings all of it back.',
  },
  by: (who, day) => `${who}, ${day}`,
  somebody: 'somebody',
  order: 'Put all dossiers into the CRM…',
  again: 'Put them there again…',
  orderTitle: 'Dossiers into the CRM',
  orderIt: 'Put them there',
  counts: (records, messages, files, bytes) =>
    `${count(records, { one: '# record', other: '# records' })}, ${count(messages, { one: '# message', other: '# messages' })}, ${count(files, { one: '# file', other: '# files' })} (${bytes}).`,
  readers: {
    person:
      'The archives will lie on your own drive, in the folder “Dealthread”: only you see them until you share them. They stay there when the app is removed.',
    record:
      'Each archive will lie among its record’s notes: whoever sees the record in the CRM can open it. It has no deleted messages and nothing of who looked at what.',
  },
  narrowed: (people) =>
    `${count(people, { one: '# colleague sees', other: '# colleagues see' })} less in the chat than in the CRM, and could open these archives too.`,
  leftOut: (threads, files) =>
    `Left out: ${[
      threads > 0 && count(threads, { one: '# private discussion', other: '# private discussions' }),
      files > 0 &&
        count(files, { one: '# file of a restricted class', other: '# files of restricted classes' }),
    ]
      .filter(Boolean)
      .join(', ')}. Whoever needs them makes those dossiers under “Deal dossier”.`,
  largest: (size) =>
    `The CRM takes files of up to ${size}. Where a dossier would be larger, some of its files stay out, and the receipt names it.`,
  silent: 'The CRM does not say just now how large a file it takes.',
  typeIt: (number) => `To confirm, type ${number}`,
  changed: 'The number of records has changed meanwhile. Close this and look again.',
  underWay: (done, records) =>
    `Putting dossiers into the CRM: ${done.toLocaleString('en')} of ${records.toLocaleString('en')}. You may close the page; do not remove the app yet.`,
  callOff: 'Stop',
  stopping: 'Stopping: what is on its way still arrives.',
  over: (left, bytes, when) =>
    `${count(left, { one: '# dossier is', other: '# dossiers are' })} in the CRM (${bytes}), ${when}.`,
  shortened: (dossiers) =>
    count(dossiers, {
      one: '# of them lacks files that would not have fitted.',
      other: '# of them lack files that would not have fitted.',
    }),
  missing: (dossiers) => count(dossiers, { one: '# is not there:', other: '# are not there:' }),
  why: {
    not_shown: 'the CRM does not show you this record',
    too_large: 'larger than the CRM takes',
    refused: 'the CRM refused it',
    unreachable: 'the CRM did not answer for two days',
    removed: 'the app was removed before',
    called_off: 'stopped',
    broken: 'it could not be made',
  },
  receipt: 'Receipt',
})
