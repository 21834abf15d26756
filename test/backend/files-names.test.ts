import { describe, expect, test } from 'vitest'
import { cleanName, decodeName, disposition } from '../../backend/files/names.ts'
import { rangeOf } from '../../backend/files/range.ts'

describe('the name in the header', () => {
  test.each([
    ["UTF-8''a.pdf", 'a.pdf'],
    ["utf-8'uk'%D0%94%D0%BE%D0%B3%D0%BE%D0%B2%D1%96%D1%80.pdf", 'Договір.pdf'],
    ["UTF-8''%E2%82%AC%20rates.xlsx", '€ rates.xlsx'],
    ["UTF-8''%F0%9F%8C%BC.png", '🌼.png'],
  ])('%s is %s', (header, name) => expect(decodeName(header)).toBe(name))

  test.each([
    undefined,
    '',
    'a.pdf',
    "UTF-8''",
    "UTF-8''a b.pdf",
    "UTF-8''%ZZ.pdf",
    "UTF-8''%D0.pdf",
    "UTF-8''%ED%A0%80.pdf",
    "ISO-8859-1''a.pdf",
    "UTF-8''a.pdf; x=1",
    'UTF-8\'\'"a.pdf"',
  ])('%s is refused', (header) => {
    expect(() => decodeName(header)).toThrow(expect.objectContaining({ reason: 'bad_request' }))
  })
})

describe('the name that is kept', () => {
  test.each([
    ['../../etc/passwd', '_.._etc_passwd'],
    ['..\\..\\windows\\system.ini', '_.._windows_system.ini'],
    ['C:\\fakepath\\invoice.pdf', 'C__fakepath_invoice.pdf'],
    ['invoice\u202egnp.exe', 'invoicegnp.exe'],
    ['invoice\u2066fdp.\u2069exe', 'invoicefdp.exe'],
    ['\u200b\u200finvoice.pdf\u2060', 'invoice.pdf'],
    ['a\0.png', 'a.png'],
    ['line\r\nX-Evil: 1.pdf', 'lineX-Evil_ 1.pdf'],
    ['in\u2028voice.pdf', 'invoice.pdf'],
    ['  invoice.pdf . ', 'invoice.pdf'],
    ['invoice.pdf::$DATA', 'invoice.pdf__$DATA'],
    ['<script>alert(1)</script>.png', '_script_alert(1)__script_.png'],
    ['й'.normalize('NFD'), 'й'],
    ['...', 'file'],
    ['\u202e', 'file'],
    ['.htaccess', 'htaccess'],
    ['👩‍💻 план.docx', '👩‍💻 план.docx'],
  ])('%j becomes %j', (given, kept) => expect(cleanName(given)).toBe(kept))

  test('is shortened without losing its extension or halving a character', () => {
    const name = cleanName(`${'🌼'.repeat(300)}.pdf`)
    expect([...name]).toHaveLength(200)
    expect(name.endsWith('🌼.pdf')).toBe(true)
    expect(name.isWellFormed()).toBe(true)
    expect([...cleanName(`a.${'b'.repeat(300)}`)]).toHaveLength(200)
  })
})

test('a name goes out in both forms and can not break out of either', () => {
  expect(disposition('attachment', `Договір "2"'(1)*.pdf`)).toBe(
    `attachment; filename="_______ _2_'(1)*.pdf"; filename*=UTF-8''%D0%94%D0%BE%D0%B3%D0%BE%D0%B2%D1%96%D1%80%20%222%22%27%281%29%2A.pdf`,
  )
  expect(disposition('inline', 'a\r\n\\%41')).toBe(
    `inline; filename="a____41"; filename*=UTF-8''a%0D%0A%5C%2541`,
  )
})

test.each([
  [undefined, undefined],
  ['bytes=0-9', { start: 0, end: 9 }],
  ['bytes=90-', { start: 90, end: 99 }],
  ['bytes=90-500', { start: 90, end: 99 }],
  ['bytes=-10', { start: 90, end: 99 }],
  ['bytes=-500', { start: 0, end: 99 }],
  ['bytes=99-99', { start: 99, end: 99 }],
  ['bytes=100-', 'unsatisfiable'],
  ['bytes=-0', 'unsatisfiable'],
  ['bytes=9-0', undefined],
  ['bytes=0-1,5-6', undefined],
  ['bytes=-', undefined],
  ['lines=0-9', undefined],
  ['bytes=0-99999999999999999999', undefined],
])('of 100 bytes %s asks for %j', (header, range) => expect(rangeOf(header, 100)).toEqual(range))

test('nothing of an empty file can be asked for', () => expect(rangeOf('bytes=0-', 0)).toBe('unsatisfiable'))
