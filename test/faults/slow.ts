import { connect, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { at } from '../bench/quantiles.ts'
import { served } from '../served.ts'
import { type Drill, unless } from './drill.ts'

const CLIENTS = 200
/** Milliseconds by which all of them have to be gone. */
const GONE_WITHIN = 30_000

export const slow: Drill = {
  name: 'slow',
  says: 'clients that begin a request and never finish it',
  async run({ program, share }) {
    const server = await served(program)
    try {
      const { session } = await server.open('7', 1204)
      const asked = async (milliseconds: number) => {
        const times: number[] = []
        for (const until = performance.now() + milliseconds; performance.now() < until; await sleep(20)) {
          const began = performance.now()
          const answer = await fetch(`${server.url}/api/card`, {
            headers: { Authorization: `Bearer ${session.token}` },
          })
          await answer.body?.cancel()
          times.push(performance.now() - began)
        }
        return at(times, 0.99)
      }
      const alone = await asked(5000)
      const heads = ['GET /api/card HTTP/1.1\r\nHost: x\r\nX-', bodyOf(session.token)]
      const count = Math.ceil(CLIENTS * share)
      const { port } = new URL(server.url)
      const clients = Array.from({ length: count }, (_, place) =>
        trickle(Number(port), heads[place % heads.length]!),
      )
      const beside = await asked(GONE_WITHIN)
      const left = clients.filter(({ socket }) => !socket.destroyed).length
      for (const { socket, timer } of clients) {
        clearInterval(timer)
        socket.destroy()
      }
      const ratio = beside / alone
      return {
        figures: `${left} of ${count} left after ${GONE_WITHIN / 1000} s; p99 of the others ${ratio.toFixed(2)} times what it was`,
        broken: [
          ...unless(left === 0, `${left} are still there`),
          ...unless(ratio <= 2, `the others waited ${ratio.toFixed(2)} times as long`),
        ],
      }
    } finally {
      await server.end()
    }
  },
}

/** Says something every second, and never all of it. */
function trickle(port: number, head: string) {
  const socket: Socket = connect(port, '127.0.0.1')
  socket.on('error', () => {}).on('end', () => socket.destroy())
  socket.write(head)
  const timer = setInterval(() => socket.writable && socket.write('x'), 1000)
  return { socket, timer }
}

function bodyOf(token: string) {
  const path = `/api/threads/01a1ff6e-65c2-7111-9792-c1afe4225359/messages/01a1ff6e-65c2-7111-9792-c1afe4225360`
  return (
    `PUT ${path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token}\r\nContent-Type: application/json\r\n` +
    'Content-Length: 5000\r\n\r\n{"text":"'
  )
}
