/** A copy of a Postgres while it works, and what is put into it. */
import { execFileSync } from 'node:child_process'
import { chownSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import pg from 'pg'
import type { Cluster } from './cluster.ts'
import { user } from './packaged.ts'

/** A copy of its files while it works, as pg_basebackup makes one. */
export async function copyOf({ url, folder }: Cluster, to: string) {
  await connected(url, async (client) => {
    await client.query("select pg_backup_start('night', true)")
    // What vanishes while it is copied is not missed: the log has it.
    execFileSync('sh', ['-c', 'cp -a "$0" "$1" 2>/dev/null || true', folder, to])
    const { rows } = await client.query<{ labelfile: string }>('select labelfile from pg_backup_stop()')
    for (const own of ['postmaster.pid', 'postmaster.opts', 'pg_wal'])
      rmSync(join(to, own), { recursive: true, force: true })
    foldersOfTheirs(join(to, 'pg_wal', 'archive_status'), join(to, 'pg_wal', 'summaries'))
    fileOfTheirs(join(to, 'backup_label'), rows[0]!.labelfile)
  })
}

/** New folders that belong to whom Postgres runs as. */
export function foldersOfTheirs(...folders: string[]) {
  for (const folder of new Set(folders.flatMap((one) => [dirname(one), one]))) {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    if (user) chownSync(folder, user.uid, user.gid)
  }
}

export function fileOfTheirs(file: string, text: string) {
  writeFileSync(file, text)
  if (user) chownSync(file, user.uid, user.gid)
}

/** Asks on a connection of its own. */
export async function connected<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(url)
  await client.connect()
  return work(client).finally(() => client.end())
}
