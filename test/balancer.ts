/** A tiny balancer: passes each connection on to the next server that answers. */
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

export interface Balancer {
  port: number
  /** From now on nobody gets through, and those who were are cut off. */
  cut(): void
  mend(): void
  stop(): Promise<void>
}

/** @param targets ports on this machine */
export async function startBalancer(targets: number[]): Promise<Balancer> {
  const open = new Set<Socket>()
  let next = 0
  let isCut = false

  const server = createServer({ allowHalfOpen: true }, async (client) => {
    keep(client)
    const target = await connected()
    if (!target || client.destroyed) {
      client.destroy()
      target?.destroy()
      return
    }
    keep(target)
    client.pipe(target).pipe(client)
    client.once('close', () => target.destroy())
    target.once('close', () => client.destroy())
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')

  async function connected(): Promise<Socket | undefined> {
    if (isCut) return undefined
    for (let tried = 0; tried < targets.length; tried += 1) {
      next = (next + 1) % targets.length
      const socket = connect(targets[next]!, '127.0.0.1').setNoDelay(true)
      const answers = await once(socket, 'connect').then(
        () => true,
        () => false,
      )
      if (answers) return socket
    }
    return undefined
  }

  function keep(socket: Socket) {
    open.add(socket)
    socket.on('error', () => {}).once('close', () => open.delete(socket))
  }

  const cutOff = () => {
    for (const socket of open) socket.destroy()
  }

  return {
    port: (server.address() as AddressInfo).port,
    cut() {
      isCut = true
      cutOff()
    },
    mend() {
      isCut = false
    },
    async stop() {
      server.close()
      cutOff()
      await once(server, 'close')
    },
  }
}
