/** What a folder holds after a power cut, looked at through the product itself. */
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { measure } from '../../backend/files/bytes.ts'
import { sealFiles } from '../../backend/files/sealed.ts'
import { openCompanyKeys } from '../../backend/keys/company-keys.ts'
import { openPlace, openStore } from '../../backend/places.ts'
import { readSettings } from '../../backend/settings.ts'
import type { Promised } from './power-work.ts'

/** Every promise that the folder breaks, in words. */
export async function brokenIn(
  folder: string,
  env: Record<string, string | undefined>,
  promised: Promised[],
): Promise<string[]> {
  try {
    return [...(await lostIn(folder, env, promised)), ...corruptIn(folder)]
  } catch (error) {
    return [`corrupt: ${error}`]
  }
}

async function lostIn(folder: string, env: Record<string, string | undefined>, promised: Promised[]) {
  const settings = readSettings({ ...env, DATA_DIR: folder })
  const store = await openStore(settings)
  try {
    const keys = await openCompanyKeys(store, settings)
    const sealed = sealFiles(await openPlace(settings), { store, keys })
    const broken: string[] = []
    for (const company of await store.companies()) {
      const { messages, files } = await store.read(company, async ({ db, t }) => ({
        messages: await db.select().from(t.message).orderBy(t.message.thread, t.message.seq),
        files: await db.select().from(t.file),
      }))
      const kept = new Map(messages.map((message) => [message.id, message]))
      const deleted = new Set(promised.flatMap((one) => (one.what === 'deletion' ? one.id : [])))
      const there = new Set(files.map(({ id }) => id))
      for (const one of promised) {
        if (one.what === 'file') {
          if (!there.has(one.id)) broken.push('lost: a file')
          continue
        }
        const message = kept.get(one.id)
        if (!message) broken.push(`lost: a ${one.what}`)
        else if (one.what === 'deletion') {
          if (message.text !== '') broken.push('lost: a deletion')
        } else if (message.seq !== one.seq) broken.push('reordered: a message')
        else if (message.text !== one.text && !(message.deletedAt || deleted.has(one.id)))
          broken.push('corrupt: a message')
      }
      let [thread, seq] = ['', 0]
      for (const message of messages) {
        seq = message.thread === thread ? seq + 1 : 1
        thread = message.thread
        if (message.seq !== seq) broken.push(`corrupt: a thread goes from ${seq - 1} to ${message.seq}`)
      }
      for (const { id, hash } of files) {
        const bytes = await sealed.get({ company, file: id })
        if (!bytes) broken.push('lost: the bytes of a file')
        else if ((await measure(bytes)).hash !== hash) broken.push('corrupt: the bytes of a file')
      }
    }
    return broken
  } finally {
    await store.close()
  }
}

/** The database's own opinion, its search index included. */
function corruptIn(folder: string): string[] {
  const database = new Database(join(folder, 'dealthread.db'))
  try {
    const said = database.pragma('integrity_check', { simple: true })
    const indexes = database
      .prepare<[], string>("select name from sqlite_master where sql like 'create virtual table%fts5%'")
      .pluck()
      .all()
    for (const index of indexes)
      database.prepare(`insert into "${index}"("${index}") values ('integrity-check')`).run()
    return said === 'ok' ? [] : [`corrupt: ${said}`]
  } finally {
    database.close()
  }
}
