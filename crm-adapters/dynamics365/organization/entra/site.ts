/** The local Entra at its own address. */
import { Hono } from 'hono'
import { authorize } from './authorize.ts'
import { consent } from './consent.ts'
import { discovery } from './discovery.ts'
import { token } from './token.ts'
import type { Entra } from './world.ts'

export function entraSite(entra: Entra): Hono {
  return new Hono()
    .route('/', discovery(entra))
    .route('/', authorize(entra))
    .route('/', token(entra))
    .route('/', consent(entra))
}
