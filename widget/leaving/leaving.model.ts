/** Somebody's leaving as an administrator prepares it: who is looked at, what it would do, who takes over. */
import { batch, computed, signal } from '@preact/signals'
import type {
  LeavingPreview,
  MadePage,
  MadeWhat,
  SeenPage,
  ShownLeaving,
  ShownLeavings,
  ShownPerson,
} from '../../backend/shown.ts'
import type { Failed, Result } from '../asking.ts'
import { uuid7 } from '../outbox/uuid7.ts'
import type { LeavingApi } from './leaving-api.ts'

export const list = signal<ShownLeavings | undefined>(undefined)
/** Why the page could not be loaded. */
export const failure = signal<string | undefined>(undefined)
export const sought = signal('')
/** Who is looked at: what his leaving would do, or what he saw and made. */
export const open = signal<{ person: ShownPerson; page: 'preview' | 'report' } | undefined>(undefined)
export const preview = signal<LeavingPreview | undefined>(undefined)
export const heirs = signal<Record<string, string | null>>({})
/** Who answers for the guests; null when their invitations end. */
export const sponsor = signal<string | null>(null)
/** What is being done just now: an id of a leaving, or nothing. */
export const busy = signal<string | undefined>(undefined)
export const seen = signal<SeenPage | undefined>(undefined)
export const made = signal<MadePage | undefined>(undefined)
export const madeWhat = signal<MadeWhat>('messages')

/** Named once for each person looked at: a second press is the same click. */
let operation = uuid7()

/** Colleagues found by a part of name or job; nobody while nothing is sought. */
export const found = computed((): ShownPerson[] => {
  const part = sought.value.trim().toLocaleLowerCase()
  if (part === '') return []
  return (list.value?.colleagues ?? []).filter(({ name, position }) =>
    `${name} ${position ?? ''}`.toLocaleLowerCase().includes(part),
  )
})

export async function load(api: LeavingApi): Promise<void> {
  const answer = await api.list()
  batch(() => {
    failure.value = answer.ok ? undefined : answer.reason
    if (answer.ok) list.value = answer.value
  })
}

export async function look(api: LeavingApi, person: ShownPerson): Promise<void> {
  operation = uuid7()
  batch(() => {
    open.value = { person, page: 'preview' }
    preview.value = undefined
    failure.value = undefined
  })
  const answer = await api.preview(person.id)
  if (open.peek()?.person.id !== person.id) return
  batch(() => {
    failure.value = answer.ok ? undefined : answer.reason
    if (!answer.ok) return
    preview.value = answer.value
    heirs.value = Object.fromEntries(answer.value.groups.map(({ id, proposed }) => [id, proposed]))
    sponsor.value = null
  })
}

export function back(): void {
  batch(() => {
    open.value = undefined
    preview.value = undefined
    failure.value = undefined
  })
}

export function chooseHeir(group: string, heir: string | null): void {
  heirs.value = { ...heirs.peek(), [group]: heir }
}

/** Undefined while it is under way already. */
export async function dismiss(api: LeavingApi): Promise<Result<ShownLeaving> | undefined> {
  const person = open.peek()?.person.id
  if (!person || busy.peek()) return undefined
  busy.value = operation
  const answer = await api.dismiss(operation, { person, heirs: heirs.peek(), sponsor: sponsor.peek() })
  busy.value = undefined
  if (answer.ok) {
    sought.value = ''
    back()
    await load(api)
  }
  return answer
}

export async function undo(api: LeavingApi, id: string): Promise<Result<ShownLeaving> | undefined> {
  if (busy.peek()) return undefined
  busy.value = id
  const answer = await api.undo(id)
  busy.value = undefined
  await load(api)
  return answer
}

export async function report(api: LeavingApi, person: ShownPerson): Promise<void> {
  batch(() => {
    open.value = { person, page: 'report' }
    seen.value = undefined
    failure.value = undefined
  })
  const answer = await api.seen(person.id)
  take(person, answer, seen)
  await showMade(api, 'messages')
}

export async function showMade(api: LeavingApi, what: MadeWhat): Promise<void> {
  const person = open.peek()?.person
  if (!person) return
  batch(() => {
    madeWhat.value = what
    made.value = undefined
  })
  const answer = await api.made(person.id, what)
  if (madeWhat.peek() === what) take(person, answer, made)
}

export async function moreSeen(api: LeavingApi): Promise<Failed | undefined> {
  return more(seen, (person, next) => api.seen(person, next))
}

export async function moreMade(api: LeavingApi): Promise<Failed | undefined> {
  const what = madeWhat.peek()
  return more(made, (person, next) => api.made(person, what, next))
}

interface Page {
  rows: unknown[]
  next?: string
}

interface Shelf<P> {
  value: P | undefined
  peek(): P | undefined
}

function take<P>(person: ShownPerson, answer: Result<P>, shelf: Shelf<P>) {
  if (open.peek()?.person.id !== person.id) return
  batch(() => {
    if (answer.ok) shelf.value = answer.value
    else failure.value = answer.reason
  })
}

async function more<P extends Page>(
  shelf: Shelf<P>,
  ask: (person: string, next: string) => Promise<Result<P>>,
): Promise<Failed | undefined> {
  const [person, shown] = [open.peek()?.person, shelf.peek()]
  if (!person || !shown?.next) return undefined
  const answer = await ask(person.id, shown.next)
  if (!answer.ok) return answer
  if (shelf.peek() === shown) shelf.value = { ...answer.value, rows: [...shown.rows, ...answer.value.rows] }
  return undefined
}
