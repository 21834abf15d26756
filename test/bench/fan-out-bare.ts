/** The least a server of sockets can do: tells everybody the same frame, made once. Started by fan-out.ts. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { WebSocketServer } from 'ws'

const http = createServer()
const server = new WebSocketServer({ server: http, perMessageDeflate: false })
http.listen(0, '127.0.0.1', () => {
  process.send!({ url: `ws://127.0.0.1:${(http.address() as AddressInfo).port}` })
})
process.on('message', (text: string) => {
  const frame = Buffer.from(text)
  for (const socket of server.clients) socket.send(frame, { binary: false })
})
