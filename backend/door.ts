import { createMiddleware } from 'hono/factory'
import { Refused } from './refused.ts'
import type { SignedIn, Viewer } from './signed-in.ts'

/** The door: whoever comes through is a proven person with a card he may see. Asked once, for every route below. */
export function door(signIn: (token: string) => Promise<Viewer>) {
  return createMiddleware<SignedIn>(async (c, next) => {
    const token = bearer(c.req.header('authorization'))
    if (!token) throw new Refused('session_over', 'no session')
    c.set('viewer', await signIn(token))
    await next()
  })
}

export function bearer(header: string | undefined): string | undefined {
  return /^Bearer ([\w.-]{1,256})$/.exec(header ?? '')?.[1]
}
