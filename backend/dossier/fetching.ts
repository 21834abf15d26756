/**
 * Fetching a dossier: by a link that its person asks for, that is good for one minute and one time, and by which he is asked
 * for anew. A browser saves what it fetches so straight to disk, however large it is; it could not send a session along.
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { audit } from '../audit/audit.ts'
import type { Files } from '../files/port.ts'
import type { SeenLog } from '../leaving/seen.ts'
import { Refused } from '../refused.ts'
import type { DossierLink } from '../shown.ts'
import type { From, Viewer, Visitor } from '../signed-in.ts'
import type { Reading, Store } from '../store/store.ts'
import { after, change, type DossierRow, dossierById, kept, overtake } from './rows.ts'

export interface FetchingDeps {
  store: Store
  files: Files
  seen: Pick<SeenLog, 'note'>
  /** Refused unless he oversees the company and the host shows him the record now. */
  prove(viewer: Viewer): Promise<void>
  /** Whether an administrator has ended his work here. */
  isDismissed(company: string, person: string): Promise<boolean>
}

export interface Fetched {
  name: string
  size: number
  bytes: ReadableStream<Uint8Array>
}

/** Milliseconds a link is good for. */
const LINK = 60_000
const PATH = /^([\w-]{1,64})\.([0-9a-f-]{36})\.([\w-]{43})$/

export function createFetching({ store, files, seen, prove, isDismissed }: FetchingDeps) {
  async function remove(company: string, which: 'outdated' | 'all'): Promise<boolean> {
    const rows = await store.read(company, (r) => kept(r, which))
    for (const { id, kept: file } of rows) {
      await files.remove({ company, file: file! })
      await store.write(company, (w) => change(w, id, { goneAt: w.now }))
    }
    return rows.length > 0
  }

  return {
    /** The link before is good no more. Refused as `not_found`; `file_expired` when it is gone. */
    async link(visitor: Visitor, id: string): Promise<DossierLink> {
      const { company, person } = visitor
      const { record } = await store.read(company, (r) => mine(r, person, id))
      await prove({ ...visitor, record })
      const secret = randomBytes(32).toString('base64url')
      await store.write(company, async (w) => {
        await mine(w, person, id)
        await change(w, id, { linkHash: hashOf(secret).toString('hex'), linkUntil: after(w, LINK) })
      })
      return { path: `/dossier/${company}.${id}.${secret}` }
    },

    /** The bytes, once. Refused as `not_found` whatever is wrong with the link or with who asked for it. */
    async fetch(link: string, from: From): Promise<Fetched> {
      const [, company = '', id = '', secret = ''] = PATH.exec(link) ?? []
      if (!company) throw new Refused('not_found')
      const row = await store.read(company, (r) => linked(r, id, secret))
      const { by: person, record } = row
      if (await isDismissed(company, person)) throw new Refused('not_found')
      const viewer: Viewer = { company, person, record, from }
      await prove(viewer)
      const bytes = await files.get({ company, file: row.kept! })
      if (!bytes) throw new Refused('not_found')
      await store.write(company, async (w) => {
        await linked(w, id, secret)
        await change(w, id, { linkHash: null, linkUntil: null })
        audit(w, { act: 'dossier.exported', by: viewer, on: { record, thing: id }, data: { size: row.size } })
      })
      const name = `dossier-${record.replace(/[^\w-]/g, '-')}.zip`
      seen.note({ company, person, what: 'exported', record, item: id, name })
      return { name, size: row.size!, bytes }
    },

    /** Drops the bytes of dossiers that can be fetched no longer. */
    async forget(company: string): Promise<boolean> {
      await remove(company, 'outdated')
      return false
    },

    /** Drops all of them, those being made too: something was erased that may be in them. */
    async drop(company: string): Promise<void> {
      await store.write(company, overtake)
      while (await remove(company, 'all'));
    },
  }
}

async function mine(r: Reading, person: string, id: string): Promise<DossierRow> {
  const row = await dossierById(r, id)
  if (row?.by !== person || !row.kept || row.failure) throw new Refused('not_found')
  if (row.goneAt) throw new Refused('file_expired')
  return row
}

async function linked(r: Reading, id: string, secret: string): Promise<DossierRow> {
  const row = await dossierById(r, id)
  const hash = Buffer.from(row?.linkHash ?? '', 'hex')
  const given = hashOf(secret)
  if (!row?.linkUntil || row.linkUntil <= r.now || row.goneAt || !row.kept) throw new Refused('not_found')
  if (hash.length !== given.length || !timingSafeEqual(hash, given)) throw new Refused('not_found')
  return row
}

const hashOf = (secret: string) => createHash('sha256').update(secret).digest()
