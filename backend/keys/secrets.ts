/** Secrets at rest: tokens, addresses, private keys. Each is sealed under its company's key, and for one purpose only. */
import { createHmac } from 'node:crypto'
import type { Reading, Store, Writing } from '../store/store.ts'
import type { CompanyKey, CompanyKeys } from './company-keys.ts'
import { openBytes, sealBytes } from './sealing.ts'

export interface Opening {
  /**
   * @param purpose what it is and whose, e.g. `grant of 7`: what was sealed for one row cannot be opened as another's
   * @throws SecretUnreadable when it was sealed for something else, or has been changed, or its key was destroyed
   */
  open(sealed: string, purpose: string): string
}

export interface Sealing extends Opening {
  seal(text: string, purpose: string): string
}

export interface Secrets {
  /** Opens what is a company's. */
  opening(r: Reading): Promise<Opening>
  /** Seals and opens what is a company's, whose key is made when it has none. */
  sealing(w: Writing): Promise<Sealing>
  /** For what belongs to no company. */
  own: Sealing
  /**
   * A random-looking secret, always the same for the same purpose, that tells nothing of any other. It outlives a change
   * of SECRET_KEY, for others hold some of them.
   */
  derive(of: { company: string; purpose: string }): string
}

export class SecretUnreadable extends Error {
  override name = 'SecretUnreadable'

  constructor(company: string, purpose: string) {
    super(`the stored "${purpose}" of ${company || 'ours'} cannot be opened: changed, or its key is gone`)
  }
}

export async function openSecrets(store: Store, keys: CompanyKeys): Promise<Secrets> {
  const [ours] = await store.read('', keys.of)
  const [own] = ours ? [ours] : await store.write('', keys.orMade)
  return {
    opening: async (r) => openingWith(r.company, await keys.of(r)),
    sealing: async (w) => sealingWith(w.company, await keys.orMade(w)),
    own: sealingWith('', [own]),
    derive: ({ company, purpose }) =>
      createHmac('sha256', own.derived)
        .update(JSON.stringify([company, purpose]))
        .digest('base64url'),
  }
}

/** `v1.<key>.<base64url>` */
const SEALED = /^v1\.(\d{1,9})\.([\w-]+)$/

function openingWith(company: string, keys: CompanyKey[]): Opening {
  return {
    open(sealed, purpose) {
      const [, id, bytes = ''] = SEALED.exec(sealed) ?? []
      const key = keys.find((one) => one.id === Number(id))
      const opened = key && openBytes(key.texts, Buffer.from(bytes, 'base64url'), about(company, purpose))
      if (!opened) throw new SecretUnreadable(company, purpose)
      return opened.toString('utf8')
    },
  }
}

function sealingWith(company: string, keys: [CompanyKey, ...CompanyKey[]]): Sealing {
  const [{ id, texts }] = keys
  return {
    ...openingWith(company, keys),
    seal: (text, purpose) =>
      `v1.${id}.${sealBytes(texts, Buffer.from(text), about(company, purpose)).toString('base64url')}`,
  }
}

const about = (company: string, purpose: string) => JSON.stringify(['text', company, purpose])
