/** A scanner of viruses on this machine: it speaks as clamd does, and knows one virus, that of EICAR. docs: clamd(8), INSTREAM */
import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'

/** What every scanner finds though it harms nobody, put together here so that none finds it in this file. docs: eicar.org */
export const EICAR = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}', '$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!', '$H+H*'].join(
  '',
)

export type Mood = 'well' | 'silent' | 'hangs up' | 'too much' | 'talks nonsense'

export async function startScanner() {
  const scanner = { mood: 'well' as Mood, seen: [] as Buffer[], url: '', stop }
  const open = new Set<Socket>()
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    open.add(socket)
    // Whoever is given up on hangs up as he likes.
    socket.on('error', () => socket.destroy())
    socket.on('close', () => open.delete(socket))
    if (scanner.mood === 'silent') return
    if (scanner.mood === 'hangs up') return socket.destroy()
    if (scanner.mood === 'too much') return socket.end('INSTREAM size limit exceeded. ERROR\0')
    if (scanner.mood === 'talks nonsense') return socket.end('stream: PERHAPS\0')
    let bytes = Buffer.alloc(0)
    socket.on('data', (chunk) => {
      bytes = Buffer.concat([bytes, chunk])
      const content = contentOf(bytes)
      if (!content) return
      scanner.seen.push(content)
      socket.end(content.includes(EICAR) ? 'stream: Eicar-Signature FOUND\0' : 'stream: OK\0')
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  scanner.url = `clamd://127.0.0.1:${(server.address() as AddressInfo).port}`

  async function stop() {
    for (const socket of open) socket.destroy()
    server.close()
    await once(server, 'close')
  }
  return scanner
}

const COMMAND = Buffer.from('zINSTREAM\0')

/** All that was shown; undefined until its end has come. */
function contentOf(bytes: Buffer): Buffer | undefined {
  if (bytes.length >= COMMAND.length && !bytes.subarray(0, COMMAND.length).equals(COMMAND))
    throw new Error('not what clamd is asked')
  const pieces: Buffer[] = []
  for (let at = COMMAND.length; at + 4 <= bytes.length; ) {
    const length = bytes.readUInt32BE(at)
    if (length === 0) return Buffer.concat(pieces)
    if (at + 4 + length > bytes.length) return undefined
    pieces.push(bytes.subarray(at + 4, at + 4 + length))
    at += 4 + length
  }
  return undefined
}
