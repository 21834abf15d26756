/** A local portal with a clock moved by hand, somebody who asks it and a handler that writes down its events. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type LocalPortalOptions, startPortal } from '../../crm-adapters/bitrix24/portal/portal.ts'

export const admin = '1'
export const head = '5'
export const sergey = '7'
export const alina = '9'
export const igor = '12'
export const romashka = 1204

export const app = {
  clientId: 'local.app',
  clientSecret: 'secret',
  installUrl: 'http://127.0.0.1:9/bitrix24/install',
  cardUrl: 'http://127.0.0.1:9/bitrix24/card',
}

export type Answer = Record<string, unknown> & { result?: unknown; error?: string }
export type Visit = Awaited<ReturnType<typeof visit>>

export async function visit(options: Partial<LocalPortalOptions> = {}) {
  let clock = new Date('2026-11-20T09:00:00Z')
  const portal = await startPortal({ app, now: () => clock, ...options })
  const heard: URLSearchParams[] = []
  const handler = createServer(async (request, response) => {
    let body = ''
    for await (const part of request) body += part
    heard.push(new URLSearchParams(body))
    response.end('ok')
  })
  handler.listen(0, '127.0.0.1')
  await once(handler, 'listening')
  const handlerUrl = `http://127.0.0.1:${(handler.address() as AddressInfo).port}/events`

  async function call(method: string, params: object, auth: string): Promise<Answer> {
    const answer = await fetch(`${portal.restEndpoint}${method}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ ...params, auth }),
    })
    return (await answer.json()) as Answer
  }
  const callAs = (person: string, method: string, params: object = {}) =>
    call(method, params, portal.tokenFor(person).AUTH_ID)

  return {
    portal,
    heard,
    handlerUrl,
    call,
    callAs,
    /** The result, or the whole refusal. */
    async resultAs<T = Record<string, unknown>>(
      person: string,
      method: string,
      params: object = {},
    ): Promise<T> {
      const answer = await callAs(person, method, params)
      return (answer.error === undefined ? answer.result : answer) as T
    },
    passes(seconds: number) {
      clock = new Date(clock.getTime() + seconds * 1000)
    },
    now: () => clock,
    /** Binds events to the handler; the application is installed. */
    async listens(...events: string[]) {
      if (!portal.installedAt) await portal.finishInstallation()
      for (const event of events) await callAs(admin, 'event.bind', { event, handler: handlerUrl })
    },
    names: () => heard.map((form) => form.get('event')),
    async token(params: Record<string, string>) {
      const { clientId: client_id, clientSecret: client_secret } = app
      const body = new URLSearchParams({ client_id, client_secret, ...params })
      const answer = await fetch(`${portal.oauthOrigin}/oauth/token/`, { method: 'POST', body })
      return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
    },
    async leave() {
      handler.closeAllConnections()
      handler.close()
      await portal.stop()
    },
  }
}
