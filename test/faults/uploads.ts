import { hash } from 'node:crypto'
import { once } from 'node:events'
import { newId } from '../../backend/ids.ts'
import { type Served, served } from '../served.ts'
import { type Drill, type Options, type Outcome, unless } from './drill.ts'
import type { FileFault, Operation } from './means/failing-files.ts'
import { type Sender, sitDown } from './senders.ts'
import { download, upload } from './uploading.ts'

const OPERATIONS: Operation[] = ['mkdir', 'open', 'write', 'fsync', 'close', 'link', 'unlink']
const CODES = ['EIO', 'ENOSPC', 'EROFS', 'EMFILE']
/** Of those of a kind, the first so many; an upload has fewer. */
const DEEPEST = 10
/** Bytes: several pieces. */
const SIZE = 300_000
const NAMED = new Set(['507 storage_full', '503 storage_unreachable'])

export const uploads: Drill = {
  name: 'uploads',
  says: 'the n-th operation on attachments fails, once and for ever',
  run: failUploads,
}

/** Whoever was told that his file is stored has it, whole, after a restart too; whoever was not is told why, and may send it again. */
export async function failUploads({ program, share }: Options): Promise<Outcome> {
  const server = await served(['--import', './test/faults/means/failing-files.ts', ...program])
  try {
    const [sender] = (await sitDown(server, 1)) as [Sender]
    const kept = new Map<string, string>()
    const broken: string[] = []
    let [met, refused] = [0, 0]
    for (const fault of faults()) {
      for (let nth = 1; nth <= Math.ceil(DEEPEST * share); nth += 1) {
        const what = `${fault.operation} ${fault.code} at ${nth}${fault.forever ? ' and ever after' : ''}`
        const [id, bytes] = [newId(), Buffer.alloc(SIZE, what)]
        await tell(server, { ...fault, nth })
        const answer = await upload(server, sender, id, bytes)
        const failed = await tell(server, null)
        met += failed
        if (answer !== 'stored') {
          refused += 1
          if (!NAMED.has(answer)) broken.push(`${what}: somebody was told ${answer}`)
          const again = await upload(server, sender, id, bytes)
          if (again !== 'stored') broken.push(`${what}: sent again it was answered ${again}`)
        }
        kept.set(id, hash('sha256', bytes))
        if (failed === 0) break
      }
    }
    await server.stop('SIGKILL')
    await server.start()
    for (const [id, expected] of kept) {
      const found = await download(server, sender, id)
      if (found.status !== 200 || found.hash !== expected) broken.push(`a file is lost: ${found.status}`)
    }
    return {
      figures: `${kept.size} uploads, ${met} operations failed, ${refused} uploads refused and sent again; all read after a restart`,
      broken: [...broken, ...unless(refused > 0, 'nobody was refused: it was no trial')],
    }
  } finally {
    await server.end()
  }
}

const faults = () =>
  OPERATIONS.flatMap((operation) =>
    CODES.flatMap((code) => [false, true].map((forever) => ({ operation, code, forever }))),
  )

/** Answers how many operations have failed since it was told last. */
async function tell({ process }: Served, fault: FileFault | null): Promise<number> {
  process.send({ failFiles: fault })
  const [{ met }] = await once(process, 'message')
  return met
}
