/** A local organization with a clock moved by hand, an application and people who ask it, and an ear for its webhooks. */
import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import {
  guidOf,
  type OrganizationOptions,
  startOrganization,
} from '../../crm-adapters/dynamics365/organization/organization.ts'

export const app = {
  clientId: '11111111-1111-4111-8111-111111111111',
  clientSecret: 'the secret',
  name: 'Dealthread',
  redirectUris: ['http://127.0.0.1:9/dynamics365/signed-in'],
}

export const admin = 1
export const head = 5
export const sergey = 7
export const oksana = 8
export const alina = 9
export const dmitry = 11
export const igor = 12
export const natalia = 14
export const pavel = 16
export const james = 18
export const fedor = 25

export const romashka = guidOf('opportunity', 1204)
export const nobodys = 'd3651b57-0000-4000-8000-000000001b57'

export interface Said {
  status: number
  headers: Headers
  // What an answer looks like is what these tests are about.
  // biome-ignore lint/suspicious/noExplicitAny: JSON of any shape
  body: any
}

export interface Heard {
  url: string
  headers: IncomingHttpHeaders
  // biome-ignore lint/suspicious/noExplicitAny: JSON of any shape
  body: any
}

export type Visit = Awaited<ReturnType<typeof visit>>
type Extra = Record<string, string>

export async function visit(options: Partial<OrganizationOptions> = {}) {
  let clock = new Date('2026-11-20T09:00:00Z')
  const organization = await startOrganization({ app, now: () => clock, ...options })
  const heard: Heard[] = []
  const answers: number[] = []
  const ear = createServer(async (request, response) => {
    let body = ''
    for await (const part of request) body += part
    heard.push({ url: request.url ?? '', headers: request.headers, body: JSON.parse(body) })
    response.statusCode = answers.shift() ?? 202
    response.end()
  })
  ear.listen(0, '127.0.0.1')
  await once(ear, 'listening')
  const earUrl = `http://127.0.0.1:${(ear.address() as AddressInfo).port}/hooks`

  async function ask(
    token: string,
    method: string,
    path: string,
    body?: unknown,
    headers: Extra = {},
  ): Promise<Said> {
    const answer = await fetch(path.startsWith('http') ? path : organization.webApi + path, {
      method,
      headers: {
        ...(token && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const text = await answer.text()
    const isJson = answer.headers.get('content-type')?.includes('json')
    return { status: answer.status, headers: answer.headers, body: isJson ? JSON.parse(text) : text }
  }

  /** The application in its own name, or acting for a person. */
  async function asApplication(method: string, path: string, body?: unknown, headers?: Extra) {
    return ask(await organization.entra.applicationToken(), method, path, body, headers)
  }

  const as = (person: number) => {
    const { objectId } = organization.person(person)
    const asked = async (method: string, path: string, body?: unknown, headers?: Extra) =>
      ask(await organization.entra.personToken(objectId), method, path, body, headers)
    return {
      get: (path: string, headers?: Extra) => asked('GET', path, undefined, headers),
      post: (path: string, body: unknown, headers?: Extra) => asked('POST', path, body, headers),
      patch: (path: string, body: unknown, headers?: Extra) => asked('PATCH', path, body, headers),
      delete: (path: string, headers?: Extra) => asked('DELETE', path, undefined, headers),
    }
  }

  return {
    organization,
    heard,
    answers,
    earUrl,
    ask,
    as,
    app: asApplication,
    appFor: (person: number, method: string, path: string, body?: unknown, headers?: Extra) =>
      asApplication(method, path, body, { CallerObjectId: organization.person(person).objectId, ...headers }),
    passes(seconds: number) {
      clock = new Date(clock.getTime() + seconds * 1000)
    },
    now: () => clock,
    /** The administrator registers a webhook on a message of a table; its id. */
    async listens(
      message: string,
      table: string,
      more: { filteringattributes?: string; secret?: string } = {},
    ) {
      const { secret = 'a long secret', ...step } = more
      const by = as(admin)
      const endpoint = await by.post('serviceendpoints', {
        name: 'Dealthread',
        contract: 8,
        authtype: 5,
        authvalue: `<settings><setting name="x-dealthread-key" value="${secret}" /></settings>`,
        url: earUrl,
        messageformat: 2,
        connectionmode: 1,
        path: '',
        solutionnamespace: '',
        userclaim: 1,
      })
      const messages = await by.get(`sdkmessages?$select=sdkmessageid&$filter=name eq '${message}'`)
      const messageId = messages.body.value[0].sdkmessageid
      const filters = await by.get(
        `sdkmessagefilters?$filter=primaryobjecttypecode eq '${table}' and _sdkmessageid_value eq ${messageId}`,
      )
      const made = await by.post('sdkmessageprocessingsteps', {
        name: `Dealthread: ${table} ${message}`,
        mode: 1,
        stage: 40,
        rank: 1,
        supporteddeployment: 0,
        asyncautodelete: true,
        ...step,
        'sdkmessageid@odata.bind': `/sdkmessages(${messageId})`,
        'sdkmessagefilterid@odata.bind': `/sdkmessagefilters(${filters.body.value[0].sdkmessagefilterid})`,
        'eventhandler_serviceendpoint@odata.bind': idOf(endpoint, 'serviceendpoints'),
      })
      return bare(idOf(made, 'sdkmessageprocessingsteps'))
    },
    async leave() {
      ear.closeAllConnections()
      ear.close()
      await organization.stop()
    },
  }
}

/** `/tasks(id)`, from the answer to a creation. */
export function idOf({ headers }: Said, set: string): string {
  const address = headers.get('odata-entityid') ?? ''
  return `/${address.slice(address.indexOf(`${set}(`))}`
}

export function bare(id: string): string {
  return /\(([^)]+)\)/.exec(id)?.[1] ?? ''
}
