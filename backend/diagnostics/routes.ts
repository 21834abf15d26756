/** HTTP of the diagnostics page: for administrators, who are asked for at every call. */
import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import { z } from 'zod'
import type { Answer } from '../../crm-adapters/port.ts'
import { Refused } from '../refused.ts'
import type { Attempt, Diagnosis } from '../shown.ts'
import type { AtHome } from '../signed-in.ts'
import type { Store } from '../store/store.ts'
import { valid } from '../valid.ts'
import { testArrived } from './events.ts'

export interface DiagnosticsDeps {
  store: Store
  now: () => Date
  /** Undefined when the company is not installed. */
  diagnose(company: string): Promise<Diagnosis | undefined>
  /** Has the host tell us of a test at once. */
  knock(company: string): Promise<Answer<unknown>>
  bindAgain(company: string): Promise<Answer<unknown>>
  readPeople(company: string): Promise<boolean>
}

/** To be mounted behind the administrators' door. */
export function diagnosticsRoutes(deps: DiagnosticsDeps) {
  const { store, now } = deps

  async function attempt(act: () => Promise<Answer<unknown>>): Promise<Attempt> {
    const at = now().toISOString()
    const answer = await act()
    return answer.ok ? { at } : { at, refused: answer.reason }
  }

  return new Hono<AtHome>()
    .get('/', about('How the connection with the host is'), async (c) => {
      const diagnosis = await deps.diagnose(c.var.visitor.company)
      if (!diagnosis) throw new Refused('not_found')
      return c.json(diagnosis, 200)
    })
    .post('/round-trip', about('Asks the host for a test event; `at` is to be given back'), async (c) =>
      c.json(await attempt(() => deps.knock(c.var.visitor.company)), 200),
    )
    .get(
      '/round-trip',
      about('Whether a test event asked for at that moment has arrived'),
      valid('query', z.object({ since: z.iso.datetime() })),
      async (c) => {
        const since = new Date(c.req.valid('query').since)
        const arrived = await store.read(c.var.visitor.company, (r) => testArrived(r, since))
        return c.json({ ms: arrived ? arrived.getTime() - since.getTime() : null }, 200)
      },
    )
    .post('/bind', about('Binds again what the host has lost of ours'), async (c) =>
      c.json(await attempt(() => deps.bindAgain(c.var.visitor.company)), 200),
    )
    .post('/people', about('Reads the people from the host again'), async (c) =>
      c.json(
        await attempt(async () => {
          const read = await deps.readPeople(c.var.visitor.company)
          return read ? { ok: true, value: null } : { ok: false, reason: 'unreachable', message: '' }
        }),
        200,
      ),
    )
}

function about(summary: string) {
  return describeRoute({ summary, tags: ['company'] })
}
