import { describe, expect, test } from 'vitest'
import { marked } from '../../widget/search/marked.ts'

describe('a found message', () => {
  const plain = (text: string, marks: [number, number][]) =>
    marked(text, marks)
      .map((piece) => (piece.found ? `[${piece.text}]` : piece.text))
      .join('')

  test('shows what was found where the server says it is', () => {
    expect(plain('Слот держим до пятницы', [[0, 4]])).toBe('[Слот] держим до пятницы')
    expect(
      plain('предоплата и предоплата', [
        [0, 10],
        [13, 23],
      ]),
    ).toBe('[предоплата] и [предоплата]')
  })

  test('begins near the first find when it is far into a long text', () => {
    const text = `${'а'.repeat(500)} слот ${'б'.repeat(500)}`
    const shown = plain(text, [[501, 505]])
    expect(shown.startsWith('…')).toBe(true)
    expect(shown.endsWith('…')).toBe(true)
    expect(shown).toContain('[слот]')
    expect(shown.length).toBeLessThan(200)
  })

  test('never cuts a sign in half', () => {
    const text = `${'😀'.repeat(40)}слот`
    for (const piece of marked(text, [[80, 84]])) expect(piece.text.isWellFormed()).toBe(true)
  })

  test('bears marks that make no sense', () => {
    expect(plain('слот', [])).toBe('слот')
    expect(
      plain('слот', [
        [0, 3],
        [1, 4],
        [90, 99],
      ]),
    ).toBe('[сло]т')
  })

  test('is one line, and never markup', () => {
    const pieces = marked('<b>слот</b>\n\nдо пятницы', [[3, 7]])
    expect(pieces.map(({ text }) => text)).toEqual(['<b>', 'слот', '</b> до пятницы'])
  })
})
