/** A real NATS server, where there is one on this machine. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'

/** Debian: `apt-get install nats-server`. */
export const natsInstalled = spawnSync('nats-server', ['--version']).status === 0

export interface Nats {
  url: string
  /** Kills it; resolves when it is gone. */
  kill(): Promise<void>
  /** Starts it again at the same address. */
  start(): Promise<void>
}

export async function startNats(): Promise<Nats> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as { port: number }
  probe.close()
  await once(probe, 'close')
  let server: ChildProcess | undefined
  const abandon = () => server?.kill('SIGKILL')
  process.once('exit', abandon)

  async function start() {
    const starting = spawn(
      'nats-server',
      ['-a', '127.0.0.1', '-p', String(port), '--user', 'us', '--pass', 'a b'],
      {
        stdio: ['ignore', 'ignore', 'pipe'],
      },
    )
    server = starting
    let said = ''
    for await (const chunk of starting.stderr!) {
      said += chunk
      if (said.includes('Server is ready')) break
    }
    if (starting.exitCode !== null) throw new Error(`NATS did not start: ${said}`)
  }

  async function kill() {
    if (!server || server.exitCode !== null || server.signalCode) return
    const gone = once(server, 'exit')
    server.kill('SIGKILL')
    await gone
  }

  await start()
  return { url: `nats://us:a%20b@127.0.0.1:${port}`, start, kill }
}
