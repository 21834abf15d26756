/**
 * Carries out what was ordered, a record after another: made into our own store, handed to the CRM, forgotten here. A node
 * that dies leaves it to the next, and a record is never left twice by one order.
 */
import { portalOf } from '../companies/companies.ts'
import type { Files } from '../files/port.ts'
import type { Secrets } from '../keys/secrets.ts'
import type { NotLeft } from '../shown.ts'
import type { Reading, Store, Writing } from '../store/store.ts'
import { hand } from './handing.ts'
import { type MakingDeps, makeOne, whyNot } from './making.ts'
import { conclude } from './receipt.ts'
import {
  bytesOver,
  changeLeft,
  changeParting,
  dueToMake,
  endUnhanded,
  type LeftRow,
  leftById,
  openParting,
  type PartingRow,
  recordAfter,
  underWay,
  wasSilent,
} from './rows.ts'

export interface WorkingDeps extends MakingDeps {
  store: Store
  files: Files
  secrets: Secrets
  newId: () => string
}

const MINUTE = 60_000
/** Milliseconds after which a node that says nothing any more has died. */
const SILENT = 2 * MINUTE
/** Milliseconds between two words of being alive. */
const TOLD_EVERY = 10_000
/** Made and not yet with the CRM: what waits takes room. */
const WAITING_MOST = 4
/** Records named in one write that nothing is made for. */
const SLICE = 200
/** Tries of one that our own mistakes have spoiled, and of one for which the CRM was silent: about two days. */
const TRIES = { broken: 3, later: 100 }
const PAUSE_MOST = 30 * MINUTE

/** Our backend stops. */
class Stopped extends Error {
  override name = 'Stopped'
}

export function createWorking(deps: WorkingDeps) {
  const { store, files, newId, failed } = deps
  let stopping = false

  /** Does one step; true when there may be more now. */
  async function work(company: string): Promise<boolean> {
    const over = await store.read(company, bytesOver)
    for (const row of over) {
      await files.remove({ company, file: row.kept! })
      await store.write(company, (w) => changeLeft(w, row, { kept: null }))
    }
    const now = stopping ? undefined : await store.read(company, stateOf)
    if (!now) return false
    if (now.ends) return endRest(company, now.ends)
    if (now.handed >= WAITING_MOST) return false
    const taken = await store.write(company, take)
    if (taken) {
      await make(taken.parting, taken.row)
      return true
    }
    if (now.open === 0) await conclude(deps, now.parting)
    return false
  }

  async function make(parting: PartingRow, row: LeftRow) {
    const { company } = parting
    const kept = newId()
    let told = performance.now()
    const alive = async () => {
      if (stopping) throw new Stopped()
      if (performance.now() - told < TOLD_EVERY) return
      told = performance.now()
      await store.write(company, (w) => changeLeft(w, row, { makingUntil: after(w, SILENT) }))
    }
    try {
      const { size, hash, contents } = await makeOne(deps, parting, row, kept, alive)
      const tooMuch = contents.files.filter(({ missing }) => missing === 'too_much').length
      const without = { ...contents.leftOut, tooMuch }
      const isOurs = await store.write(company, async (w) => {
        const now = await leftById(w, parting.id, row.record)
        if (!now || now.endedAt || now.kept) return false
        await changeLeft(w, row, { kept, size, hash, without, makingUntil: null })
        await hand(w, parting, row, kept)
        return true
      })
      if (!isOurs) await files.remove({ company, file: kept })
    } catch (error) {
      await store.write(company, (w) => giveUp(w, row, error))
    }
  }

  async function giveUp(w: Writing, row: LeftRow, error: unknown) {
    if (error instanceof Stopped) return changeLeft(w, row, { makingUntil: null, tries: row.tries - 1 })
    const why = whyNot(error)
    if (why === 'broken') failed(error)
    if (why === undefined ? row.tries < TRIES.later : why === 'broken' && row.tries < TRIES.broken) {
      const pause = Math.min(PAUSE_MOST, MINUTE * 2 ** Math.min(row.tries, 5))
      return changeLeft(w, row, { makingUntil: after(w, pause) })
    }
    await changeLeft(w, row, { endedAt: w.now, failure: why ?? 'unreachable', makingUntil: null })
    // Whoever has been silent for days is not asked for each of thousands.
    if (why === undefined) await changeParting(w, row.parting, { calledOffAt: w.now })
  }

  /** Names all that are not left any more; those on their way arrive or not. */
  async function endRest(company: string, why: NotLeft): Promise<boolean> {
    return store.write(company, async (w) => {
      const parting = await openParting(w)
      if (!parting) return false
      await endUnhanded(w, parting.id, why)
      for (let named = 0; named < SLICE; named += 1) {
        const row = await begin(w, parting)
        if (!row) return (await underWay(w, parting.id)).open === 0
        await changeLeft(w, row, { endedAt: w.now, failure: why })
      }
      return true
    })
  }

  return {
    work,
    /** No more is begun, and what is being made is left to others. */
    stop() {
      stopping = true
    },
  }
}

interface State {
  parting: PartingRow
  open: number
  handed: number
  /** Nothing is made any more, and why. */
  ends?: NotLeft
}

async function stateOf(r: Reading): Promise<State | undefined> {
  const parting = await openParting(r)
  if (!parting) return undefined
  const under = await underWay(r, parting.id)
  const isDone = under.open === 0 && (await recordAfter(r, parting.reached)) === undefined
  const ends = isDone ? undefined : await endsBy(r, parting)
  return { parting, ...under, ...(ends && { ends }) }
}

async function endsBy(r: Reading, { id, calledOffAt }: PartingRow): Promise<NotLeft | undefined> {
  if (!(await portalOf(r))) return 'removed'
  if (!calledOffAt) return undefined
  return (await wasSilent(r, id)) ? 'unreachable' : 'called_off'
}

/** The next to be made, which is nobody else's meanwhile. */
async function take(w: Writing): Promise<{ parting: PartingRow; row: LeftRow } | undefined> {
  const parting = await openParting(w)
  if (!parting || parting.calledOffAt) return undefined
  const row = (await dueToMake(w, parting.id)) ?? (await begin(w, parting))
  if (!row) return undefined
  const taken = { makingUntil: after(w, SILENT), tries: row.tries + 1 }
  await changeLeft(w, row, taken)
  return { parting, row: { ...row, ...taken } }
}

/** The record after the last that was begun; `parting` goes on with it. */
async function begin(w: Writing, parting: PartingRow): Promise<LeftRow | undefined> {
  const record = await recordAfter(w, parting.reached)
  if (record === undefined) return undefined
  parting.reached = record
  await changeParting(w, parting.id, { reached: record })
  const { company, db, t } = w
  const [row] = await db.insert(t.partingDossier).values({ company, parting: parting.id, record }).returning()
  return row
}

const after = ({ now }: Writing, milliseconds: number) => new Date(now.getTime() + milliseconds)
