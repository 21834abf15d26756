/** How long things are kept, as those who oversee change it: nothing holds until it was previewed and saved. */
import { batch, computed, signal } from '@preact/signals'
import type {
  RetentionPreview,
  RetentionRule,
  RetentionWhat,
  ShownPurge,
  ShownRetention,
} from '../../../backend/shown.ts'
import type { Result } from '../../asking.ts'
import { uuid7 } from '../../outbox/uuid7.ts'
import { server } from '../home.model.ts'

/** As the server has them; undefined until it has told. */
export const kept = signal<ShownRetention | undefined>(undefined)
/** As they are on the screen. */
export const draft = signal<RetentionRule[]>([])
export const purges = signal<ShownPurge[]>([])
export const failure = signal<string | undefined>(undefined)
export const busy = signal(false)
/** What the rules on the screen would do; while somebody looks at it. */
export const previewed = signal<RetentionPreview | undefined>(undefined)
export const changed = computed(() => JSON.stringify(draft.value) !== JSON.stringify(kept.value?.rules))

const path = '/api/retention'

export async function loadRetention(): Promise<void> {
  const [rules, receipts] = await Promise.all([
    server().call<ShownRetention>('GET', path),
    server().call<{ purges: ShownPurge[] }>('GET', `${path}/receipts`),
  ])
  batch(() => {
    if (rules.ok) take(rules.value)
    else failure.value = rules.reason
    if (receipts.ok) purges.value = receipts.value.purges
  })
}

function take(rules: ShownRetention) {
  kept.value = rules
  draft.value = rules.rules
  failure.value = undefined
  previewed.value = undefined
}

export function changeRule(id: string, to: Partial<RetentionRule>): void {
  draft.value = draft.peek().map((rule) => (rule.id === id ? { ...rule, ...to } : rule))
}

/** A rule for a place of its own, to be filled in. */
export function addRule(what: RetentionWhat): void {
  const everywhere = draft.peek().find((rule) => rule.what === what)
  const rule: RetentionRule = {
    id: uuid7(),
    what,
    where: { closed: true },
    days: everywhere?.days ?? 365,
    from: 'made',
  }
  draft.value = [...draft.peek(), rule]
}

export function removeRule(id: string): void {
  draft.value = draft.peek().filter((rule) => rule.id !== id)
}

export function dropChanges(): void {
  draft.value = kept.peek()?.rules ?? []
}

export async function preview(): Promise<Result<RetentionPreview>> {
  busy.value = true
  const answer = await server().call<RetentionPreview>('POST', `${path}/preview`, { rules: draft.peek() })
  batch(() => {
    busy.value = false
    if (answer.ok) previewed.value = answer.value
  })
  return answer
}

/** @param typed how many go, where that is asked */
export async function save(typed: number | undefined): Promise<Result<ShownRetention> | undefined> {
  const [now, shown] = [kept.peek(), previewed.peek()]
  if (!now || !shown) return undefined
  busy.value = true
  const answer = await server().call<ShownRetention>('PUT', path, {
    ...{ rules: draft.peek(), version: now.version, asOf: shown.asOf },
    ...(typed !== undefined && { confirmed: typed }),
  })
  batch(() => {
    busy.value = false
    if (answer.ok) take(answer.value)
  })
  return answer
}

/** The signed receipt of a round, as a file. */
export const receipt = (id: string) => server().call<unknown>('GET', `${path}/receipts/${id}`)
