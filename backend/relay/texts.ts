/** Texts that are in the CRM only, for whoever looks: read back from there, in memory and for a short while. */
import { and, eq, inArray } from 'drizzle-orm'
import { LRUCache } from 'lru-cache'
import type { Answer } from '../../crm-adapters/port.ts'
import { Refused } from '../refused.ts'
import type { TextElsewhere, TextsElsewhere } from '../shown.ts'
import type { Viewer } from '../signed-in.ts'
import type { Reading, Store } from '../store/store.ts'
import type { Traces } from '../supervising/traces.ts'
import type { FoundThread } from '../threads/find.ts'
import { entriesOf } from './entries.ts'
import { isText, type RelayedRow } from './going.ts'

/** Milliseconds a text is shown as it was read: what is changed past us is seen after that at the latest. */
const FRESH = 60_000
/** UTF-16 units of all texts that are remembered. */
const REMEMBERED = 8 * 1024 * 1024

export interface TextsDeps {
  store: Store
  traces: Pick<Traces, 'reads'>
  seeThread(r: Reading, viewer: Viewer, thread: string): Promise<FoundThread>
  /** What the host has of these entries. */
  ask(company: string, entries: string[]): Promise<Answer<Record<string, string | null>>>
  clock?: () => number
}

export type Texts = ReturnType<typeof createTexts>

export function createTexts({ store, traces, seeThread, ask, clock }: TextsDeps) {
  const remembered = new LRUCache<string, { text: string | null }>({
    ttl: FRESH,
    maxSize: REMEMBERED,
    sizeCalculation: ({ text }) => 1 + (text ?? '').length,
    ...(clock && { perf: { now: clock }, ttlResolution: 0 }),
  })
  /** Entries being asked for, so that a card many look at is read once. */
  const underWay = new Map<string, Promise<Answer<Record<string, string | null>>>>()

  const keyOf = (company: string, entry: string) => `${company} ${entry}`

  function begin(company: string, entries: string[]) {
    const asked = ask(company, entries).finally(() => {
      for (const entry of entries) underWay.delete(keyOf(company, entry))
    })
    for (const entry of entries) underWay.set(keyOf(company, entry), asked)
  }

  /** @throws Refused `host_unreachable` */
  async function entriesAt(company: string, entries: string[]): Promise<Map<string, string | null>> {
    const found = new Map<string, string | null>()
    const unknown = entries.filter((entry) => {
      const known = remembered.get(keyOf(company, entry))
      if (known) found.set(entry, known.text)
      return !known
    })
    const fresh = unknown.filter((entry) => !underWay.has(keyOf(company, entry)))
    if (fresh.length > 0) begin(company, fresh)
    const rounds = new Set(unknown.flatMap((entry) => underWay.get(keyOf(company, entry)) ?? []))
    for (const answer of await Promise.all(rounds)) {
      if (!answer.ok)
        throw new Refused('host_unreachable', `the CRM does not give the texts: ${answer.reason}`)
      for (const entry of unknown) {
        const text = answer.value[entry]
        if (text === undefined) continue
        found.set(entry, text)
        remembered.set(keyOf(company, entry), { text })
      }
    }
    return found
  }

  async function readBack(company: string, rows: RelayedRow[]): Promise<Record<string, TextElsewhere>> {
    const texts = await entriesAt(
      company,
      rows.map(({ entry }) => entry!),
    )
    return Object.fromEntries(rows.map((row) => [row.message, shown(row, texts.get(row.entry!) ?? null)]))
  }

  return {
    /**
     * The texts of these messages of a thread, for somebody who may read them: those that are here too.
     * @throws Refused `not_found`, `host_unreachable`
     */
    async of(viewer: Viewer, thread: string, messages: string[]): Promise<TextsElsewhere> {
      const { company } = viewer
      const { view, here, rows } = await store.read(company, async (r) => {
        const { view } = await seeThread(r, viewer, thread)
        const found = (await messagesAmong(r, thread, messages)).filter(({ seq }) => seq >= view.fromSeq)
        // What was deleted is there still while it is on hold, and nobody's to read here.
        const there = found.filter(({ elsewhereAt, deletedAt }) => elsewhereAt && !deletedAt)
        const entries = await entriesOf(r, idsOf(there))
        const here = found.filter(({ id }) => !entries.has(id))
        return { view, here, rows: [...entries.values()].flatMap(([newest]) => newest ?? []) }
      })
      await traces.reads(viewer, thread, view)
      const texts = Object.fromEntries(here.map(({ id, text }): [string, TextElsewhere] => [id, { text }]))
      return { texts: { ...texts, ...(rows.length > 0 && (await readBack(company, rows))) } }
    },

    /** The text of a message the host alone has, for what we do on somebody's behalf; undefined when it is not to be had. */
    async one(company: string, message: string): Promise<string | undefined> {
      const [newest] = (await store.read(company, (r) => entriesOf(r, [message]))).get(message) ?? []
      if (!newest) return undefined
      const said = (await readBack(company, [newest]))[message]
      return said && 'text' in said ? said.text : undefined
    },
  }
}

function shown(row: RelayedRow, text: string | null): TextElsewhere {
  if (text === null) return { gone: true }
  return isText(row, text) ? { text } : { text, altered: true }
}

async function messagesAmong({ company, db, t: { message } }: Reading, thread: string, ids: string[]) {
  return db
    .select({
      ...{ id: message.id, seq: message.seq, text: message.text },
      ...{ elsewhereAt: message.elsewhereAt, deletedAt: message.deletedAt },
    })
    .from(message)
    .where(and(eq(message.company, company), eq(message.thread, thread), inArray(message.id, ids)))
}

const idsOf = (rows: { id: string }[]) => rows.map(({ id }) => id)
