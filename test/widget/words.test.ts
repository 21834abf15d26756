import { afterEach, describe, expect, test } from 'vitest'
import { inWords } from '../../widget/threads/in-words.ts'
import { contextWords } from '../../widget/words/context.ts'
import {
  chooseLanguage,
  chosen,
  directionOf,
  type Language,
  listed,
  money,
  number,
  words,
} from '../../widget/words/index.ts'
import { openedWords } from '../../widget/words/opened.ts'
import { rarelyRefused } from '../../widget/words/refused.ts'

const languages = { en: await allOf('en'), ru: await allOf('ru'), uk: await allOf('uk') }

afterEach(async () => {
  await chooseLanguage('en')
})

describe('words', () => {
  test.each(['ru', 'uk'] as const)('every English word has its %s one', (language) => {
    expect(pathsOf(languages[language])).toEqual(pathsOf(languages.en))
  })

  test.each(['en', 'ru', 'uk'] as const)('no %s word is empty, shouts or lacks its number', (language) => {
    for (const [path, text] of spoken(languages[language])) {
      expect(text.trim(), path).not.toBe('')
      expect(text, path).not.toMatch(/!|undefined|#$|# /)
    }
  })

  test('Russian and Ukrainian words are not left in English', () => {
    const foreign = /^(?:[^\p{L}]|CRM|Ctrl|Alt|Enter|Shift|Esc|deal|x)*[A-Za-z]{4,}/u
    for (const language of ['ru', 'uk'] as const) {
      for (const [path, text] of spoken(languages[language])) expect(text, path).not.toMatch(foreign)
    }
  })

  test.each([
    ['ru', 1, '1 новое сообщение'],
    ['ru', 2, '2 новых сообщения'],
    ['ru', 5, '5 новых сообщений'],
    ['ru', 11, '11 новых сообщений'],
    ['ru', 21, '21 новое сообщение'],
    ['uk', 1, '1 нове повідомлення'],
    ['uk', 3, '3 нові повідомлення'],
    ['uk', 12, '12 нових повідомлень'],
    ['uk', 101, '101 нове повідомлення'],
    ['en', 1, '1 new message'],
    ['en', 2, '2 new messages'],
  ] as const)('in %s, %i reads "%s"', async (language, count, text) => {
    await chooseLanguage(language)
    expect(words.newMessages(count)).toBe(text)
  })

  test.each([
    ['file_damaged', 'Файл повреждён. Сообщите администратору.'],
    ['storage_damaged', 'Хранилище повреждено. Сообщите администратору.'],
    ['storage_unreachable', 'Хранилище сейчас не отвечает.'],
    ['storage_full', 'Место закончилось. Сообщите администратору.'],
    ['of another century', 'Не получилось.'],
  ])('what the server refuses is said in words: %s', async (reason, text) => {
    await chooseLanguage('ru')
    await expect.poll(() => inWords(reason)).toBe(text)
  })

  test('a locale of the host chooses the language; an unknown one reads English with English dates', async () => {
    expect(await chooseLanguage('uk-UA')).toBe('uk')
    expect(chosen.locale).toBe('uk-UA')
    expect(await chooseLanguage('ua')).toBe('uk')
    expect(await chooseLanguage('ru_RU')).toBe('ru')
    expect(await chooseLanguage('pt_BR')).toBe('en')
    expect(chosen.locale).toBe('en')
    expect(await chooseLanguage('not a locale')).toBe('en')
  })

  test('the page runs the way of its host', () => {
    expect(directionOf('ar')).toBe('rtl')
    expect(directionOf('he-IL')).toBe('rtl')
    expect(directionOf('ru')).toBe('ltr')
  })

  test('numbers and sums do not break across lines', async () => {
    await chooseLanguage('ru')
    expect(number(1_840_000)).toBe('1\u00a0840\u00a0000')
    expect(money(1_840_000, 'RUB')).toBe('1\u00a0840\u00a0000\u00a0₽')
    expect(money(99.5, 'RUB')).toBe('99,50\u00a0₽')
    await chooseLanguage('uk')
    expect(money(4200, 'UAH')).toBe('4\u00a0200\u00a0₴')
  })

  test('a currency nobody knows stands by its name', async () => {
    await chooseLanguage('en')
    expect(money(1000, 'BONUS')).toBe('1,000\u00a0BONUS')
    expect(money(1000, null)).toBe('1,000')
  })

  test('names are joined as the language joins them', async () => {
    await chooseLanguage('ru')
    expect(listed(['Алина', 'Дмитрий', 'Сергей'])).toBe('Алина, Дмитрий и Сергей')
  })
})

/** With those that come after the first paint. */
async function allOf(language: Language) {
  await chooseLanguage(language)
  return { ...words, ...openedWords(), context: contextWords(), rarelyRefused: rarelyRefused() }
}

type Tree = { [key: string]: string | ((...given: never[]) => string) | Tree }

function pathsOf(tree: Tree, at = ''): string[] {
  return Object.entries(tree)
    .flatMap(([key, value]) =>
      typeof value === 'object' ? pathsOf(value, `${at}${key}.`) : `${at}${key} ${typeof value}`,
    )
    .sort()
}

/** Every text as somebody may meet it; functions are tried with the counts that decline differently. */
function spoken(tree: Tree, at = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]): [string, string][] => {
    const path = at + key
    if (typeof value === 'string') return [[path, value]]
    if (typeof value === 'object') return spoken(value, `${path}.`)
    const say = value as (...given: unknown[]) => string
    return [1, 2, 5, 21].map((n) => [`${path}(${n})`, say(n, n, n)])
  })
}
