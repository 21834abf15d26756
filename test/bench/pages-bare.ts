/** A page by Hono and nothing else: the same statement, the same bytes. Started by pages.ts. */
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { openBare } from './tape.ts'

/** As the statement finds it. */
interface Row {
  id: string
  thread: string
  seq: number
  author: string
  text: string
  mentions: string
  at: number
}

process.on('message', ({ file, company }: { file: string; company: string }) => {
  const statement = openBare(file).prepare<[string, string, number, number], Row>(
    'select * from message where company = ? and thread = ? and seq < ? order by seq desc limit ?',
  )
  const app = new Hono().get('/api/threads/:id/messages', (c) => {
    const { before, limit } = c.req.query()
    const rows = statement.all(company, c.req.param('id'), Number(before), Number(limit))
    const messages = rows.reverse().map(({ id, thread, seq, author, text, mentions, at }) => {
      const said = { id, thread, seq, author, text, mentions: JSON.parse(mentions) }
      return { ...said, at: new Date(at).toISOString(), files: [], reactions: [] }
    })
    return c.json({ messages }, 200)
  })
  const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }: AddressInfo) => {
    process.send!({ url: `http://127.0.0.1:${port}` })
  })
  Object.assign(server, { keepAliveTimeout: 60_000 })
})
