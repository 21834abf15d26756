/** What people bring the card into, each from the card as it opens. */
import type { Locator, Page } from 'playwright-core'
import { chooseLanguage, words as chosenWords, type Language } from '../../../widget/words/index.ts'
import { openedWords } from '../../../widget/words/opened.ts'
import { narrow, type View, wide } from './showroom.ts'

export const wordsIn = { ru: await allOf('ru'), uk: await allOf('uk'), en: await allOf('en') }
type Words = (typeof wordsIn)['en']

async function allOf(language: Language) {
  await chooseLanguage(language)
  return { ...chosenWords, ...openedWords() }
}

export interface State {
  name: string
  view: View
  /** Stands between the page and its server beforehand. */
  before?: (page: Page) => Promise<void>
  /** Leaves the page when the state is there to be seen. */
  reach: (page: Page, words: Words) => Promise<void>
}

const latest = (page: Page) => page.getByRole('article').last()
const button = (within: Page | Locator, name: string) =>
  within.getByRole('button', { name, exact: true }).first()

async function openMenuOf(message: Locator, words: Words) {
  await message.hover()
  await button(message, words.more).click()
  await message.page().getByRole('menu').waitFor()
}

async function say(page: Page, words: Words, text: string) {
  await page.getByRole('textbox', { name: words.conversation.field }).fill(text)
  await button(page, words.conversation.send).click()
}

async function typeInSearch(page: Page, words: Words) {
  await page.getByRole('textbox', { name: words.search.label }).fill('сертификат')
  await page.getByRole('list', { name: words.search.results }).waitFor()
}

const begun: Omit<State, 'view'>[] = [
  { name: 'the card', reach: async () => {} },
  { name: 'a message pointed at', reach: (page) => latest(page).hover() },
  { name: 'what can be done with a message', reach: (page, words) => openMenuOf(latest(page), words) },
  {
    name: 'a reaction being chosen',
    async reach(page, words) {
      await latest(page).hover()
      await button(latest(page), words.conversation.react).click()
      await page.getByRole('toolbar', { name: words.conversation.react }).waitFor()
    },
  },
  {
    name: 'somebody being called',
    async reach(page, words) {
      await button(page, words.conversation.mention).click()
      await page.getByRole('listbox').waitFor()
    },
  },
  {
    name: 'an answer being written',
    async reach(page, words) {
      await latest(page).hover()
      await button(latest(page), words.conversation.reply).click()
      await button(page, words.conversation.stopReply).waitFor()
    },
  },
  {
    name: 'files being attached',
    async reach(page, words) {
      const chooser = page.waitForEvent('filechooser')
      await button(page, words.conversation.attach).click()
      const files = ['Счёт 12.pdf', 'Реквизиты.txt'].map((name) => ({
        name,
        mimeType: 'text/plain',
        buffer: Buffer.from(name),
      }))
      await (await chooser).setFiles(files)
      await page.getByText('Реквизиты.txt').waitFor()
    },
  },
  {
    name: 'what a message said before',
    async reach(page, words) {
      await button(page, words.conversation.editedLabel).click()
      await page.getByText('Согласен.', { exact: true }).waitFor()
    },
  },
  {
    name: 'a file that has expired',
    reach: (page) => page.getByRole('log').getByText('Тариф_октябрь.pdf').scrollIntoViewIfNeeded(),
  },
  {
    name: 'a picture',
    async reach(page, words) {
      await button(page, words.file.open('образец-1.png')).click()
      await page.getByRole('dialog').getByRole('img').waitFor()
    },
  },
  {
    name: 'a removal to be confirmed',
    async reach(page, words) {
      await say(page, words, 'Лишнее')
      await page.getByRole('article', { name: 'Лишнее' }).last().waitFor()
      await openMenuOf(latest(page), words)
      await page.getByRole('menuitem', { name: words.conversation.remove }).click()
      await page.getByRole('dialog').waitFor()
    },
  },
  {
    name: 'a message that did not go',
    async before(page) {
      const error = { reason: 'not_a_member', message: '' }
      await page.route('**/messages/*', (route) => route.fulfill({ status: 403, json: { error } }))
    },
    async reach(page, words) {
      await say(page, words, 'Не дойдёт')
      await button(page, words.retry).waitFor()
    },
  },
  { name: 'a search with hits', reach: typeInSearch },
  {
    name: 'a search without hits',
    async reach(page, words) {
      await page.getByRole('textbox', { name: words.search.label }).fill('ъъъъ')
      await page.getByText(words.search.nothing).first().waitFor()
    },
  },
  {
    name: 'a private discussion being opened',
    async reach(page, words) {
      await button(page, words.nav.newTopic).click()
      await page.getByRole('radio', { name: words.newThread.private }).check()
      await page.getByRole('group', { name: words.newThread.people, exact: true }).waitFor()
    },
  },
  {
    name: 'a discussion nobody has written in',
    async reach(page, words) {
      await button(page, words.nav.newTopic).click()
      await page.getByRole('dialog').getByRole('textbox').first().fill('Упаковка')
      await button(page, words.newThread.create).click()
      await page.getByRole('heading', { name: words.states.emptyTitle }).waitFor()
    },
  },
  {
    name: 'the keys',
    async reach(page, words) {
      await page.keyboard.press('Control+Slash')
      await page.getByRole('dialog', { name: words.keys.title }).waitFor()
    },
  },
  {
    name: 'what can be done with a discussion',
    async reach(page, words) {
      await button(page, words.header.menu).click()
      await page.getByRole('menu').waitFor()
    },
  },
  {
    name: 'access that was lost',
    async before(page) {
      await page.routeWebSocket('**/api/live', (line) => line.close({ code: 4403 }))
    },
    reach: (page, words) => page.getByRole('heading', { name: words.states.lostTitle }).waitFor(),
  },
]

const folded: Omit<State, 'view'>[] = [
  { name: 'the card of a phone', reach: async () => {} },
  {
    name: 'the discussions of a phone',
    async reach(page, words) {
      await button(page, words.header.back).click()
      await page.getByRole('dialog').getByRole('navigation').waitFor()
    },
  },
  {
    name: 'the discussions to change to',
    async reach(page, words) {
      await button(page, words.header.change).click()
      await page.getByRole('menu').waitFor()
    },
  },
  {
    name: 'the deal of a phone',
    async reach(page: Page, words: Words) {
      await page.getByRole('button', { name: words.header.panel }).click()
      await page.getByRole('dialog').getByRole('complementary').waitFor()
    },
  },
  {
    name: 'the search of a phone',
    async reach(page, words) {
      await button(page, words.header.search).click()
      await typeInSearch(page, words)
    },
  },
]

export const states: State[] = [
  ...begun.map((state) => ({ ...state, view: wide })),
  ...folded.map((state) => ({ ...state, view: narrow })),
]
