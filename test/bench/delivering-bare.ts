/**
 * The least a server of messages can do: `ws` and better-sqlite3 as durable as ours; whatever waits shares a commit and is
 * told to its room after it, as a frame made once. Nobody is asked who he is. Started by delivering.ts.
 */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { type WebSocket, WebSocketServer } from 'ws'
import { openBare } from './tape.ts'

interface Said {
  id: string
  room: string
  text: string
  acknowledge(frame: string): void
}

const http = createServer(async (request, answer) => {
  const [, , , room = '', , id = ''] = request.url!.split('/')
  const { text: said } = JSON.parse(await text(request))
  say({
    ...{ id, room, text: said },
    acknowledge(body) {
      const length = Buffer.byteLength(body)
      answer.writeHead(201, { 'Content-Type': 'application/json', 'Content-Length': length }).end(body)
    },
  })
})
http.keepAliveTimeout = 60_000
const sockets = new WebSocketServer({ server: http, perMessageDeflate: false })
const rooms = new Map<string, Set<WebSocket>>()
sockets.on('connection', (socket, { url }) => {
  const { pathname, searchParams } = new URL(url!, 'http://bare')
  const room = searchParams.get('room')!
  if (pathname === '/api/live') {
    rooms.set(room, (rooms.get(room) ?? new Set()).add(socket))
    socket.on('close', () => rooms.get(room)!.delete(socket))
    return
  }
  socket.on('message', (data) => {
    const { id, text: said } = JSON.parse(String(data))
    say({ id, room, text: said, acknowledge: (frame) => socket.send(frame) })
  })
})

let waiting: Said[] = []
let say: (said: Said) => void

process.on('message', ({ file }: { file: string }) => {
  const db = openBare(file)
  db.exec(`create table said (room text, seq integer, id text, text text, at integer, primary key (room, seq)) without rowid;
    create unique index said_id on said (id)`)
  const last = new Map<string, number>()
  const insert = db.prepare('insert into said values (?, ?, ?, ?, ?)')
  const store = db.transaction((group: Said[]) => {
    return group.map(({ id, room, text: said }) => {
      const seq = (last.get(room) ?? 0) + 1
      last.set(room, seq)
      insert.run(room, seq, id, said, Date.now())
      return JSON.stringify({ id, room, seq, text: said })
    })
  })
  say = (said) => {
    // What arrives in the same turn of the event loop shares a commit.
    if (waiting.push(said) === 1) setImmediate(commit)
  }
  function commit() {
    const group = waiting
    waiting = []
    for (const [n, json] of store(group).entries()) {
      const { room, acknowledge } = group[n]!
      acknowledge(json)
      const frame = Buffer.from(json)
      for (const socket of rooms.get(room) ?? []) socket.send(frame, { binary: false })
    }
  }
  http.listen(0, '127.0.0.1', () => {
    process.send!({ url: `http://127.0.0.1:${(http.address() as AddressInfo).port}` })
  })
})
