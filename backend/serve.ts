import { mkdirSync } from 'node:fs'
import type { ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { createAdaptorServer } from '@hono/node-server'
import { createApp } from './app.ts'
import { openCrms } from './crms.ts'
import { inWords } from './health/state.ts'
import { beginSchedule } from './later/schedule.ts'
import { beginBeats } from './live/beats.ts'
import { openBus } from './live/bus-open.ts'
import { socketServer } from './live/socket.ts'
import { createLog } from './log.ts'
import { assemble } from './parts.ts'
import { openClock, openPlace, openStore } from './places.ts'
import type { Settings } from './settings.ts'
import type { Stopped } from './store/store.ts'

/** Milliseconds a request may take: a large file over a slow line. Who stops sending is dropped much sooner. */
const UPLOAD_MOST = 30 * 60_000
/** Milliseconds the headers of a request may take; looked at every so often. */
const HEADERS_WITHIN = 15_000
const LOOKED_AT_EVERY = 5000
/**
 * Connections that wait to be accepted, at most; the system may allow fewer. One too many is not answered at all, and tries
 * again only after 1, 3, 7, 15 seconds: of Node's own 511, a thousand who come back at once would feel that.
 */
const KNOCKING_MOST = 4096
/** Milliseconds a stop waits for what is under way, and for what that has begun; all of it is over within five seconds. */
const DRAIN = 4000
const LAST = 500

export interface Running {
  url: string
  parts: Awaited<ReturnType<typeof assemble>>
  stop(): Promise<void>
}

/**
 * Opens everything, listens, and stops cleanly on SIGINT or SIGTERM, together with what else was started beside it.
 * Throws one sentence when it can't.
 */
export async function start(settings: Settings, alsoStop = async () => {}): Promise<Running> {
  const log = createLog(settings.LOG_LEVEL)
  mkdirSync(settings.DATA_DIR, { recursive: true, mode: 0o700 })
  const broken = (error: unknown) => {
    log.fatal(
      { error },
      'the disk can no longer be trusted; stopping so that nothing is acknowledged that is not stored',
    )
    process.exit(74)
  }
  const stopped = (why: Stopped, error: unknown) => {
    log.fatal({ error }, `${inWords(why)}; nothing more is written, what can be read is`)
    // All that happens by itself would write.
    void endSchedule()
  }
  let endSchedule = async () => {}
  const { now, close: stopClock } = await openClock(settings, log)
  const parts = await assemble({
    settings,
    log,
    now,
    files: await openPlace(settings),
    openCrms: (means) => openCrms(settings, { ...means, now }),
    openBus: (means) => openBus(settings, means),
    openStore: (options) => openStore(settings, { ...options, now, broken, stopped }),
  })

  const app = createApp(parts)
  const sockets = socketServer()
  const server = createAdaptorServer({
    fetch: app.fetch,
    hostname: settings.HOST,
    serverOptions: {
      requestTimeout: UPLOAD_MOST,
      headersTimeout: HEADERS_WITHIN,
      connectionsCheckingInterval: LOOKED_AT_EVERY,
    },
    websocket: { server: sockets as never },
  })
  server.listen({ port: settings.PORT, host: settings.HOST, backlog: KNOCKING_MOST })
  await listening(server, settings)
  if (!parts.store.stopped()) endSchedule = beginSchedule(parts)
  const endBeats = beginBeats(parts)

  let stopping: Promise<void> | undefined
  async function stop() {
    endBeats()
    // First nobody new, then what is under way, for a while; what is cut off then will be sent or done again.
    parts.hub.close()
    parts.home.hub.hangUp()
    const closed = new Promise<void>((resolve) => server.close(() => resolve()))
    // Who asks one thing after the other would hold his connection to the end.
    server.prependListener('request', (_, answer: ServerResponse) => {
      answer.shouldKeepAlive = false
    })
    const cutOff = setTimeout(() => {
      if ('closeAllConnections' in server) server.closeAllConnections()
      for (const socket of sockets.clients) socket.terminate()
    }, DRAIN)
    const ended = Promise.all([endSchedule(), parts.errands.stop()])
    await Promise.all([closed, Promise.race([ended, sleep(DRAIN)])])
    clearTimeout(cutOff)
    await parts.close(LAST)
    await stopClock()
    await alsoStop()
  }
  const stopOnce = () => (stopping ??= stop())
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => stopOnce().then(() => process.exit(0)))
  }
  return { url: settings.PUBLIC_URL, parts, stop: stopOnce }
}

function listening(server: ReturnType<typeof createAdaptorServer>, { PORT, HOST }: Settings): Promise<void> {
  return new Promise((listens, fails) => {
    server.once('listening', listens)
    server.once('error', (error: NodeJS.ErrnoException) => {
      const taken = `Port ${PORT} of ${HOST} is taken by another program. Choose another one: PORT=${PORT + 10}`
      fails(error.code === 'EADDRINUSE' ? new Error(taken) : error)
    })
  })
}
