/** The receipt of an order to leave dossiers in the CRM: what is there, what is not and why, signed by the company's key. */
import { and, asc, eq } from 'drizzle-orm'
import { audit } from '../audit/audit.ts'
import type { Secrets } from '../keys/secrets.ts'
import { keysOf, signAsCompany } from '../leaving/acts.ts'
import { asFile, type Signed } from '../leaving/signing.ts'
import { Refused } from '../refused.ts'
import type { PartingStatement } from '../shown.ts'
import type { Reading, Store } from '../store/store.ts'
import { changeParting, mustParting, type PartingRow, recordAfter, underWay } from './rows.ts'

/** States one that is over. */
export async function conclude(
  { store, secrets }: { store: Store; secrets: Secrets },
  { company, id }: PartingRow,
) {
  await store.write(company, async (w) => {
    const row = await mustParting(w, id)
    const isOver = (await recordAfter(w, row.reached)) === undefined && (await underWay(w, id)).open === 0
    if (row.endedAt || !isOver) return
    const statement = await stated(w, row)
    const body = JSON.stringify(statement)
    const { key, signature } = await signAsCompany(w, secrets, body)
    await changeParting(w, id, { endedAt: w.now, body, key: key.id, signature })
    const data = { left: statement.left.length, not_left: statement.notLeft.length }
    audit(w, { act: 'dossiers.left', by: 'clock', on: { thing: id }, data })
  })
}

async function stated(r: Reading, row: PartingRow): Promise<PartingStatement> {
  const { company, db, t, now } = r
  const rows = await db
    .select()
    .from(t.partingDossier)
    .where(and(eq(t.partingDossier.company, company), eq(t.partingDossier.parting, row.id)))
    .orderBy(asc(t.partingDossier.record))
  const nothing = { threads: 0, files: 0, tooMuch: 0 }
  return {
    ...{ of: 'parting', id: row.id, company, ordered: { at: row.at.toISOString(), by: row.by } },
    ...{ completed: now.toISOString(), readers: row.readers },
    left: rows.flatMap(({ record, failure, hash, size, leftAs, leftUrl, endedAt, without }) =>
      failure
        ? []
        : {
            ...{ record, sha256: hash ?? '', bytes: size ?? 0, id: leftAs, url: leftUrl },
            ...{ at: (endedAt ?? now).toISOString(), without: without ?? nothing },
          },
    ),
    notLeft: rows.flatMap(({ record, failure }) => (failure ? { record, why: failure } : [])),
  }
}

/** Refused as `not_found` while there is none. */
export async function receiptOf(r: Reading, id: string): Promise<Signed> {
  const { body, key, signature } = await mustParting(r, id)
  const signedBy = (await keysOf(r)).find((one) => one.id === key)
  if (!body || !signature || !signedBy) throw new Refused('not_found')
  return asFile({ body, key: signedBy.id, signature }, signedBy.publicKey)
}
