/** Whatever somebody sends, reading it takes as long as it is long: twice the text, twice the work, never the square of it. */
import { expect, test } from 'vitest'
import { csvLine } from '../../backend/investigating/csv.ts'
import { ukrainianStem } from '../../backend/search/ukrainian.ts'
import { marks, terms } from '../../backend/search/words.ts'
import { firstLine } from '../../backend/threads/text.ts'
import { nameOf } from '../../crm-adapters/dynamics365/exchange.ts'
import { partsOf } from '../../crm-adapters/dynamics365/multipart.ts'
import { askedAt } from '../../widget/threads/mentions.ts'
import { piecesOf } from '../../widget/threads/text.ts'

const called = [
  { id: '1', label: 'Анна' },
  { id: '2', label: 'Анна Коваль' },
]

const readers: Record<string, (text: string) => unknown> = {
  'words for the search': terms,
  'words that are marked in a hit': (text) => marks(text, 'договір 1 000'),
  'the stem of a word': ukrainianStem,
  'a first line': (text) => firstLine(text, 200),
  'links and names in a message': (text) => piecesOf(text, called),
  'a link with something behind it': (text) => piecesOf(`https://a.example/${text}`, called),
  'somebody who is being called': (text) => askedAt(text, text.length),
  'a line of a table': (text) => csvLine([text]),
  'an answer of Dataverse in parts': (text) =>
    partsOf('multipart/mixed; boundary=b', `--b\r\nHTTP/1.1 200 OK\r\n${text}\r\n--b--`),
  'a part of such an answer': (text) => partsOf('multipart/mixed; boundary=b', `--b\r\n${text}\r\n--b--`),
  'the address of a call': (text) => nameOf({ method: 'GET', path: text }),
}

const UNITS = [
  'а',
  'т',
  ' ',
  '\n',
  '1 000 ',
  '-',
  'a@',
  '@',
  '`',
  '`a',
  ')',
  '((',
  '.',
  'https://',
  '’а',
  '\u0301',
  '/',
]
const MORE = ['<', '"', 'HTTP/1.1 200', '--b ', '=', '😀']

/** The least of several: what else the machine does only adds to it. Milliseconds. */
function took(read: (text: string) => unknown, text: string): number {
  const times = [1, 2, 3].map(() => {
    const begun = performance.now()
    read(text)
    return performance.now() - begun
  })
  return Math.min(...times)
}

const [SHORT, LONG] = [2500, 20_000]
/** Milliseconds; below that nobody feels it, and a busy machine tells nothing. What this was written for took 500 to 8,000. */
const FELT = 100

test.each(Object.keys(readers))('%s', (name) => {
  const read = readers[name]!
  const slow = [...UNITS, ...MORE].filter((unit) => {
    const long = took(read, `${unit.repeat(LONG / unit.length)}!`)
    if (long < FELT) return false
    const short = took(read, `${unit.repeat(SHORT / unit.length)}!`)
    // Eight times the text; its square would be sixty-four.
    return long / short > 28
  })
  expect(slow).toEqual([])
})
