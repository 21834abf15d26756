import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inTown } from './in-town.ts'
import { type Showroom, showroom } from './looks/showroom.ts'
import { wordsIn } from './looks/states.ts'
import { people, type Town, town } from './town.ts'

const words = wordsIn.ru

describe('with the keyboard alone', () => {
  let t: Town
  inTown(town, (begun) => {
    t = begun
  })

  test('a discussion is opened, read, answered, given a file and a colleague’s name, and pinned', async () => {
    const logistics = await t.w.open(people.logistics)
    await logistics.say('Слот подтверждён до пятницы')
    const { page, chat } = await t.sit(people.manager)
    const press = async (...keys: string[]) => {
      for (const key of keys) await page.keyboard.press(key)
    }
    const focused = () => chat.locator(':focus')
    await chat.getByRole('article', { name: 'Слот подтверждён' }).waitFor()
    await chat.locator('body').evaluate(() => window.focus())

    // A discussion of its own, then back to the team's.
    await press('F6')
    await tabTo(page, () => focused().getAttribute('aria-label'), words.nav.newTopic)
    await press('Enter')
    await chat.getByRole('dialog').waitFor()
    await page.keyboard.type('Склад')
    await press('Enter')
    await chat.getByRole('heading', { level: 1, name: 'Склад' }).waitFor()
    await press('Alt+ArrowUp')
    await chat.getByRole('heading', { level: 1, name: words.nav.teamThread }).waitFor()

    // Read and answered.
    await toRegion(page, () => focused(), 'list')
    await press('End', 'r')
    await chat.getByText(words.conversation.replyingTo('')).waitFor()
    await page.keyboard.type('Спасибо, @лог')
    await chat.getByRole('option', { selected: true }).waitFor()
    await press('Enter')
    await page.keyboard.type('держите счёт')

    // A file from the disk.
    const chooser = page.waitForEvent('filechooser')
    await press('Control+u')
    await (await chooser).setFiles({
      name: 'Счёт.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from('1 840 000'),
    })
    await chat.getByRole('button', { name: words.upload.remove('Счёт.txt') }).waitFor()
    await press('Enter')
    const answer = chat.getByRole('article', { name: 'держите счёт' })
    await answer.getByText('Счёт.txt').waitFor()
    await answer.locator('.message-call').waitFor()
    await answer.locator('.quote').getByText('Слот подтверждён').waitFor()

    // Pinned.
    await press('Shift+F6', 'End')
    await expect.poll(() => focused().getAttribute('aria-label')).toContain('держите счёт')
    await press('p')
    await chat.locator('.pins').getByText('держите счёт').waitFor()
  })
})

describe('the keyboard’s way about the card', () => {
  let room: Showroom
  let page: Page
  const region = () =>
    page.evaluate(() => document.activeElement?.closest<HTMLElement>('[data-region]')?.dataset.region)
  const name = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label'))

  beforeAll(async () => {
    room = await showroom()
    page = await room.open()
  })
  afterAll(() => room?.close())

  test('F6 goes round the five areas, Shift+F6 the other way', async () => {
    const round = []
    for (let i = 0; i < 6; i++) {
      await page.keyboard.press('F6')
      round.push(await region())
    }
    expect(round).toEqual(['nav', 'header', 'list', 'composer', 'context', 'nav'])
    await page.keyboard.press('Shift+F6')
    expect(await region()).toBe('context')
  })

  test('the list is one stop of the Tab key, arrows go along its messages and tools', async () => {
    const messages = page.getByRole('article')
    expect(await messages.count()).toBeGreaterThan(10)
    expect(
      await messages.evaluateAll((all) => all.filter((one) => (one as HTMLElement).tabIndex === 0).length),
    ).toBe(1)

    await messages.last().focus()
    const last = await name()
    await page.keyboard.press('ArrowUp')
    const before = await name()
    expect(before).not.toBe(last)
    await page.keyboard.press('ArrowDown')
    expect(await name()).toBe(last)

    const tools = messages.last().getByRole('toolbar', { name: words.conversation.actions })
    expect(await tools.isVisible()).toBe(true)
    await page.keyboard.press('ArrowRight')
    expect(await name()).toBe(words.conversation.react)
    await page.keyboard.press('ArrowRight')
    expect(await name()).toBe(words.conversation.reply)
    await page.keyboard.press('ArrowUp')
    expect(await name()).toBe(before)

    // One stop: what Tab meets next on its way out belongs to the same message, and then comes the field.
    await messages.last().focus()
    for (let i = 0; i < 12 && (await region()) === 'list'; i++) await page.keyboard.press('Tab')
    expect(await region()).toBe('composer')
    await page.keyboard.press('Shift+Tab')
    expect(await region()).toBe('list')
  })

  test.each([
    { dialog: words.newThread.title, opener: words.nav.newTopic },
    { dialog: 'образец-1.png', opener: words.file.open('образец-1.png') },
  ])(
    'the dialog “$dialog” keeps the focus, lets go with Esc and gives it back',
    async ({ dialog, opener }) => {
      await page.getByRole('button', { name: opener, exact: true }).first().focus()
      await page.keyboard.press('Enter')
      const shown = page.getByRole('dialog', { name: dialog })
      await shown.waitFor()
      for (let i = 0; i < 14; i++) {
        const inside = await shown.evaluate(
          (one) => one.contains(document.activeElement) || document.activeElement === document.body,
        )
        expect(inside).toBe(true)
        await page.keyboard.press(i < 7 ? 'Tab' : 'Shift+Tab')
      }
      await page.keyboard.press('Escape')
      await shown.waitFor({ state: 'detached' })
      expect((await name()) ?? (await page.evaluate(() => document.activeElement?.textContent))).toContain(
        opener,
      )
    },
  )

  test('a menu and a picker let go with Esc and give the focus back', async () => {
    for (const opener of [words.header.menu, words.conversation.emoji]) {
      await page.getByRole('button', { name: opener, exact: true }).focus()
      await page.keyboard.press('Enter')
      await page.locator('[popover]').waitFor()
      await expect
        .poll(() => page.evaluate(() => document.activeElement?.closest('[popover]') !== null))
        .toBe(true)
      await page.keyboard.press('Escape')
      await page.locator('[popover]').waitFor({ state: 'detached' })
      expect(await name()).toBe(opener)
    }
  })

  test('Esc on a question about removal leaves the message where it was', async () => {
    await page.getByRole('textbox', { name: words.conversation.field }).fill('Пусть останется')
    await page.keyboard.press('Enter')
    const message = page.getByRole('article', { name: 'Пусть останется' })
    await message.waitFor()
    await message.focus()
    for (const key of ['ArrowRight', 'ArrowRight', 'ArrowRight', 'Enter']) await page.keyboard.press(key)
    await page.getByRole('menu').waitFor()
    await page.keyboard.press('End')
    await page.keyboard.press('Enter')
    await page.getByRole('dialog', { name: words.messageMenu.removeTitle }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    expect(await message.count()).toBe(1)
    expect(await name()).toBe(words.more)
  })
})

async function tabTo(page: Page, here: () => Promise<string | null>, name: string) {
  for (let i = 0; i < 10; i++) {
    if ((await here()) === name) return
    await page.keyboard.press(i < 5 ? 'Shift+Tab' : 'Tab')
  }
  throw new Error(`Tab does not lead to ${name}`)
}

async function toRegion(page: Page, focused: () => ReturnType<Page['locator']>, region: string) {
  for (let i = 0; i < 5; i++) {
    await page.keyboard.press('F6')
    const here = await focused().evaluate((one) => one.closest<HTMLElement>('[data-region]')?.dataset.region)
    if (here === region) return
  }
  throw new Error(`F6 does not lead to ${region}`)
}
