/** Finding messages: what is asked, what was found, and the way back to where one was. */
import { computed, signal } from '@preact/signals'
import type { SearchHit, ShownDocument } from '../../backend/shown.ts'
import { card, current, openThread, server } from '../card/card.model.ts'
import { closeSheet, navFits, sheet } from '../card/layout.ts'
import { openRecord } from '../host.ts'
import { announce } from '../parts/announce.ts'
import { takeAnchor } from '../threads/anchor.ts'
import { comeBack, following, jumpTo, type Place, timelineOf, toLatest } from '../threads/timeline.model.ts'
import { number, words } from '../words/index.ts'

export type Scope = 'card' | 'all'

type Found =
  | { kind: 'nothing asked' }
  | { kind: 'asking' }
  | { kind: 'failed'; reason: string }
  | {
      kind: 'found'
      hits: SearchHit[]
      files: ShownDocument[]
      total: number
      next?: string | undefined
      /** The hit gone to; -1 before the first. */
      at: number
    }

export const query = signal('')
export const scope = signal<Scope>('card')
export const found = signal<Found>({ kind: 'nothing asked' })
export const searching = computed(() => query.value !== '')

const pause = 250
const shortest = 2
/** The server counts no further. */
const mostCounted = 200

let timer: ReturnType<typeof setTimeout> | undefined
let asked = 0
/** Where the person was before the search; without a place, at the end. */
let before: { thread: string; place: Place | undefined } | undefined

/** Puts the caret into the field, wherever it is in this layout. */
export function startSearch(): void {
  if (!navFits.peek()) sheet.value = 'search'
  requestAnimationFrame(() => {
    const field = document.querySelector<HTMLInputElement>('.search-field input')
    field?.focus()
    field?.select()
  })
}

export function setQuery(text: string): void {
  before ??= { thread: current.peek(), place: following.peek() ? undefined : placeNow() }
  query.value = text
  askSoon(pause)
}

export function setScope(chosen: Scope): void {
  scope.value = chosen
  askSoon(0)
}

/** Goes to the next hit down the list, or up with -1; the first time to the first. */
export function step(by: 1 | -1): void {
  const now = found.peek()
  if (now.kind !== 'found' || now.hits.length === 0) return
  const at = now.at < 0 ? 0 : (now.at + by + now.hits.length) % now.hits.length
  go(at)
}

/** Goes to the hit; one of another record opens beside, in the host. */
export function go(at: number): void {
  const now = found.peek()
  const hit = now.kind === 'found' ? now.hits[at] : undefined
  if (now.kind !== 'found' || !hit) return
  found.value = { ...now, at }
  announce(words.search.position(at + 1, totalOf(now.total)))
  if (isElsewhere(hit)) void openRecord(hit.record)
  else void jumpTo(hit.thread.id, hit.message.seq, hit.message.id)
}

export function isElsewhere({ record }: SearchHit): boolean {
  const here = card.value.record
  return record.type !== here.type || record.id !== here.id
}

export function totalOf(total: number): string {
  return total >= mostCounted ? `${number(mostCounted)}+` : number(total)
}

export async function older(): Promise<void> {
  const now = found.peek()
  if (now.kind !== 'found' || !now.next) return
  const answer = await server().search({ q: query.peek().trim(), scope: scope.peek(), before: now.next })
  if (found.peek() !== now || !answer.ok) return
  found.value = { ...now, hits: [...now.hits, ...answer.value.hits], next: answer.value.next }
}

/** Forgets the search and goes back to where the person was before it. */
export function endSearch(): void {
  forget()
  const left = before
  before = undefined
  if (!left) return
  openThread(left.thread)
  if (left.place) void comeBack(left.place)
  else void toLatest(left.thread, false)
}

function forget() {
  clearTimeout(timer)
  asked++
  query.value = ''
  found.value = { kind: 'nothing asked' }
  if (sheet.peek() === 'search') closeSheet()
}

function askSoon(after: number) {
  clearTimeout(timer)
  const mine = ++asked
  const q = query.peek().trim()
  if (q.length < shortest) {
    found.value = { kind: 'nothing asked' }
    return
  }
  timer = setTimeout(() => void ask(q, mine), after)
}

async function ask(q: string, mine: number) {
  if (found.peek().kind !== 'found') found.value = { kind: 'asking' }
  const answer = await server().search({ q, scope: scope.peek() })
  // A newer question has been put meanwhile.
  if (mine !== asked) return
  if (!answer.ok) {
    found.value = { kind: 'failed', reason: answer.reason }
    return
  }
  const { hits, files = [], total, next } = answer.value
  found.value = { kind: 'found', hits, files, total, next, at: -1 }
  announce(total ? words.search.found(total) : (files[0]?.file.name ?? words.search.nothing))
}

function placeNow(): Place | undefined {
  const list = document.querySelector<HTMLElement>('[data-region=list]')
  const anchor = list && takeAnchor(list)
  const thread = current.peek()
  const message =
    anchor &&
    timelineOf(thread)
      .peek()
      .slice.find(({ id }) => id === anchor.id)
  return message ? { thread, seq: message.seq, ...anchor } : undefined
}
