/** Everything of how long things are kept, put together. */
import { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { audit } from '../audit/audit.ts'
import type { FindThread } from '../files/files.ts'
import type { WallClock } from '../later/wall-clock.ts'
import type { Visitor } from '../signed-in.ts'
import { type NoticeDeps, warnSome } from './notices.ts'
import { previewRules } from './preview.ts'
import { lineOf, listed, purges, receiptOf } from './receipts.ts'
import type { RetentionRoutesDeps } from './routes.ts'
import { createRun, type PurgingDeps } from './run.ts'
import { saveRules, shownRules } from './saving.ts'
import type { TermRoutesDeps } from './term-routes.ts'
import { termOfFile, termOfMessage } from './terms.ts'

/** Milliseconds between two slices, in which those who write go first. */
const REST = 25
const RECEIPTS_AT_ONCE = 50

export interface PurgingParts extends Omit<PurgingDeps, 'rest' | 'tidy'> {
  findThread: FindThread
  tellIn: NoticeDeps['tellIn']
  wallClock: Pick<WallClock, 'assertBelieved'>
  /** Milliseconds that only go forward; absent: time goes by itself. */
  clock?: (() => number) | undefined
}

export function createPurging({ clock, wallClock, findThread, tellIn, ...given }: PurgingParts) {
  const { store, newId } = given
  // Time that is moved by hand passes for nobody who waits.
  const rest = async () => void (clock ?? (await sleep(REST)))
  const deps = { ...given, rest }
  const run = createRun(deps)

  async function noteTaken(by: Visitor, id: string, name: string) {
    await store.write(by.company, async (w) =>
      audit(w, { act: 'exported', by, on: { thing: id }, data: { name } }),
    )
  }

  const retention: RetentionRoutesDeps['retention'] = {
    shown: (company) => store.read(company, shownRules),
    preview: (company, rules) => previewRules(deps, company, rules, deps.now()),
    save: (visitor, wanted) => saveRules(deps, visitor, wanted),
    purges: (company, before) => store.read(company, (r) => purges(r, before, RECEIPTS_AT_ONCE)),
    async receipt(visitor, id) {
      const signed = await store.read(visitor.company, (r) => receiptOf(r, id))
      await noteTaken(visitor, id, 'receipt')
      return signed
    },
    async list(visitor, id) {
      await store.read(visitor.company, (r) => receiptOf(r, id))
      await noteTaken(visitor, id, 'receipt list')
      return Readable.toWeb(Readable.from(linesOf(visitor.company, id))) as ReadableStream<Uint8Array>
    },
  }

  async function* linesOf(company: string, id: string) {
    const encoder = new TextEncoder()
    for await (const thing of listed(store, company, id)) yield encoder.encode(lineOf(thing))
  }

  const terms: TermRoutesDeps['terms'] = {
    file: (viewer, id) => store.read(viewer.company, (r) => termOfFile(r, findThread, viewer, id)),
    message: (viewer, thread, id) => store.read(viewer.company, (r) => termOfMessage(r, viewer, thread, id)),
  }

  return {
    retention,
    terms,
    /** Does a slice of letting go what is kept no longer; true when there is more. Throws `ClockDoubted`. */
    async purge(company: string): Promise<boolean> {
      wallClock.assertBelieved()
      return run.slice(company)
    },
    /** Tells threads and authors of a slice of files that go within a day; answers with where to go on. */
    warn: (company: string, after: string | undefined) =>
      store.write(company, (w) => warnSome(w, { newId, tellIn }, after)),
  }
}
