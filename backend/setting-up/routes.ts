import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { createMiddleware } from 'hono/factory'
import { z } from 'zod'
import type { Answer, CrmRefusal } from '../../crm-adapters/port.ts'
import type { Throttle } from '../companies/throttle.ts'
import type { Secrets } from '../keys/secrets.ts'
import { Refused } from '../refused.ts'
import type { ShownTicket } from '../shown.ts'
import type { Broker } from '../signing-in/broker.ts'
import { valid } from '../valid.ts'
import { openSitting, type Sitting, sealSitting } from './session.ts'
import type { Steps } from './steps.ts'

export interface SettingUpRoutesDeps {
  broker: Pick<Broker, 'ticketFor' | 'redeem'>
  /** What the tickets of this page name. */
  ticketsOf: string
  steps: Steps
  secrets: Secrets
  now: () => Date
  throttle: Throttle
  /** The address a request comes from. */
  sourceOf(c: Context): string
}

interface Sat {
  Variables: { sitting: Sitting }
}

const BODY_MOST = 64 * 1024
const FORMS_MOST = 100

const forms = z.array(z.uuid()).min(1).max(FORMS_MOST)
const without = z.literal('without').optional()

/**
 * Below our own page for administrators. Whoever asks shows the token the page holds in its memory; there is no cookie, so
 * no other site can ask in his name.
 */
export function settingUpRoutes(deps: SettingUpRoutesDeps) {
  const { broker, ticketsOf, steps, secrets, now, throttle, sourceOf } = deps

  const seated = createMiddleware<Sat>(async (c, next) => {
    const [, token = ''] = /^Bearer ([\w.-]{1,12000})$/.exec(c.req.header('authorization') ?? '') ?? []
    const sitting = openSitting(secrets, token, now())
    if (!sitting) throw new Refused('session_over')
    c.set('sitting', sitting)
    await next()
  })

  /** Names in addresses and tickets cost a source a chance, which time gives back. */
  const counted = createMiddleware(async (c, next) => {
    if (!throttle.take(sourceOf(c))) throw new Refused('too_many_requests')
    await next()
  })

  const done = async (c: Context, answer: Promise<Answer<unknown>>) => {
    const came = await answer
    return came.ok ? c.json({ done: true }, 200) : refused(c, came)
  }

  return new Hono()
    .use(bodyLimit({ maxSize: BODY_MOST }))

    .post(
      '/tickets',
      counted,
      valid(
        'json',
        z.strictObject({
          address: z.string().min(1).max(300).optional(),
          listing: z.literal(true).optional(),
        }),
      ),
      async (c) => {
        const { address, listing } = c.req.valid('json')
        const made = await broker.ticketFor(ticketsOf)
        const query = new URLSearchParams({
          ticket: made.attempt,
          ...(address && { lending: address }),
          ...(listing && { listing: '1' }),
        })
        const shown: ShownTicket = { ticket: made.ticket, url: `/dynamics/sign-in?${query}` }
        return c.json(shown, 201)
      },
    )

    .post(
      '/environments',
      counted,
      valid('json', z.strictObject({ ticket: z.string().max(128) })),
      async (c) => {
        const who = await broker.redeem(ticketsOf, c.req.valid('json').ticket)
        if (!who) throw new Refused('session_over', 'nobody has signed in with the ticket')
        const listed = await steps.environments(who)
        return listed.ok ? c.json({ environments: listed.value }, 200) : refused(c, listed)
      },
    )

    .post(
      '/session',
      counted,
      valid('json', z.strictObject({ ticket: z.string().max(128), address: z.string().min(1).max(300) })),
      async (c) => {
        const { ticket, address } = c.req.valid('json')
        const who = await broker.redeem(ticketsOf, ticket)
        if (!who) throw new Refused('session_over', 'nobody has signed in with the ticket')
        const proven = await steps.prove(address, who)
        if (!proven.ok) return refused(c, proven)
        const { session, expiresAt } = sealSitting(secrets, { lending: proven.value, who }, now())
        return c.json({ session, expiresAt: expiresAt.toISOString() }, 201)
      },
    )

    .route(
      '/',
      new Hono<Sat>()
        .use(seated)
        .get('/standing', async (c) => {
          const stands = await steps.standing(c.var.sitting.lending)
          return stands.ok ? c.json(stands.value, 200) : refused(c, stands)
        })
        .post('/package', (c) => done(c, steps.bringPackage(c.var.sitting.lending)))
        .post('/application', (c) => done(c, steps.admitUs(c.var.sitting.lending)))
        .post('/connection', (c) => done(c, steps.connect(c.var.sitting.lending, c.var.sitting.who)))
        .post('/forms/preview', valid('json', z.strictObject({ forms, without })), async (c) => {
          const { forms, without } = c.req.valid('json')
          const previews = await steps.preview(c.var.sitting.lending, forms, without)
          return previews.ok ? c.json({ previews: previews.value }, 200) : refused(c, previews)
        })
        .post(
          '/forms',
          valid(
            'json',
            z.strictObject({
              forms: z
                .array(z.strictObject({ form: z.uuid(), seen: z.string().max(64) }))
                .min(1)
                .max(FORMS_MOST),
              without,
            }),
          ),
          (c) => {
            const { forms, without } = c.req.valid('json')
            return done(c, steps.changeForms(c.var.sitting.lending, forms, without))
          },
        )
        .post('/forms/undo', valid('json', z.strictObject({ forms })), (c) =>
          done(c, steps.undo(c.var.sitting.lending, c.req.valid('json').forms)),
        )
        .post('/events', (c) => done(c, steps.bindEvents(c.var.sitting.lending)))
        .post(
          '/disconnect',
          valid('json', z.strictObject({ forms: z.enum(['back', 'keep']) })),
          async (c) => {
            const parted = await steps.disconnect(c.var.sitting.lending, c.req.valid('json').forms)
            return parted.ok ? c.json(parted.value, 200) : refused(c, parted)
          },
        )
        .get('/health', async (c) => {
          const diagnosis = await steps.health(c.var.sitting.lending)
          if (!diagnosis) throw new Refused('not_found')
          return c.json(diagnosis, 200)
        }),
    )
}

/** The organization said no: its own word goes with it, for the administrator can mend it. */
function refused(c: Context, { reason, message, said }: Extract<Answer<never>, { ok: false }>) {
  return c.json({ error: { reason, message }, ...(said && { said }) }, statusOf(reason))
}

function statusOf(reason: CrmRefusal): 403 | 409 | 422 | 503 {
  if (PASSING.has(reason)) return 503
  if (reason === 'malformed' || reason === 'missing') return 422
  return reason === 'not_installed' ? 409 : 403
}

const PASSING = new Set<CrmRefusal>(['unreachable', 'limited', 'broken', 'blocked', 'expired'])
