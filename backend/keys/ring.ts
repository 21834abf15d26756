import { createHash, type KeyObject, timingSafeEqual } from 'node:crypto'
import { keyFor, openBytes, sealBytes } from './sealing.ts'

const SHORTEST = 32

/** A SECRET_KEY as far as it is used: it seals companies' keys and nothing else. */
interface KeyOfKeys {
  /** Names the key and tells nothing of it. */
  id: string
  key: KeyObject
}

/** The SECRET_KEY that seals, and the one before it, which only opens. */
export interface Ring {
  /** Of the one that seals. */
  id: string
  seal(key: Uint8Array, about: string): { under: string; sealed: string }
  /** @throws KeyUnknown when it is under a SECRET_KEY that is not here; KeyChanged when it is not what was sealed */
  open(stored: { under: string; sealed: string }, about: string): Buffer
  /** @throws KeyUnknown */
  mustKnow(under: string): void
}

/** What is stored is sealed under a SECRET_KEY that was not given. */
export class KeyUnknown extends Error {
  override name = 'KeyUnknown'

  constructor(under: string, given: string[]) {
    super(
      `What is stored is sealed under the SECRET_KEY with the id ${under}; given: ${given.join(', ')}. ` +
        'Set that SECRET_KEY again, or name it as SECRET_KEY_BEFORE and run `npm run keys:rotate`.',
    )
  }
}

/** A stored key has been changed, or moved here from another company. */
export class KeyChanged extends Error {
  override name = 'KeyChanged'
}

/** Throws a sentence when a key is too short to be secret. */
export function openRing(secretKey: string, before?: string): Ring {
  const newest = keyOfKeys('SECRET_KEY', secretKey)
  const all = before === undefined ? [newest] : [newest, keyOfKeys('SECRET_KEY_BEFORE', before)]

  function find(under: string): KeyOfKeys {
    const found = all.find(({ id }) => same(id, under))
    if (!found)
      throw new KeyUnknown(
        under,
        all.map(({ id }) => id),
      )
    return found
  }

  return {
    id: newest.id,
    seal: (key, about) => ({
      under: newest.id,
      sealed: sealBytes(newest.key, key, about).toString('base64url'),
    }),
    open({ under, sealed }, about) {
      const opened = openBytes(find(under).key, Buffer.from(sealed, 'base64url'), about)
      if (!opened) throw new KeyChanged(`${about} is not what was stored`)
      return opened
    },
    mustKnow: (under) => void find(under),
  }
}

function keyOfKeys(what: string, secretKey: string): KeyOfKeys {
  if (secretKey.length < SHORTEST) throw new Error(`${what} is too short: ${SHORTEST} characters at least`)
  const key = keyFor('key of keys', secretKey)
  return {
    id: createHash('sha256').update(keyFor('id of a key', secretKey).export()).digest('hex').slice(0, 12),
    key,
  }
}

function same(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)]
  return a.length === b.length && timingSafeEqual(a, b)
}
