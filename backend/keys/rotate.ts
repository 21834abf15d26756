/**
 * A new SECRET_KEY takes over: what was sealed under the ones before it is sealed under it. Each step is one write that
 * says by itself that it is done, so that whoever is stopped anywhere goes on there; others read and write meanwhile.
 */
import { audit } from '../audit/audit.ts'
import type { Key } from '../files/port.ts'
import type { Store, Writing } from '../store/store.ts'
import { type CompanyKeys, keyHolders, sealedUnder } from './company-keys.ts'

export interface Rotating {
  store: Store
  keys: CompanyKeys
}

/** Seals every company's keys under the newest SECRET_KEY, ours last; answers with how many were not. */
export async function rotateKeys({ store, keys }: Rotating): Promise<number> {
  let sealed = 0
  // Until none is found: companies come while this goes on, and with nodes that know only the key before.
  for (let found = -1; found !== 0; ) {
    found = 0
    for (const company of await store.read('', keyHolders))
      found += await store.write(company, (w) => reseal(w, keys))
    sealed += found
  }
  return sealed
}

async function reseal(w: Writing, keys: CompanyKeys): Promise<number> {
  const sealed = await keys.reseal(w)
  // Ours are nobody's to read of.
  if (sealed > 0 && w.company !== '') audit(w, { act: 'key.rotated', by: 'operator', data: { keys: sealed } })
  return sealed
}

/** The ids of the SECRET_KEYs without which something could no longer be opened. */
export const neededKeys = ({ store }: Pick<Rotating, 'store'>) => store.read('', sealedUnder)

export interface Renewing extends Rotating {
  files: {
    list(company: string): AsyncIterable<{ key: Key; at: Date }>
    reseal(key: Key): Promise<boolean>
  }
}

/**
 * Gives every company another key and seals its files anew under it, for when the old one may be known to somebody. What
 * is sealed in the database stays readable and goes under it as it changes.
 * @param since a company whose newest key is younger has it from a run that was stopped: it gets no other
 * @returns how many files were sealed anew
 */
export async function renewFiles({ store, keys, files }: Renewing, since: Date): Promise<number> {
  let sealed = 0
  for (const company of await store.read('', keyHolders)) {
    if (company === '') continue
    await store.write(company, async (w) => {
      if ((await keys.madeAt(w)) >= since) return
      const { id } = await keys.renew(w)
      audit(w, { act: 'key.renewed', by: 'operator', data: { key: id } })
    })
    for await (const { key } of files.list(company)) if (await files.reseal(key)) sealed += 1
  }
  return sealed
}
