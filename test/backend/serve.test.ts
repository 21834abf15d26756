import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'

const SECRET_KEY = 'a key for tests, thirty-two and more'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dealthread-serve-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('the backend serves from settings, says where, and stops cleanly when told to', async () => {
  const port = await freePort()
  const running = serve({ SECRET_KEY, PORT: String(port) })
  expect(await running.line()).toContain(`http://127.0.0.1:${port}`)
  const ready = await fetch(`http://127.0.0.1:${port}/readyz`)
  expect([ready.status, await ready.json()]).toEqual([200, { ready: true }])
  expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200)
  running.child.kill('SIGTERM')
  expect(await running.exit).toBe(0)
  // A clean stop leaves nothing to recover.
  expect(() => statSync(join(folder, 'dealthread.db-wal'))).toThrow()
})

test('without a secret key it does not start, and says what to do', async () => {
  const running = serve({ PORT: String(await freePort()) })
  expect(await running.exit).toBe(1)
  expect(running.said()).toContain('SECRET_KEY is not set: choose at least 32 random characters')
})

test('a taken port is refused in one clear sentence', async () => {
  const taken = createServer().listen(0, '127.0.0.1')
  await once(taken, 'listening')
  const { port } = taken.address() as { port: number }
  const running = serve({ SECRET_KEY, PORT: String(port) })
  expect(await running.exit).toBe(1)
  expect(running.said().trim()).toBe(
    `Port ${port} of 127.0.0.1 is taken by another program. Choose another one: PORT=${port + 10}`,
  )
  taken.close()
})

test('portals on this machine are for development: production refuses the setting', async () => {
  const running = serve({ SECRET_KEY, PORT: '0', ALLOW_LOOPBACK_PORTALS: '1', NODE_ENV: 'production' })
  expect(await running.exit).toBe(1)
  expect(running.said()).toContain('ALLOW_LOOPBACK_PORTALS')
})

test('a setting that makes no sense is named', async () => {
  const running = serve({ SECRET_KEY, PORT: 'eighty', DATABASE_URL: 'mysql://x' })
  expect(await running.exit).toBe(1)
  expect(running.said()).toMatch(/PORT.*DATABASE_URL/s)
})

function serve(env: Record<string, string>) {
  const { PATH = '' } = process.env
  const child = spawn(process.execPath, ['dist/backend/main.js'], {
    env: { PATH, DATA_DIR: folder, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  const heard = (chunk: Buffer) => {
    said += chunk
  }
  child.stdout.on('data', heard)
  child.stderr.on('data', heard)
  return {
    child,
    said: () => said,
    line: async () => String((await once(child.stdout, 'data'))[0]),
    exit: once(child, 'exit').then(([code]) => code as number | null),
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  return port
}
