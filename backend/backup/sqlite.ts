/** The embedded database: saved as one file by its own engine, which a copy of the file while it is written would not be. */

import { existsSync } from 'node:fs'
import { copyFile, mkdir, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type Database from 'better-sqlite3'
import type { Saved } from './backup.ts'
import { BackupRefused, partOf, sync } from './manifest.ts'

const NAME = 'dealthread.db'
const KEY = `${NAME}.key`

/**
 * @param file the database
 * @param connect opens a database that is encrypted as this one, or is not
 */
export function savedSqlite(file: string, connect: (file: string) => Database.Database): Saved {
  return {
    engine: 'sqlite',

    async save(folder) {
      if (!existsSync(file)) throw new BackupRefused(`There is no database ${file}.`)
      const connection = connect(file)
      try {
        connection.pragma('busy_timeout = 30000')
        // Else pages of the copy keep, in their gaps, what stood beside: it could never be erased from it.
        connection.pragma('secure_delete = ON')
        connection.prepare('vacuum into ?').run(join(folder, NAME))
      } finally {
        connection.close()
      }
      await sync(join(folder, NAME))
      const parts = [await partOf(folder, NAME)]
      if (existsSync(`${file}.key`)) {
        await copyFile(`${file}.key`, join(folder, KEY))
        await sync(join(folder, KEY))
        parts.push(await partOf(folder, KEY))
      }
      return { parts, ...whatIsIn(join(folder, NAME)) }
    },

    async bringBack(folder, { parts }) {
      for (const there of [file, `${file}-wal`, `${file}.key`])
        if (existsSync(there)) throw new BackupRefused(`${there} is there: choose an empty DATA_DIR.`)
      await mkdir(dirname(file), { recursive: true, mode: 0o700 })
      if (parts.some(({ path }) => path === KEY)) await copyFile(join(folder, KEY), `${file}.key`)
      await copyFile(join(folder, NAME), file)
      try {
        whatIsIn(file)
      } catch (error) {
        for (const made of [file, `${file}.key`]) await rm(made, { force: true })
        throw error
      }
      for (const made of [file, `${file}.key`]) if (existsSync(made)) await sync(made)
      await sync(dirname(file))
    },
  }

  /** Asks the copy, so that one that cannot be read is noticed now. */
  function whatIsIn(copy: string) {
    const connection = connect(copy)
    try {
      const [sound] = connection.pragma('integrity_check') as { integrity_check: string }[]
      if (sound?.integrity_check !== 'ok')
        throw new BackupRefused(`The copy of the database is not sound: ${sound?.integrity_check}`)
      const last = 'select max(created_at) from __drizzle_migrations'
      return {
        schema: connection.prepare<[], number>(last).pluck().get() ?? 0,
        companies: connection.prepare<[], string>('select company from company').pluck().all(),
      }
    } finally {
      connection.close()
    }
  }
}
