/**
 * What is uploaded is shown to a scanner of viruses before anybody is given it. ClamAV's clamd is asked in its own words:
 * docs: clamd(8), INSTREAM. While it does not answer nothing is taken in: unseen is not clean.
 */
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { Refused } from '../refused.ts'

export interface Scanner {
  /**
   * What was found, in the scanner's words; undefined when it is clean.
   * @throws Refused `scanner_unreachable`, also when it will not look at so much
   */
  look(bytes: AsyncIterable<Uint8Array>): Promise<string | undefined>
}

/** Milliseconds without a byte either way after which it is given up: an archive may take it a while. */
const PATIENCE = 60_000
/** Bytes shown at once; clamd takes any number. */
const PIECE = 64 * 1024
const ANSWER_MOST = 4096
const PORT = 3310

/** @param at `clamd://host:3310`, or `clamd:///path/of/its/socket` */
export function clamd(at: string, patience = PATIENCE): Scanner {
  const { hostname, port, pathname } = new URL(at)
  const host = hostname.replace(/^\[|\]$/g, '')
  const open = () =>
    host === ''
      ? connect({ path: decodeURIComponent(pathname) })
      : connect({ host, port: Number(port || PORT) })

  return {
    async look(bytes) {
      const socket = open()
      socket.setTimeout(patience, () => socket.destroy(new Error('it does not answer')))
      const answer = answerOf(socket)
      // It may say what it thinks before it has seen all; whoever shows it the rest hears of it there.
      answer.catch(() => {})
      try {
        await show(socket, bytes, answer)
        return verdictIn(await answer)
      } catch (error) {
        if (error instanceof Refused) throw error
        throw new Refused('scanner_unreachable', `the scanner of files: ${messageOf(error)}`)
      } finally {
        socket.destroy()
      }
    },
  }
}

/** Each piece after its length; a piece of no length is the end. */
async function show(socket: Socket, bytes: AsyncIterable<Uint8Array>, answer: Promise<string>) {
  let answered = false
  const end = () => {
    answered = true
  }
  answer.then(end, end)
  await write(socket, Buffer.from('zINSTREAM\0'), answer)
  for await (const chunk of bytes) {
    for (let from = 0; from < chunk.byteLength; from += PIECE) {
      if (answered) return
      const piece = chunk.subarray(from, from + PIECE)
      await write(socket, Buffer.concat([lengthOf(piece), piece]), answer)
    }
  }
  if (!answered) await write(socket, Buffer.alloc(4), answer)
}

function lengthOf(piece: Uint8Array): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(piece.byteLength)
  return length
}

async function write(socket: Socket, bytes: Buffer, answer: Promise<string>) {
  if (!socket.write(bytes)) await Promise.race([once(socket, 'drain'), answer])
}

/** All it says until it hangs up or ends its line. */
async function answerOf(socket: Socket): Promise<string> {
  let said = ''
  for await (const chunk of socket) {
    said += chunk
    const end = said.indexOf('\0')
    if (end >= 0) return said.slice(0, end)
    if (said.length > ANSWER_MOST) throw new Error('it says too much')
  }
  throw new Error('it hung up')
}

/** `stream: OK`, `stream: Eicar-Signature FOUND`, `INSTREAM size limit exceeded. ERROR` */
function verdictIn(answer: string): string | undefined {
  if (/^stream: OK$/.test(answer)) return undefined
  const [, found] = /^stream: (.{1,200}) FOUND$/s.exec(answer) ?? []
  if (found !== undefined) return found
  throw new Error(answer.slice(0, 200))
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
