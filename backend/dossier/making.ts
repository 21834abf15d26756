/** Makes the dossiers that were asked for, one after another, behind people's backs; a node that dies leaves it to the next. */
import type { Files } from '../files/port.ts'
import { Refused } from '../refused.ts'
import type { DossierFailure } from '../shown.ts'
import type { Viewer } from '../signed-in.ts'
import type { Store } from '../store/store.ts'
import type { ArchiveDeps } from './archive.ts'
import { FILES_MOST, type Order } from './gather.ts'
import { isTooLarge, putArchive } from './putting.ts'
import { after, change, type DossierRow, dossierById, nextDue } from './rows.ts'
import { ARCHIVE_MOST } from './zip.ts'

export interface MakingDeps extends ArchiveDeps {
  store: Store
  files: Files
  newId: () => string
  /** Refused unless he oversees the company and the host shows him the record now. */
  prove(viewer: Viewer): Promise<void>
  failed(error: unknown): void
}

/** Milliseconds after which a node that says nothing any more has died. */
const SILENT = 2 * 60_000
/** Milliseconds between two tellings of how far it is. */
const TOLD_EVERY = 1000
const TRIES_MOST = 3

/** Our backend stops: the dossier is made anew by whoever comes next. */
class Stopped extends Error {
  override name = 'Stopped'
}

export function createMaking(deps: MakingDeps) {
  const { store, files, newId, prove, failed } = deps
  let stopping = false

  /** Makes one that is due; true when there may be more. */
  async function work(company: string): Promise<boolean> {
    const row = stopping ? undefined : await take(company)
    if (!row) return false
    const kept = newId()
    try {
      const size = await make(row, kept)
      await end(row, { kept, size })
    } catch (error) {
      await giveUp(row, error)
    }
    return true
  }

  async function make(row: DossierRow, kept: string): Promise<number> {
    const { company, by: person, record } = row
    const viewer = { company, person, record }
    await prove(viewer)
    const order: Order = { ...row, edition: 'his', private: true, filesMost: FILES_MOST }
    return (await putArchive(deps, { viewer, order, kept, most: ARCHIVE_MOST, progress: telling(row) })).size
  }

  /** Tells how far it is now and then, and that we are alive. */
  function telling(row: DossierRow) {
    let told = 0
    return async (done: number, total: number) => {
      if (stopping) throw new Stopped()
      const at = performance.now()
      if (done < total && at - told < TOLD_EVERY) return
      told = at
      await tell(row, done, total)
    }
  }

  const tell = ({ company, id }: DossierRow, done: number, total: number) =>
    store.write(company, (w) => change(w, id, { done, total, makingUntil: after(w, SILENT) }))

  async function take(company: string): Promise<DossierRow | undefined> {
    // Most of the time there is none, and nobody is kept from writing.
    if (!(await store.read(company, nextDue))) return undefined
    return store.write(company, async (w) => {
      const row = await nextDue(w)
      if (!row) return undefined
      await change(w, row.id, { makingUntil: after(w, SILENT), tries: row.tries + 1 })
      return { ...row, tries: row.tries + 1 }
    })
  }

  async function end({ company, id }: DossierRow, made: { kept: string; size: number }) {
    const ended = await store.write(company, async (w) => {
      if ((await dossierById(w, id))?.endedAt !== null) return false
      await change(w, id, { ...made, endedAt: w.now, makingUntil: null })
      return true
    })
    // Overtaken meanwhile: nobody is to have it.
    if (!ended) await files.remove({ company, file: made.kept })
  }

  async function giveUp({ company, id, tries }: DossierRow, error: unknown) {
    if (error instanceof Stopped) {
      await store.write(company, (w) => change(w, id, { makingUntil: null, tries: tries - 1 }))
      return
    }
    const failure = failureOf(error)
    if (failure === 'broken') failed(error)
    if (failure === 'broken' && tries < TRIES_MOST) return
    await store.write(company, (w) => change(w, id, { failure, endedAt: w.now, makingUntil: null }))
  }

  return {
    work,
    /** No more is begun, and what is being made is left to others. */
    stop() {
      stopping = true
    },
  }
}

function failureOf(error: unknown): DossierFailure {
  if (isTooLarge(error)) return 'too_large'
  if (error instanceof Refused && (error.reason === 'not_found' || error.reason === 'not_allowed'))
    return 'not_allowed'
  return 'broken'
}
