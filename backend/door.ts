import type { Context } from 'hono'
import { createMiddleware } from 'hono/factory'
import type { Pace } from './limits/pace.ts'
import { Refused } from './refused.ts'
import type { AtHome, From, SignedIn, Viewer, Visitor } from './signed-in.ts'

/** Notes where a request comes from. */
export type Whence = (c: Context) => From

/** The door: whoever comes through is a proven person with a card he may see. Asked once, for every route below. */
export function door(signIn: (token: string) => Promise<Viewer>, pace: Pace, from: Whence) {
  return createMiddleware<SignedIn>(async (c, next) => {
    const viewer = { ...(await signIn(tokenIn(c))), from: from(c) }
    await pace.ask(viewer, doing(c))
    c.set('viewer', viewer)
    await next()
  })
}

/** The door of our own page: whoever comes through is a proven person of a company, and no card is open. */
export function homeDoor(signIn: (token: string) => Promise<Visitor>, pace: Pace, from: Whence) {
  return createMiddleware<AtHome>(async (c, next) => {
    const visitor = { ...(await signIn(tokenIn(c))), from: from(c) }
    await pace.ask(visitor, doing(c))
    c.set('visitor', visitor)
    await next()
  })
}

/** Behind that of our own page: whoever comes through is an administrator, asked for anew before he changes anything. */
export function administratorsDoor(
  prove: (visitor: Visitor, doing: 'reading' | 'changing') => Promise<void>,
) {
  return createMiddleware<AtHome>(async (c, next) => {
    await prove(c.var.visitor, doing(c))
    await next()
  })
}

const doing = (c: Context) => (c.req.method === 'GET' ? 'reading' : 'changing')

function tokenIn(c: Context): string {
  const token = bearer(c.req.header('authorization'))
  if (!token) throw new Refused('session_over', 'no session')
  return token
}

export function bearer(header: string | undefined): string | undefined {
  return /^Bearer ([\w.-]{1,256})$/.exec(header ?? '')?.[1]
}
