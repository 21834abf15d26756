import type { Context } from 'hono'
import { createMiddleware } from 'hono/factory'
import { Refused } from './refused.ts'
import type { AtHome, SignedIn, Viewer, Visitor } from './signed-in.ts'

/** The door: whoever comes through is a proven person with a card he may see. Asked once, for every route below. */
export function door(signIn: (token: string) => Promise<Viewer>) {
  return createMiddleware<SignedIn>(async (c, next) => {
    c.set('viewer', await signIn(tokenIn(c)))
    await next()
  })
}

/** The door of our own page: whoever comes through is a proven person of a company, and no card is open. */
export function homeDoor(signIn: (token: string) => Promise<Visitor>) {
  return createMiddleware<AtHome>(async (c, next) => {
    c.set('visitor', await signIn(tokenIn(c)))
    await next()
  })
}

/** Behind that of our own page: whoever comes through is an administrator, asked for anew before he changes anything. */
export function administratorsDoor(
  prove: (visitor: Visitor, doing: 'reading' | 'changing') => Promise<void>,
) {
  return createMiddleware<AtHome>(async (c, next) => {
    await prove(c.var.visitor, c.req.method === 'GET' ? 'reading' : 'changing')
    await next()
  })
}

function tokenIn(c: Context): string {
  const token = bearer(c.req.header('authorization'))
  if (!token) throw new Refused('session_over', 'no session')
  return token
}

export function bearer(header: string | undefined): string | undefined {
  return /^Bearer ([\w.-]{1,256})$/.exec(header ?? '')?.[1]
}
