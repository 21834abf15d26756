import type { Dial } from './bus-line.ts'

/** What this driver needs of the package, which is optional. */
type Nats = typeof import('@nats-io/transport-node')

/**
 * NATS, its core only: what is said is heard by those who listen just then, and that is enough.
 * Throws one sentence when its client is not installed.
 * @param url `nats://user:password@host:4222`, `nats://token@host`, or `tls://...`
 */
export async function natsLine(url: string, subject: string): Promise<Dial> {
  const { connect } = await client()
  const { protocol, host, username, password } = new URL(url)
  const [user, pass] = [decodeURIComponent(username), decodeURIComponent(password)]
  const who = pass ? { user, pass } : user ? { token: user } : {}
  const options = { servers: host, ...who, ...(protocol === 'tls:' && { tls: {} }) }

  return async (heard, broke) => {
    // It is we who dial again, as with any other line.
    const connection = await connect({ ...options, name: 'dealthread', reconnect: false, timeout: 5000 })
    connection.closed().then((error) => broke(error ?? new Error('the connection has ended')), broke)
    connection.subscribe(subject, {
      callback: (error, message) => (error ? broke(error) : heard(message.string())),
    })
    await connection.flush()
    return {
      async say(text) {
        connection.publish(subject, text)
        await connection.flush()
      },
      hangUp: () => connection.close(),
    }
  }
}

async function client(): Promise<Nats> {
  try {
    return await import('@nats-io/transport-node')
  } catch (cause) {
    throw new Error('BUS_URL names a NATS server, but @nats-io/transport-node is not installed', { cause })
  }
}
