/** Postgres is lost with its disk; last night's copy and the log archived since then bring back all that was acknowledged. */
import { chownSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Cluster, createCluster } from '../postgres/cluster.ts'
import { connected, copyOf, fileOfTheirs, foldersOfTheirs } from '../postgres/copy.ts'
import { user } from '../postgres/packaged.ts'
import { type Served, served } from '../served.ts'
import { brokenPromises } from './broken-promises.ts'
import { type Drill, type Options, unless } from './drill.ts'
import { acknowledged, readAll, type Sender, sitDown, writeOn } from './senders.ts'

/** Messages before, during and after the copy is made. */
const EACH = 1000
/** Milliseconds until the last piece of the log must have been archived. */
const ARCHIVED_WITHIN = 60_000

export const archive: Drill = {
  name: 'archive',
  says: 'a lost Postgres, brought back from a copy and its archived log',
  async run(options) {
    const scratch = mkdtempSync(join(tmpdir(), 'dealthread-archive-'))
    if (user) chownSync(scratch, user.uid, user.gid)
    try {
      return await loseIt(options, scratch)
    } finally {
      rmSync(scratch, { recursive: true, force: true })
    }
  },
}

async function loseIt({ program, share }: Options, scratch: string) {
  const each = Math.ceil(EACH * share)
  const log = join(scratch, 'log')
  const copy = join(scratch, 'copy')
  foldersOfTheirs(log)
  // As README has it.
  const archiving = ['archive_mode=on', `archive_command=test ! -f ${log}/%f && cp %p ${log}/%f`]
  const first = await createCluster(archiving)
  let again: Cluster | undefined
  let server: Served | undefined
  try {
    await first.start()
    server = await served(program, { DATABASE_URL: first.url })
    const senders = await sitDown(server)
    await meanwhile(server, senders, async () => {
      await until(() => acknowledged(senders) >= each)
      await copyOf(first, copy)
      const copied = acknowledged(senders)
      await until(() => acknowledged(senders) >= copied + each)
    })
    await archived(first)
    await server.stop('SIGKILL')
    await first.kill()
    await first.stop()

    fileOfTheirs(join(copy, 'recovery.signal'), '')
    again = await createCluster([`restore_command=cp ${log}/%f %p`], copy)
    await again.start()
    const ready = await server.start({ DATABASE_URL: again.url })
    const stored = await readAll(server, senders)
    const sent = acknowledged(senders)
    return {
      figures: `${sent} acknowledged before, while and after a copy was made, all brought back; ready in ${Math.round(ready)} ms`,
      broken: [
        ...brokenPromises({ senders, stored }),
        ...unless(sent >= 2 * each, `only ${sent} acknowledged`),
      ],
    }
  } finally {
    await server?.end()
    await first.stop()
    await again?.stop()
  }
}

/** People write until it is done, and wait for their last answer. */
async function meanwhile(server: Served, senders: Sender[], work: () => Promise<void>) {
  let over = false
  const writing = senders.map((sender) => writeOn(server, sender, { stopped: () => over }))
  await work().finally(() => {
    over = true
  })
  await Promise.all(writing)
}

/** Resolves when all that was written so far is in the archive. */
async function archived({ url }: Cluster) {
  await connected(url, async (client) => {
    const { rows } = await client.query<{ name: string }>('select pg_walfile_name(pg_switch_wal()) as name')
    const last = 'select last_archived_wal >= $1 as there from pg_stat_archiver'
    const there = async () => (await client.query<{ there: boolean }>(last, [rows[0]!.name])).rows[0]?.there
    const began = performance.now()
    while (!(await there())) {
      if (performance.now() - began > ARCHIVED_WITHIN) throw new Error('the log is not archived')
      await sleep(100)
    }
  })
}

async function until(there: () => boolean) {
  while (!there()) await sleep(20)
}
