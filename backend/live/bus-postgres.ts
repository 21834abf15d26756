import pg from 'pg'
import type { Dial } from './bus-line.ts'

/**
 * LISTEN and NOTIFY, on a connection of their own: not through a pooler that gives connections away by the transaction.
 *
 * A hint is told after the commit it is of, not within. Postgres lets only one transaction that notifies commit at a
 * time, across all its databases: 20 connections on two cores made 3,400 to 5,000 commits a second without, 1,100 to 1,500
 * with a NOTIFY inside, 2,600 to 4,300 when it was told afterwards from here. What a crash between the two leaves untold,
 * the nodes find out when they look.
 */
export function postgresLine(url: string, channel: string): Dial {
  return async (heard, broke) => {
    const client = new pg.Client({
      connectionString: url,
      application_name: 'dealthread bus',
      connectionTimeoutMillis: 5000,
      // Also while it begins to listen: one that never ends would never be dialled again.
      query_timeout: 5000,
      keepAlive: true,
    })
    client.on('error', broke)
    client.on('end', () => broke(new Error('the connection has ended')))
    client.on('notification', ({ payload }) => payload && heard(payload))
    try {
      await client.connect()
      // A notification is nothing that needs to survive: its commit waits for no disk.
      await client.query('set synchronous_commit to off')
      await client.query(`listen ${client.escapeIdentifier(channel)}`)
    } catch (error) {
      await client.end().catch(() => {})
      throw error
    }
    return {
      say: (text) => client.query('select pg_notify($1, $2)', [channel, text]),
      hangUp: () => client.end(),
    }
  }
}
