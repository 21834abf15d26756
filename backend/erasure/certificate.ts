/** The certificate of an erasure: what went, what stays and why, signed by the company's key; nobody learns from it who it was. */
import { createHash } from 'node:crypto'
import { salt } from '../audit/leaf.ts'
import { keysOf } from '../leaving/acts.ts'
import { asFile, type Signed } from '../leaving/signing.ts'
import { Refused } from '../refused.ts'
import type { ErasureKind, ErasureOpening, ErasureSign, ErasureStatement, HostCopy } from '../shown.ts'
import type { Reading } from '../store/store.ts'
import { type DecisionRow, decisionsOf, type ErasureRow, mustErasure } from './asking.ts'
import { placeOfThing } from './finding.ts'
import { shownCopies } from './host-copies.ts'
import { canonical } from './subject.ts'

const DAY = 24 * 60 * 60_000

/** Commitments to the signs, and what opens them. */
export function commit(id: string, signs: ErasureSign[], country: Parameters<typeof canonical>[1]) {
  const opening: ErasureOpening['signs'] = signs.map((sign) => {
    return { kind: sign.kind, text: canonical(sign, country), salt: salt() }
  })
  const commitments = opening.map(({ kind, text, salt: drawn }) => ({
    kind,
    commitment: createHash('sha256').update(`${drawn}\n${kind}\n${text}`).digest('base64url'),
  }))
  return { opening: { id, signs: opening }, commitments }
}

/**
 * @param found how often he is found after it, where nobody has said that it stays
 * @param backupsKept days a backup may be kept: what was erased is then in none
 */
export async function stated(
  r: Reading,
  row: ErasureRow,
  found: number,
  backupsKept: number,
): Promise<ErasureStatement> {
  const { company, now, dialect } = r
  const decisions = await decisionsOf(r, row.id)
  const hash = createHash('sha256')
  for (const { thing, outcome } of decisions) hash.update(`${thing}\t${outcome ?? ''}\n`)
  const host: HostCopy[] = await shownCopies(r, row.id, [])
  return {
    ...{ of: 'erasure', id: row.id, company },
    asked: { at: row.at.toISOString(), by: row.by },
    ordered: { at: (row.orderedAt ?? row.at).toISOString(), by: row.orderedBy ?? row.by },
    completed: now.toISOString(),
    signs: row.commitments ?? [],
    things: counted(decisions),
    kept: decisions.flatMap(({ thing, reason, by, outcome }) => {
      if (outcome === 'held') return [{ thing, reason: 'hold' as const, by }]
      return reason ? [{ thing, reason, by }] : []
    }),
    list: { things: decisions.length, sha256: hash.digest('hex') },
    // Where a copy is, and that it is gone; a path names nobody, but is of no use any more.
    host: host.map((copy) => (copy.state === 'gone' ? { ...copy, url: null } : copy)),
    again: { found },
    backupsUntil: new Date(now.getTime() + backupsKept * DAY).toISOString(),
    engine: dialect,
  }
}

function counted(decisions: DecisionRow[]): ErasureStatement['things'] {
  const kinds = Map.groupBy(
    decisions.flatMap(({ thing, outcome }) => {
      const kind = placeOfThing(thing)?.place.kind
      return kind && outcome && outcome !== 'gone' ? [{ kind, outcome }] : []
    }),
    ({ kind, outcome }) => `${kind} ${outcome}`,
  )
  return [...kinds.values()].map((of) => ({ ...of[0]!, things: of.length })) satisfies {
    kind: ErasureKind
  }[]
}

/** The signed certificate; refused as `not_found` while there is none. */
export async function certificateOf(r: Reading, id: string): Promise<Signed> {
  const { body, key, signature } = await mustErasure(r, id)
  const signedBy = (await keysOf(r)).find((one) => one.id === key)
  if (!body || !signature || !signedBy) throw new Refused('not_found')
  return asFile({ body, key: signedBy.id, signature }, signedBy.publicKey)
}
