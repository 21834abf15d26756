/** Where an administrator stands, and what he does next. What has been done is asked of his organization each time. */
import { signal } from '@preact/signals'
import type {
  Diagnosis,
  ShownEnvironment,
  ShownLettingGo,
  ShownSetup,
  ShownTicket,
} from '../../backend/shown.ts'
import { newName, sendTo } from '../signing-in/send.ts'
import { type Asked, ask, type Failed, sitDown, waitFor } from './api.ts'

export type StepName =
  | 'consent'
  | 'organization'
  | 'package'
  | 'application'
  | 'connection'
  | 'events'
  | 'forms'
  | 'health'
  | 'parting'

export interface Preview {
  form: string
  name: string
  lines: { what: 'kept' | 'added' | 'taken' | 'gap'; text: string }[]
  seen: string
}

export const standing = signal<ShownSetup | undefined>(undefined)
export const consented = signal(false)
export const working = signal<StepName | undefined>(undefined)
/** What went wrong last, and where. */
export const failure = signal<{ step: StepName; reason: string; said?: string | undefined } | undefined>(
  undefined,
)
export const windowOpen = signal<StepName | undefined>(undefined)
export const previews = signal<Preview[]>([])
export const chosen = signal<ReadonlySet<string>>(new Set())
export const health = signal<Diagnosis | undefined>(undefined)

export const environments = signal<ShownEnvironment[] | undefined>(undefined)
export const parted = signal<ShownLettingGo | undefined>(undefined)

/** Ends the waiting for a window that was closed: nobody tells us of that. */
let leave: AbortController | undefined

const WINDOW = 'popup,width=560,height=720'

/** Does something of one step; two never go on at once. */
async function during(step: StepName, act: () => Promise<Failed | undefined>): Promise<void> {
  if (working.peek()) return
  working.value = step
  failure.value = undefined
  const failed = await act()
  working.value = undefined
  if (failed) failure.value = { step, reason: failed.reason, said: failed.said }
}

async function refresh(): Promise<Failed | undefined> {
  const stands = await ask<ShownSetup>('standing')
  if (!stands.ok) return stands
  standing.value = stands.value
  return undefined
}

/** A window of ours that goes to the provider; opened in the click itself, for later none would open. */
async function inWindow(step: StepName, locale: string, given: object): Promise<Asked<string>> {
  const name = newName()
  const opened = window.open('', name, WINDOW)
  if (!opened) return { ok: false, reason: 'blocked' }
  windowOpen.value = step
  const made = await ask<ShownTicket>('tickets', given)
  if (!made.ok) {
    opened.close()
    windowOpen.value = undefined
    return made
  }
  sendTo(name, `${made.value.url}&lang=${encodeURIComponent(locale)}`)
  leave = new AbortController()
  const stands = await waitFor(made.value.ticket, locale, leave.signal)
  windowOpen.value = undefined
  if (!stands) return { ok: false, reason: 'closed' }
  if (!stands.ok) return stands
  if (stands.value.stands === 'refused') {
    const { reason = 'other', text } = stands.value
    return { ok: false, reason, ...(text && { said: text }) }
  }
  return { ok: true, value: made.value.ticket }
}

/** He has closed the window, or has lost it. */
export function leaveWindow(): void {
  leave?.abort()
}

export const consent = (locale: string) =>
  during('consent', async () => {
    const came = await inWindow('consent', locale, {})
    if (!came.ok) return came
    consented.value = true
    return undefined
  })

export const listEnvironments = (locale: string) =>
  during('organization', async () => {
    const came = await inWindow('organization', locale, { listing: true })
    if (!came.ok) return came
    const listed = await ask<{ environments: ShownEnvironment[] }>('environments', { ticket: came.value })
    if (!listed.ok) return listed
    environments.value = listed.value.environments
    return undefined
  })

export const signInAt = (locale: string, address: string) =>
  during('organization', async () => {
    const came = await inWindow('organization', locale, { address })
    if (!came.ok) return came
    const sat = await ask<{ session: string }>('session', { ticket: came.value, address })
    if (!sat.ok) return sat
    sitDown(sat.value.session)
    parted.value = undefined
    return refresh()
  })

/** A step that is done by one request. */
export const take = (step: 'package' | 'application' | 'connection' | 'events') =>
  during(step, async () => {
    const done = await ask(step, {})
    return done.ok ? refresh() : done
  })

export function choose(form: string, is: boolean): void {
  const next = new Set(chosen.peek())
  if (is) next.add(form)
  else next.delete(form)
  chosen.value = next
  previews.value = []
}

export const lookAtChange = () =>
  during('forms', async () => {
    const looked = await ask<{ previews: Preview[] }>('forms/preview', { forms: [...chosen.peek()] })
    if (!looked.ok) return looked
    previews.value = looked.value.previews
    return undefined
  })

export const changeForms = () =>
  during('forms', async () => {
    const forms = previews.peek().map(({ form, seen }) => ({ form, seen }))
    const done = await ask('forms', { forms })
    if (!done.ok) return done
    previews.value = []
    chosen.value = new Set()
    return refresh()
  })

export const putBack = (form: string) =>
  during('forms', async () => {
    const done = await ask('forms/undo', { forms: [form] })
    return done.ok ? refresh() : done
  })

export const disconnect = (forms: 'back' | 'keep') =>
  during('parting', async () => {
    const done = await ask<ShownLettingGo>('disconnect', { forms })
    if (!done.ok) return done
    parted.value = done.value
    return refresh()
  })

export const check = () =>
  during('health', async () => {
    const came = await ask<Diagnosis>('health')
    if (!came.ok) return came
    health.value = came.value
    return undefined
  })
