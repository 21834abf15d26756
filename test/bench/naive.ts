/**
 * What one would write in an afternoon, to be compared with: HTTP, better-sqlite3 as durable as ours, and a commit for each
 * message; nobody is asked who he is, and nothing is indexed, noted or told. Started by sends.ts.
 */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { openBare } from './tape.ts'

process.on('message', ({ file }: { file: string }) => {
  const db = openBare(file)
  db.exec(
    'create table said (thread text, seq integer, id text unique, text text, at integer, primary key (thread, seq))',
  )
  const next = db
    .prepare<[string], number>('select coalesce(max(seq), 0) + 1 from said where thread = ?')
    .pluck()
  const insert = db.prepare('insert into said values (?, ?, ?, ?, ?)')
  const store = db.transaction((thread: string, id: string, said: string) => {
    const seq = next.get(thread)
    insert.run(thread, seq, id, said, Date.now())
    return seq
  })
  const server = createServer(async (request, answer) => {
    const [, , , thread = '', , id = ''] = request.url!.split('/')
    const { text: said } = JSON.parse(await text(request))
    const body = JSON.stringify({ id, thread, seq: store(thread, id, said), text: said })
    answer.writeHead(201, { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) })
    answer.end(body)
  })
  server.keepAliveTimeout = 60_000
  server.listen(0, '127.0.0.1', () => {
    process.send!({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` })
  })
})
