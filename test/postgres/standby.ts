/** A second Postgres that follows a first, and may take its place. */
import { chownSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Cluster, createCluster } from './cluster.ts'
import { connected, copyOf, fileOfTheirs } from './copy.ts'
import { user } from './packaged.ts'

const FOLLOWS_WITHIN = 30_000

export interface Standby extends Cluster {
  /** From now on the first acknowledges nothing that the second has not on its disk. */
  waitedFor(): Promise<void>
  /** Resolves when the second has all that the first had when this was called. */
  level(): Promise<void>
  /** Becomes the first; resolves when it takes writes. */
  promote(): Promise<void>
}

/**
 * Made of a copy of the first while that works; runs and follows when this resolves.
 * @param port at which the first is reached
 */
export async function startStandby(first: Cluster, port: number): Promise<Standby> {
  const scratch = mkdtempSync(join(tmpdir(), 'dealthread-standby-'))
  if (user) chownSync(scratch, user.uid, user.gid)
  const copy = join(scratch, 'copy')
  await copyOf(first, copy)
  fileOfTheirs(join(copy, 'standby.signal'), '')
  const follows = `primary_conninfo=host=127.0.0.1 port=${port} user=postgres application_name=standby`
  const second = await createCluster([follows, 'wal_retrieve_retry_interval=200ms'], copy)
  rmSync(scratch, { recursive: true, force: true })
  await second.start()

  const asked = (url: string, query: string) =>
    connected(url, async (client) => (await client.query<{ is: unknown }>(query)).rows[0]?.is)
  const until = async (url: string, query: string) => {
    const began = performance.now()
    while ((await asked(url, query)) !== true) {
      if (performance.now() - began > FOLLOWS_WITHIN) throw new Error('the standby does not follow')
      await sleep(20)
    }
  }
  const follow = "select count(*) = 1 as is from pg_stat_replication where state = 'streaming'"
  await until(first.url, follow)

  return {
    ...second,
    async waitedFor() {
      await connected(first.url, async (client) => {
        await client.query("alter system set synchronous_standby_names = '*'")
        await client.query('select pg_reload_conf()')
      })
      await until(first.url, "select count(*) = 1 as is from pg_stat_replication where sync_state = 'sync'")
    },
    async level() {
      const at = await asked(first.url, 'select pg_current_wal_insert_lsn()::text as is')
      await until(second.url, `select pg_last_wal_receive_lsn() >= '${at}' as is`)
    },
    async promote() {
      await asked(second.url, 'select pg_promote() as is')
      await until(second.url, 'select not pg_is_in_recovery() as is')
    },
  }
}
