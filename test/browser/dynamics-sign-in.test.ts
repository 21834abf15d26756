/** Signing in goes wrong, in each of the ways it can: what stands in the form says so, and what to do next. */
import type { Frame } from 'playwright-core'
import { expect, test } from 'vitest'
import { colleagues } from '../dynamics-world.ts'
import { sqliteStores } from '../stores.ts'
import { chatOn, dynamicsSeats, type Seats } from './dynamics-seats.ts'
import { inTown } from './in-town.ts'

let t: Seats
inTown(
  () => dynamicsSeats(sqliteStores()),
  (begun) => {
    t = begun
  },
)

const { seller } = colleagues

/** At the form, and signed in nowhere. */
async function stranger(lcid = '1049') {
  const { page, context } = await t.newSeat()
  await page.goto(t.formUrl(seller, 1204, { lcid }).replace('&tab=chat', ''))
  await page.waitForSelector('[data-ready]')
  await context.clearCookies()
  await page.getByRole('tab', { name: lcid === '1033' ? 'Chat' : 'Чат' }).click()
  const chat = await chatOn(page)
  await chat.locator('.sign-in button').first().waitFor()
  const signIn = async (name: string | RegExp) => {
    const [popup] = await Promise.all([
      context.waitForEvent('page'),
      chat.getByRole('button', { name }).click(),
    ])
    return popup
  }
  return { page, context, chat, signIn }
}

const reads = (chat: Frame) => chat.locator('.sign-in').innerText()

/** The one thing to do next stands out. */
const next = (chat: Frame) => chat.locator('.sign-in button').first().innerText()

test('a window the browser has blocked', async () => {
  const { chat, signIn } = await stranger()
  await chat.evaluate('window.realOpen = window.open; window.open = () => null; 0')
  await chat.getByRole('button', { name: 'Войти' }).click()
  await chat.getByText('Браузер заблокировал окно. Разрешите всплывающие окна').waitFor()
  expect(await next(chat)).toBe('Войти')
  await chat.evaluate('window.open = window.realOpen; 0')
  const popup = await signIn('Войти')
  await popup.getByRole('button', { name: /Сергей Котов/ }).click()
  await chat.waitForSelector('textarea')
})

test('a window that was closed is opened again', async () => {
  const { chat, signIn } = await stranger('1058')
  await (await signIn('Увійти')).close()
  expect(await reads(chat)).toContain('Якщо вікно закрито, відкрийте його знову.')
  const popup = await signIn('Відкрити вікно знову')
  const closed = popup.waitForEvent('close')
  await popup.getByRole('button', { name: /Сергей Котов/ }).click()
  await closed
  await chat.waitForSelector('textarea')
})

test('consent that was not given', async () => {
  t.w.organization.entra.withdrawConsent()
  try {
    const { chat, signIn } = await stranger('1033')
    const popup = await signIn('Sign in')
    await popup.getByRole('button', { name: /Сергей Котов/ }).click()
    await chat.getByText('your organization has not consented to the chat yet').waitFor()
    expect(await popup.locator('h1').innerText()).toBe('Not signed in')
    expect(await next(chat)).toBe('Try again')
  } finally {
    t.w.organization.entra.consent()
  }
})

test('an account of another tenant', async () => {
  const other = t.w.organization.entra.addTenant({
    name: 'Чужие',
    domain: 'other.example',
    people: ['Eve Stranger'],
  })
  t.w.organization.entra.consent(undefined, other.id)
  const { chat, signIn } = await stranger()
  const popup = await signIn('Войти')
  await popup.getByRole('button', { name: /Сергей Котов/ }).waitFor()
  await popup.goto(popup.url().replace(t.w.organization.tenantId, other.id))
  await popup.getByRole('button', { name: /Eve Stranger/ }).click()
  await popup.getByText('Нужна рабочая учётная запись, с которой вы работаете в Dynamics 365.').waitFor()
  await chat.getByText('Нужна рабочая учётная запись, с которой вы работаете в Dynamics 365.').waitFor()
  expect(await next(chat)).toBe('Войти')
  expect(await chat.locator('textarea').count()).toBe(0)
})

test('an account the environment has disabled', async () => {
  const { chat, signIn } = await stranger('1058')
  t.w.organization.disable(seller)
  try {
    const popup = await signIn('Увійти')
    await popup.getByRole('button', { name: /Сергей Котов/ }).click()
    await chat.getByText('Ваш обліковий запис вимкнено. Зверніться до адміністратора Dynamics 365.').waitFor()
    await chat.getByRole('button', { name: 'Інший обліковий запис' }).waitFor()
  } finally {
    t.w.organization.enable(seller)
  }
})
