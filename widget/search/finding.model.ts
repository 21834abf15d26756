/** Finding messages: asks while it is being written, and goes from hit to hit. */
import { effect, signal } from '@preact/signals'
import type { SearchHit, ShownDocument } from '../../backend/shown.ts'
import { card, server } from '../card/card.model.ts'
import { openRecord } from '../host.ts'
import { announce } from '../parts/announce.ts'
import { jumpTo } from '../threads/timeline.model.ts'
import { number, words } from '../words/index.ts'
import { query } from './search.model.ts'

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

export const scope = signal<Scope>('card')
export const found = signal<Found>({ kind: 'nothing asked' })

const pause = 250
const shortest = 2
/** The server counts no further. */
const mostCounted = 200

let timer: ReturnType<typeof setTimeout> | undefined
let asked = 0

effect(() => askSoon(query.value, pause))

export function setScope(chosen: Scope): void {
  scope.value = chosen
  askSoon(query.peek(), 0)
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

export function isElsewhere({ record }: Pick<SearchHit, 'record'>): boolean {
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

function askSoon(text: string, after: number) {
  clearTimeout(timer)
  const mine = ++asked
  const q = text.trim()
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
