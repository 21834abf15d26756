import { Hono } from 'hono'
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import type { Hub } from '../live/hub.ts'
import type { Store } from '../store/store.ts'

/** Alive, able to serve, and figures for Prometheus. None of them says anything about a company. */
export function healthRoutes({ store, hub }: { store: Store; hub: Hub }) {
  const figures = new Registry()
  collectDefaultMetrics({ register: figures })
  new Gauge({
    name: 'dealthread_live_sockets',
    help: 'Sockets that are being told what happens',
    registers: [figures],
    collect() {
      this.set([...hub.watchers()].length)
    },
  })

  return new Hono()
    .get('/healthz', (c) => c.json({ alive: true }))
    .get('/readyz', async (c) => {
      const trouble = await troubleWith(store)
      return trouble ? c.json({ ready: false, reasons: [trouble] }, 503) : c.json({ ready: true })
    })
    .get('/metrics', async (c) =>
      c.body(await figures.metrics(), 200, { 'Content-Type': figures.contentType }),
    )
}

async function troubleWith(store: Store): Promise<string | undefined> {
  try {
    await store.companies()
    return undefined
  } catch {
    return 'the database does not answer'
  }
}
