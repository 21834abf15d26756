import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { marks, terms, wanted } from '../../backend/search/words.ts'

describe('a word is found in any form', () => {
  test.each([
    ['рахунок', 'по вашому рахунку'],
    ['договором', 'Договір підписано'],
    ['знижку', 'без знижок'],
    ['митниця', 'на митниці'],
    ['счет', 'Выставили счёт'],
    ['счёта', 'два счета'],
    ['отгрузка', 'отгрузку перенесли'],
    ['скидка', 'без скидок'],
    ['платежи', 'нет платежей'],
    ['invoice', 'both invoices are late'],
    ['shipment', 'SHIPMENTS'],
    ['companies', "the company's stamp"],
    ["об'єкт", 'на об’єкті'],
    ['об’єкт', 'на обʼєкті'],
    ['ґрунт', 'грунту'],
    ['замок', 'за́мок'],
    ['cafe', 'Café'],
    ['йод', 'йоду'],
    ['їжак', 'їжака'],
  ])('%s in «%s»', (word, text) => expect(finds(word, text)).toBe(true))

  test.each([
    ['договор', 'доказ'],
    ['фірма', 'форма'],
    ['термінал', 'термін'],
    ['invoice', 'involve'],
    ['йод', 'иод'],
  ])('but %s is not in «%s»', (word, text) => expect(finds(`${word} `, text)).toBe(false))
})

describe('numbers and codes', () => {
  test.each([
    ['MSKU1234567', 'Контейнер MSKU 123456-7 на місці'],
    ['msku 1234567', 'MSKU1234567'],
    ['1234567', 'MSKU1234567'],
    ['МSKU1234567', 'MSKU1234567'],
    ['INV-2024/15', 'счёт INV-2024/15 оплачен'],
    ['2024', 'INV-2024/15'],
    ['inv', 'INV-2024/15'],
    ['4200', 'итого 4200'],
    ['4200', 'итого 4 200 $'],
    ['1840000', '1 840 000 ₽'],
    ['1840000', 'всего 1 840 000,50 грн'],
    ['102', 'вагоны 101 102 103'],
    ['4200', '4 200грн'],
    ['1 840 000', '1840000'],
    ['15.03.2024', 'до 15/03/2024'],
    ['20', '20шт'],
    ['фактура', 'рахунок-фактура'],
    ['из-за', 'из-за таможни'],
  ])('%s is found in «%s»', (asked, text) => expect(finds(`${asked} `, text)).toBe(true))

  test.each([
    ['4200', '42 000'],
    ['INV-2024/15', 'INV-2024/16'],
    ['A4', 'A 4'],
  ])('%s is not found in «%s»', (asked, text) => expect(finds(`${asked} `, text)).toBe(false))
})

describe('what is asked', () => {
  test('the last word may be unfinished from two letters on, unless a space follows it', () => {
    expect(finds('отгру', 'отгрузка')).toBe(true)
    expect(finds('от', 'отгрузка')).toBe(true)
    expect(finds('о', 'отгрузка')).toBe(false)
    expect(finds('отгру ', 'отгрузка')).toBe(false)
    expect(finds('отгру завтра', 'отгрузка завтра')).toBe(false)
  })

  test('no more than twelve words count', () => {
    expect(wanted('слово '.repeat(5000))).toHaveLength(12)
  })

  test.each(['', '   ', '"', '\0', '«»', '*', '((', '👍🏽', '\ud800', '-', "'"])(
    '%j asks for nothing',
    (q) => {
      expect(wanted(q)).toEqual([])
    },
  )
})

describe('marks', () => {
  const marked = (text: string, q: string) => marks(text, q).map(([start, end]) => text.slice(start, end))

  test('are the whole words, as they stand in the text', () => {
    expect(marked('Договір, догово́ром; «ДОГОВОРУ»', 'договір')).toEqual(['Договір', 'догово́ром', 'ДОГОВОРУ'])
    expect(marked('👩‍👩‍👧 счёт 👍🏽счета', 'счет ')).toEqual(['счёт', 'счета'])
    expect(marked('re\u0301sume\u0301 и Résumé', 'resume')).toEqual(['re\u0301sume\u0301', 'Résumé'])
    expect(marked('на об’єкті', "об'єкт")).toEqual(['об’єкті'])
  })

  test('of a code are the code, or the part asked for', () => {
    expect(marked('INV-2024/15 и 2024', 'INV-2024/15')).toEqual(['INV-2024/15'])
    expect(marked('INV-2024/15 и 2024', '2024 ')).toEqual(['2024', '2024'])
    expect(marked('MSKU1234567', '1234567')).toEqual(['1234567'])
    expect(marked('MSKU1234567', 'MSKU1234567')).toEqual(['MSKU1234567'])
  })

  test('include what begins like the unfinished word', () => {
    expect(marked('отгрузка и отгрузки', 'отгр')).toEqual(['отгрузка', 'отгрузки'])
  })

  test('are in order, apart, within the text and never inside a character, whatever is written and asked', () => {
    const any = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.string({ unit: 'grapheme', maxLength: 200 }),
    )
    fc.assert(
      fc.property(any, any, fc.nat(200), (text, asked, at) => {
        const q = `${asked} ${text.slice(at, at + 12)}`
        let before = 0
        for (const [start, end] of marks(text, q)) {
          expect(start).toBeGreaterThanOrEqual(before)
          expect(end).toBeGreaterThan(start)
          expect(end).toBeLessThanOrEqual(text.length)
          if (text.isWellFormed()) expect(text.slice(start, end).isWellFormed()).toBe(true)
          before = end
        }
      }),
      { seed: 7, numRuns: 500 },
    )
  })

  test('a text is always found by each of its own words, and they are marked', () => {
    const word = fc.constantFrom(
      'Договір',
      'счёт',
      'INV-2024/15',
      "об'єкт",
      'shipping',
      '4 200',
      '20шт',
      'e\u0301te\u0301',
      '貨物',
      '👍',
    )
    fc.assert(
      fc.property(
        fc.array(word, { minLength: 1, maxLength: 20 }),
        fc.constantFrom('. ', ' 👍🏽, ', '\n'),
        (words, between) => {
          const text = words.join(between)
          for (const asked of words.filter((one) => one !== '👍')) {
            expect(finds(`${asked} `, text)).toBe(true)
            expect(marks(text, asked).map(([start, end]) => text.slice(start, end))).toContain(asked)
          }
        },
      ),
      { seed: 7, numRuns: 200 },
    )
  })
})

test('terms are letters, digits and marks, each once, never longer than a word can be', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
      const found = terms(text)
      expect(new Set(found).size).toBe(found.length)
      for (const term of found) expect(term).toMatch(/^[\p{L}\p{N}\p{M}]{1,64}$/u)
    }),
    { seed: 7, numRuns: 500 },
  )
  expect(terms('x'.repeat(20_000))).toEqual(['x'.repeat(64)])
})

function finds(asked: string, text: string): boolean {
  const known = terms(text)
  return wanted(asked).every(
    ({ stems, prefix }) =>
      stems.some((stem) => known.includes(stem)) || (prefix && known.some((term) => term.startsWith(prefix))),
  )
}
