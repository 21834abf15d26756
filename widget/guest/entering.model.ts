/** How a guest comes in: by the secret of his link, once, then by the key this browser keeps. */
import { signal } from '@preact/signals'
import type { Bootstrap } from '../../backend/shown.ts'

/** Where somebody stands who is not in yet. */
export type Entry =
  /** Has opened the page without a link. */
  | { at: 'paste'; problem?: 'needLink' | 'unknown' }
  | { at: 'link'; token: string; asksCode: boolean; problem?: 'codeWrong' | 'tooMany' | 'unreachable' }
  | { at: 'waiting' }
  /** `token` is what he may ask for another link with. */
  | { at: 'over'; token: string; asked: boolean }
  | { at: 'ended' }
  | { at: 'in'; bootstrap: Bootstrap; renew: () => Promise<Bootstrap['session'] | undefined> }

export const entry = signal<Entry>({ at: 'waiting' })

const SECRET = /([\w-]{1,64}\.[\w-]{43})$/
const KEPT = 'dealthread.guest'
const PLACE = /^#at=([\w-]{1,64})$/

/** Begins with what the address says, and what this browser remembers. */
export async function begin(): Promise<void> {
  const token = SECRET.exec(location.hash)?.[1]
  if (token) {
    entry.value = { at: 'link', token, asksCode: false }
    return
  }
  const keys = kept()
  const invite = PLACE.exec(location.hash)?.[1]
  const key = keys.find(([id]) => id === invite)?.[1] ?? keys.at(-1)?.[1]
  if (key) await comeBack(key)
  else entry.value = { at: 'paste' }
}

/** Takes what somebody has pasted. */
export function paste(text: string): void {
  const token = SECRET.exec(text.trim())?.[1]
  entry.value = token ? { at: 'link', token, asksCode: false } : { at: 'paste', problem: 'needLink' }
}

/** Comes in by a link; only now is it used up. */
export async function comeIn(token: string, code?: string): Promise<void> {
  const asksCode = code !== undefined
  entry.value = { at: 'waiting' }
  const answer = await ask({ token, ...(code && { code }) })
  if ('bootstrap' in answer) return enter(answer)
  switch (answer.reason) {
    case 'code_needed':
      entry.value = { at: 'link', token, asksCode: true }
      break
    case 'code_wrong':
      entry.value = { at: 'link', token, asksCode: true, problem: 'codeWrong' }
      break
    case 'too_many_requests':
      entry.value = { at: 'link', token, asksCode, problem: 'tooMany' }
      break
    case 'invite_used':
    case 'invite_expired':
      entry.value = { at: 'over', token, asked: false }
      break
    case 'invite_ended':
      entry.value = { at: 'ended' }
      break
    case 'not_found':
      entry.value = { at: 'paste', problem: 'unknown' }
      break
    default:
      entry.value = { at: 'link', token, asksCode, problem: 'unreachable' }
  }
}

/** Has whoever invited him told that the link does not work. */
export async function askAnew(token: string): Promise<void> {
  const answer = await post('/api/invites/wanted', { token })
  entry.value = answer?.ok ? { at: 'over', token, asked: true } : { at: 'ended' }
}

/** He has left, or was sent away: the key opens nothing any more. */
export function end(): void {
  const invite = PLACE.exec(location.hash)?.[1]
  keep(kept().filter(([id]) => id !== invite))
  entry.value = { at: 'ended' }
}

async function comeBack(key: string): Promise<void> {
  entry.value = { at: 'waiting' }
  const answer = await ask({ token: key })
  if ('bootstrap' in answer) enter(answer)
  else if (answer.reason === 'unreachable')
    entry.value = { at: 'link', token: key, asksCode: false, problem: 'unreachable' }
  else {
    keep(kept().filter(([, one]) => one !== key))
    entry.value = { at: 'ended' }
  }
}

interface Came {
  key: string
  invite: string
  bootstrap: Bootstrap
}

function enter({ key, invite, bootstrap }: Came) {
  keep([...kept().filter(([id]) => id !== invite), [invite, key]])
  // The secret is used up and need not stand in the history.
  history.replaceState(null, '', `#at=${invite}`)
  const renew = async () => {
    const answer = await ask({ token: key })
    return 'bootstrap' in answer ? answer.bootstrap.session : undefined
  }
  entry.value = { at: 'in', bootstrap, renew }
}

async function ask(by: { token: string; code?: string }): Promise<Came | { reason: string }> {
  const answer = await post('/api/invites/accept', { ...by, locale: document.documentElement.lang })
  if (!answer) return { reason: 'unreachable' }
  const said = (await answer.json().catch(() => undefined)) as
    | (Came & { error?: { reason: string } })
    | undefined
  if (answer.ok && said) return said
  return { reason: said?.error?.reason ?? 'unreachable' }
}

async function post(path: string, body: unknown): Promise<Response | undefined> {
  try {
    return await fetch(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
      cache: 'no-store',
    })
  } catch {
    // Whoever is not connected sees that, and tries again.
    return undefined
  }
}

type Kept = [invite: string, key: string][]

function kept(): Kept {
  try {
    return JSON.parse(localStorage.getItem(KEPT) ?? '[]') as Kept
  } catch {
    // A browser that keeps nothing: the link opened the page, and a new one is asked for the next time.
    return []
  }
}

function keep(keys: Kept) {
  try {
    localStorage.setItem(KEPT, JSON.stringify(keys.slice(-20)))
  } catch {
    // The same browser.
  }
}
