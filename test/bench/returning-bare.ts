/** The least that can be done for those who come back: lets them in and sends each bytes made beforehand. Started by returning.ts. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { WebSocketServer } from 'ws'

/** What each room has missed, as one frame. */
export type Missed = [room: number, frame: string][]

const http = createServer()
const server = new WebSocketServer({ server: http, perMessageDeflate: false })

process.on('message', (missed: Missed | 'worked') => {
  if (missed === 'worked') {
    const { user, system } = process.cpuUsage()
    return void process.send!((user + system) / 1000)
  }
  const frames = new Map(missed.map(([room, frame]) => [room, Buffer.from(frame)]))
  const greeted = Buffer.from('{"present":[]}')
  server.on('connection', (socket) => {
    socket.once('message', (greeting) => {
      const { token } = JSON.parse(String(greeting))
      socket.send(frames.get(Number(token))!, { binary: false })
      socket.send(greeted, { binary: false })
    })
  })
  http.listen({ port: 0, host: '127.0.0.1', backlog: 4096 }, () => {
    process.send!(`http://127.0.0.1:${(http.address() as AddressInfo).port}`)
  })
})
