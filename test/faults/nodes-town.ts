/** Two real processes behind a balancer, over a Postgres that may die and a line between them that may break. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Bootstrap } from '../../backend/shown.ts'
import { type LocalPortal, startPortal } from '../../crm-adapters/bitrix24/portal/portal.ts'
import { type Balancer, startBalancer } from '../balancer.ts'
import { freePort } from '../free-port.ts'
import { type Cluster, createCluster } from '../postgres/cluster.ts'
import { application, bootstrapIn, settingsFor, submit } from '../served.ts'
import { type ServerProcess, serverProcess } from '../server-process.ts'

export interface NodesTown {
  /** Of the balancer. */
  url: string
  portal: LocalPortal
  nodes: [ServerProcess, ServerProcess]
  /** What the nodes hear each other through. */
  line: Pick<Balancer, 'cut' | 'mend'>
  database: Cluster
  open(person: string, deal: number): Promise<Bootstrap>
  /** Stops everything and forgets the data. */
  end(): Promise<void>
}

const ADMIN = '1'

/**
 * @param program arguments of Node, e.g. `['dist/backend/main.js']`
 * @param given a database that runs, and the port at which the nodes reach it; one of its own when absent
 */
export async function nodesTown(
  program: string[],
  given?: { database: Cluster; port: number },
): Promise<NodesTown> {
  const database = given?.database ?? (await createCluster())
  if (!given) await database.start()
  const folder = mkdtempSync(join(tmpdir(), 'dealthread-nodes-'))
  const ports = [await freePort(), await freePort()] as const
  const balancer = await startBalancer([...ports])
  const reached = given?.port ?? Number(new URL(database.url).port)
  const line = await startBalancer([reached])
  const url = `http://127.0.0.1:${balancer.port}`
  const app = { ...application, installUrl: `${url}/bitrix24/install`, cardUrl: `${url}/bitrix24/card` }
  const portal = await startPortal({ app })
  const at = (port: number) => Object.assign(new URL(database.url), { port }).href
  const env = {
    ...settingsFor(portal),
    ...{ PUBLIC_URL: url, DATA_DIR: folder, DATABASE_URL: at(reached), BUS_URL: at(line.port) },
  }
  const nodes = ports.map((port) => serverProcess(program, { ...env, PORT: String(port) }))
  const [first, second] = nodes as [ServerProcess, ServerProcess]

  async function end() {
    for (const node of nodes) await node.stop('SIGKILL')
    await portal.stop()
    await line.stop()
    await balancer.stop()
    await database.stop()
    rmSync(folder, { recursive: true, force: true })
  }

  try {
    // Both at once: the database is empty, and one of them has to prepare it.
    await Promise.all(nodes.map((node) => node.start()))
    await submit(portal.installForm(ADMIN))
    await portal.finishInstallation()
  } catch (error) {
    await end()
    throw error
  }

  return {
    url,
    portal,
    nodes: [first, second],
    line,
    database,
    open: async (person, deal) => bootstrapIn(await submit(portal.placementForm(person, deal))),
    end,
  }
}
