/** A dossier on its way into the CRM: what is handed to it, and what it has answered. */
import type { Deed, Done } from '../../crm-adapters/port.ts'
import { audit } from '../audit/audit.ts'
import { type Errand, entrust, type Outcome, type StoredDeed } from '../errands/errands.ts'
import { bytesOf } from '../files/keep-carried.ts'
import type { Files } from '../files/port.ts'
import { recordRef } from '../records.ts'
import type { NotLeft } from '../shown.ts'
import type { Store, Writing } from '../store/store.ts'
import { changeLeft, changeParting, type LeftRow, leftByBytes, type PartingRow } from './rows.ts'

type StoredLeave = Extract<StoredDeed, { do: 'leave' }>

/** Entrusts one that was made; to be called in the write that says so. */
export async function hand(w: Writing, { by, id }: PartingRow, { record }: LeftRow, kept: string) {
  await entrust(w, {
    id: `left ${kept}`,
    deed: { do: 'leave', record: recordRef(record), person: by, dossier: kept },
    // What he may lay there himself.
    as: by,
    lane: `left ${id} ${kept}`,
  })
}

/** What the CRM is given; undefined when it is not to have it any more. */
export async function handed(
  { store, files }: { store: Store; files: Pick<Files, 'get'> },
  company: string,
  { id: key, deed }: Errand,
): Promise<Deed | undefined> {
  if (deed.do !== 'leave') return undefined
  const { record, person, dossier } = deed
  const row = await store.read(company, (r) => leftByBytes(r, dossier))
  if (row?.size == null) return undefined
  const name = nameOf(row.record, dossier)
  return {
    key,
    do: 'leave',
    record,
    person,
    name,
    size: row.size,
    bytes: () => bytesOf(files, company, dossier),
  }
}

/** Names one and no other: what lies there under it is this very archive. */
function nameOf(record: string, kept: string): string {
  return `dossier-${record.replace(/[^\w-]/g, '-')}-${kept.slice(-12)}.zip`
}

/** Keeps how the CRM has answered; to be called in the write that records it. */
export async function concludeLeft(w: Writing, { deed }: Errand, outcome: Outcome) {
  if (deed.do !== 'leave') return
  const row = await leftByBytes(w, deed.dossier)
  if (!row) return outcome.ending === 'done' ? askBack(w, deed, outcome.done) : undefined
  w.wake('parting')
  if (outcome.ending === 'done') {
    const { id: leftAs, url: leftUrl } = outcome.done
    await changeLeft(w, row, { endedAt: w.now, leftAs, leftUrl })
    const on = { record: row.record, thing: row.parting }
    const by = { company: w.company, person: deed.person }
    audit(w, { act: 'dossier.left', by, on, data: { size: row.size, hash: row.hash } })
    return
  }
  const failure = failureOf(outcome)
  await changeLeft(w, row, { endedAt: w.now, failure })
  // Whoever has been silent for days is not asked for each of thousands.
  if (failure === 'unreachable') await changeParting(w, row.parting, { calledOffAt: w.now })
}

/** It came to lie there after it was to be made anew: something was erased that it may tell of. */
async function askBack(w: Writing, { person, dossier }: StoredLeave, { id, url }: Done) {
  if (id === null) return
  await entrust(w, {
    id: `left back ${dossier}`,
    deed: { do: 'take_back', what: 'file', id, record: null, url },
    as: person,
    lane: `left back ${dossier}`,
  })
}

function failureOf({ ending, reason }: Exclude<Outcome, { ending: 'done' }>): NotLeft {
  if (ending === 'given_up') return 'unreachable'
  switch (reason) {
    case 'unsupported':
      return 'too_large'
    case 'not_installed':
      return 'removed'
    case 'missing':
    case 'denied':
    case 'expired':
    case 'revoked':
      return 'not_shown'
    default:
      return 'refused'
  }
}
