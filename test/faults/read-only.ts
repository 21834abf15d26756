import { spawnSync } from 'node:child_process'
import { tmpdir } from 'node:os'
import { served } from '../served.ts'
import { brokenPromises } from './broken-promises.ts'
import { type Drill, NotHere, unless } from './drill.ts'
import { acknowledged, settle, sitDown, writeOn } from './senders.ts'

const MESSAGES = 200

/** A disk that goes read-only under a running server is tried among the calls (EROFS): nobody can remount one that is in use. */
export const readOnly: Drill = {
  name: 'read-only',
  says: 'the disk comes back read-only, and then well',
  disk: 160,
  async run({ program }) {
    const server = await served(program)
    try {
      const senders = await sitDown(server)
      const stopped = () => acknowledged(senders) >= MESSAGES
      await Promise.all(senders.map((one) => writeOn(server, one, { stopped })))
      await server.stop('SIGKILL')
      remount('ro')
      const said = await server.start().then(
        () => 'it started',
        (error) => String(error.message),
      )
      const code = server.process.exitCode
      remount('rw')
      await server.start()
      const after = await settle(server, senders)
      const [words = ''] = said.replace('the server did not start: ', '').split('\n')
      return {
        figures: `${acknowledged(senders)} acknowledged; it refuses to start and says: ${words}`,
        broken: [
          ...brokenPromises(after),
          ...unless(
            code === 1 && /read-only|cannot be written/.test(said),
            `it ended with ${code} and said: ${said}`,
          ),
        ],
      }
    } finally {
      await server.end()
    }
  },
}

function remount(how: 'ro' | 'rw') {
  const { status, stderr } = spawnSync('mount', ['-o', `remount,${how}`, tmpdir()], { encoding: 'utf8' })
  if (status !== 0) throw new NotHere(`the disk cannot be remounted: ${stderr.trim()}`)
}
