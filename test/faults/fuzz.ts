import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { type Drill, unless } from './drill.ts'

const REQUESTS = 50_000

export const fuzz: Drill = {
  name: 'fuzz',
  says: 'made-up requests and frames',
  async run({ seed, share }) {
    const requests = String(Math.ceil(REQUESTS * share))
    const own = ['test/fuzz/main.ts', '--requests', requests, '--seed', String(seed)]
    const child = spawn(process.execPath, [...process.execArgv, ...own], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const [said, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')])
    const lines = said.trim().split('\n')
    return { figures: lines.at(-1) ?? '', broken: unless(code === 0, lines.slice(0, -1).join('\n     ')) }
  },
}
