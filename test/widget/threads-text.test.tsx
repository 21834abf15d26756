import { render } from 'preact'
import { afterEach, describe, expect, test } from 'vitest'
import { MessageText } from '../../widget/threads/MessageText.tsx'
import { piecesOf } from '../../widget/threads/text.ts'

const links = (text: string) =>
  piecesOf(text, []).flatMap((piece) => (piece.kind === 'link' ? [piece.text] : []))

describe('addresses in a text', () => {
  test('are links without the punctuation of the sentence around them', () => {
    expect(links('См. https://example.com/a, потом (http://example.org/b).')).toEqual([
      'https://example.com/a',
      'http://example.org/b',
    ])
  })

  test('keep brackets that are their own', () => {
    expect(links('https://ru.wikipedia.org/wiki/Сделка_(право)')).toEqual([
      'https://ru.wikipedia.org/wiki/Сделка_(право)',
    ])
  })

  test.each([
    'javascript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:x',
    'file:///etc/passwd',
    'https://bank.example@evil.example/login',
    'https://user:secret@evil.example',
    'ftp://example.com',
    'https://',
  ])('that would run, hide or lead elsewhere are no links: %s', (text) => {
    expect(links(text)).toEqual([])
  })

  test('end where the direction of writing would be turned', () => {
    expect(links('https://example.com/\u202egnp.exe')).toEqual(['https://example.com/'])
  })
})

test('nothing of a text is lost, whatever it is cut into', () => {
  const text = 'а `код` @Анна Коваль, @Анна: https://example.com/x). `не код\n` @Аннабель'
  const called = [
    { id: '1', label: 'Анна' },
    { id: '2', label: 'Анна Коваль' },
  ]
  const pieces = piecesOf(text, called)
  expect(pieces.map((piece) => (piece.kind === 'code' ? `\`${piece.text}\`` : piece.text)).join('')).toBe(
    text,
  )
  expect(pieces.flatMap((piece) => (piece.kind === 'mention' ? [piece.called] : []))).toEqual(['2', '1'])
})

describe('a text that would like to be HTML', () => {
  const corpus = [
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '"><svg/onload=alert(1)>',
    '<a href="javascript:alert(1)">x</a>',
    'https://example.com/"onmouseover="alert(1)',
    "https://example.com/'><script>alert(1)</script>",
    '`<b>code</b>`',
    '&lt;script&gt;alert(1)&lt;/script&gt;',
    '<iframe srcdoc="<script>parent.alert(1)</script>">',
    '\u202e<script>\u202c',
    'javascript:/*--></title></style></textarea></script><svg onload=alert()>',
  ]
  const root = document.createElement('div')
  afterEach(() => render(null, root))

  test.each(corpus)('is shown as written: %s', (text) => {
    render(<MessageText text={text} mentions={[]} />, root)
    expect(root.textContent).toBe(text.replace(/^`(.*)`$/, '$1'))
    expect(
      [...root.querySelectorAll('*')].map((one) => one.localName).filter((one) => !/^(a|code)$/.test(one)),
    ).toEqual([])
    for (const link of root.querySelectorAll('a')) {
      expect(link.getAttribute('href')).toMatch(/^https?:\/\//)
      expect(link.getAttributeNames().sort()).toEqual(['href', 'rel', 'target'])
      expect(link.rel).toBe('noopener noreferrer')
    }
  })
})
