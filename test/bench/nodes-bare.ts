/** A bare writer: asks Postgres what it is given, over as many connections as a node of ours has. Started by nodes-many.ts. */
import pg from 'pg'
import { type Asked, replay } from './nodes-replay.ts'

export interface BareWanted {
  url: string
  /** Of each company, the groups of statements that share a commit, in their order. */
  companies: Asked[][][]
  connections: number
}

process.on('message', async (wanted: BareWanted | 'begin') => {
  if (wanted === 'begin') return begin()
  const { url, companies, connections } = wanted
  const clients = Array.from({ length: connections }, () => new pg.Client(url))
  for (const client of clients) await client.connect()
  const left = [...companies]
  begin = async () => {
    await Promise.all(
      clients.map(async (client) => {
        for (let groups = left.pop(); groups; groups = left.pop()) await replay(client, groups)
        await client.end()
      }),
    )
    process.send!('done')
    process.disconnect()
  }
  process.send!('ready')
})

let begin = async () => {}
