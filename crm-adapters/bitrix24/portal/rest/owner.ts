/** The card something is written into. */
import { type Kind, kindOf, kinds } from '../data/kinds.ts'
import { type CrmRecord, recordAt } from '../records.ts'
import { readable } from '../rights.ts'
import { type Call, RestError } from './method.ts'
import { text } from './params.ts'

export interface Owner {
  kind: Kind
  record: CrmRecord
}

/** Refused with OWNER_NOT_FOUND or ACCESS_DENIED. */
export function ownerIn({ world, person }: Call, kindId: number, id: number): Owner {
  const kind = kindOf(kindId)
  const record = kind && recordAt(world, { kind: kind.id, id })
  if (!record) throw new RestError('OWNER_NOT_FOUND', 'Owner not found')
  if (person.extranet || !readable(world, person, kind.id)?.includes(record)) {
    throw new RestError('ACCESS_DENIED', 'Access denied.')
  }
  return { kind, record }
}

/** By `ENTITY_TYPE` of timeline comments; NaN for what is none. */
export function kindNamed(type: unknown): number {
  return kinds.find((kind) => kind.type === text(type).toLowerCase())?.id ?? Number.NaN
}
