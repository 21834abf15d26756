import { once } from 'node:events'
import { createServer } from 'node:net'
import { expect, test } from 'vitest'
import { mayReach, outbound } from '../../crm-adapters/outbound.ts'

const inside = [
  'https://127.0.0.1/',
  'https://127.1/',
  'https://0x7f.0.0.1/',
  'https://0x7f000001/',
  'https://2130706433/',
  'https://0177.0.0.1/',
  'https://127.0.0.1./',
  'https://0.0.0.0/',
  'https://0/',
  'https://10.1.2.3/',
  'https://172.16.0.1/',
  'https://172.31.255.255/',
  'https://192.168.0.1/',
  'https://169.254.169.254/latest/meta-data/',
  'https://100.64.0.1/',
  'https://198.18.0.1/',
  'https://224.0.0.1/',
  'https://255.255.255.255/',
  'https://①②⑦.⓪.⓪.①/',
  'https://[::1]/',
  'https://[::]/',
  'https://[0:0:0:0:0:0:0:1]/',
  'https://[::ffff:127.0.0.1]/',
  'https://[::ffff:7f00:1]/',
  'https://[::ffff:10.0.0.1]/',
  'https://[::127.0.0.1]/',
  'https://[64:ff9b::7f00:1]/',
  'https://[2002:7f00:1::]/',
  'https://[fd00::1]/',
  'https://[fe80::1]/',
  'https://[ff02::1]/',
  'http://demo.bitrix24.example/',
  'ftp://demo.bitrix24.example/',
  'file:///etc/passwd',
]

test.each(inside)('%s is not an address we ask', async (address) => {
  const url = new URL(address)
  expect(mayReach(url, false)).toBe(false)
  await expect(outbound({ allowLoopback: false })({ method: 'GET', url })).rejects.toThrow(
    'we do not connect',
  )
})

test('a name that resolves inside is found out when it does', async () => {
  const send = outbound({ allowLoopback: false })
  const request = { method: 'GET', url: new URL('https://localhost/') } as const
  await expect(send(request)).rejects.toThrow('resolves to an address inside')
})

test.each([
  'https://demo.bitrix24.example/rest/',
  'https://93.184.216.34/rest/',
  'https://[2606:2800:220:1::1]/',
])('%s is', (address) => {
  expect(mayReach(new URL(address), false)).toBe(true)
})

test('allowing loopback allows loopback and nothing else', () => {
  const may = (address: string) => mayReach(new URL(address), true)
  expect(
    ['http://127.0.0.1:3100/', 'http://localhost:3100/', 'http://[::1]:3100/', 'https://127.0.0.1/'].map(may),
  ).toEqual([true, true, true, true])
  expect(
    ['http://demo.example/', 'http://10.0.0.1/', 'https://10.0.0.1/', 'https://169.254.169.254/'].map(may),
  ).toEqual([false, false, false, false])
})

test('what a host takes no more of is closed: a file that could not be brought stays open nowhere', async () => {
  const server = createServer((socket) => {
    socket.on('error', () => {})
    socket.once('data', () => socket.destroy())
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  const closed = Promise.withResolvers<void>()
  async function* endless() {
    try {
      for (;;) yield Buffer.alloc(64 * 1024)
    } finally {
      closed.resolve()
    }
  }
  const body = { type: 'application/octet-stream', pieces: endless(), size: 1024 ** 3 }
  const url = new URL(`http://127.0.0.1:${port}/upload`)
  await expect(outbound({ allowLoopback: true })({ method: 'POST', url, body })).rejects.toThrow(
    'did not answer',
  )
  await closed.promise
  server.close()
})
