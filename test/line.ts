/** A keep-alive HTTP connection with as little between us and the server as possible, one request at a time. */
import { once } from 'node:events'
import { connect } from 'node:net'

export interface Line {
  /** Rejects when the connection breaks before the answer is whole: then nobody knows whether it was done. */
  ask(method: string, path: string, body?: unknown): Promise<{ status: number; text: string }>
  close(): void
}

/** Connects to `http://host:port` as the person of this session. */
export async function openLine(url: string, token: string): Promise<Line> {
  const { hostname, port, host } = new URL(url)
  const socket = connect(Number(port), hostname).setNoDelay(true)
  let arrived = Buffer.alloc(0)
  let waiting: PromiseWithResolvers<{ status: number; text: string }> | undefined

  socket.on('data', (chunk) => {
    arrived = arrived.length > 0 ? Buffer.concat([arrived, chunk]) : chunk
    const answer = whole(arrived)
    if (!answer) return
    arrived = Buffer.alloc(0)
    waiting?.resolve(answer)
    waiting = undefined
  })
  const broken = () => waiting?.reject(new Error('the connection broke before the answer'))
  socket.on('close', broken).on('error', broken)
  await once(socket, 'connect')

  return {
    ask(method, path, body) {
      waiting = Promise.withResolvers()
      if (socket.destroyed) broken()
      const json = body === undefined ? '' : JSON.stringify(body)
      const type = json && `Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(json)}\r\n`
      socket.write(
        `${method} ${path} HTTP/1.1\r\nHost: ${host}\r\nAuthorization: Bearer ${token}\r\n${type}\r\n${json}`,
      )
      return waiting.promise
    },
    close: () => void socket.destroy(),
  }
}

function whole(bytes: Buffer): { status: number; text: string } | undefined {
  const end = bytes.indexOf('\r\n\r\n')
  if (end < 0) return undefined
  const head = bytes.toString('latin1', 0, end)
  const length = Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1])
  if (Number.isNaN(length)) throw new Error(`an answer without a length: ${head}`)
  if (bytes.length < end + 4 + length) return undefined
  return { status: Number(head.slice(9, 12)), text: bytes.toString('utf8', end + 4, end + 4 + length) }
}
