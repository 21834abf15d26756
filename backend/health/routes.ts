import { Hono } from 'hono'
import { createFigures } from './figures.ts'
import { createState, type StateDeps } from './state.ts'

/** Alive, able to serve, and figures for Prometheus. */
export function healthRoutes(deps: StateDeps) {
  const state = createState(deps)
  const figures = createFigures(state)

  return new Hono()
    .get('/healthz', (c) => c.json({ alive: true }))
    .get('/readyz', async (c) => {
      const reasons = await state.reasons()
      if (reasons.length > 0) return c.json({ ready: false, reasons }, 503)
      const warnings = state.warnings()
      return c.json({ ready: true, ...(warnings.length > 0 && { warnings }) })
    })
    .get('/metrics', async (c) =>
      c.body(await figures.metrics(), 200, { 'Content-Type': figures.contentType }),
    )
}
