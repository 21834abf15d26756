/** Entra and an organization, answering exactly what a test says, right or wrong; the local organization is the faithful one. */
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type CryptoKey, exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose'
import type { Dynamics365Options } from '../../crm-adapters/dynamics365/crm.ts'
import { dynamics365 } from '../../crm-adapters/index.ts'
import type { Grant, HostCall, Portal } from '../../crm-adapters/port.ts'

export const CLIENT = '11111111-1111-4111-8111-111111111111'
export const TENANT = '72f988bf-86f1-41af-91ab-2d7cd011db47'
export const ORGANIZATION = 'd3650001-0000-4000-8000-000000000001'
/** What Entra calls Anna, and what the organization does. */
export const ANNA = 'd3650014-0000-4000-8000-000000000014'
export const ANNA_THERE = 'd365000a-0000-4000-8000-00000000000a'
export const DEAL = 'd365003c-0000-4000-8000-00000000003c'

export interface Arrived {
  /** `GET /api/data/v9.2/WhoAmI`. */
  what: string
  headers: IncomingHttpHeaders
  body: string
}

export interface Reply {
  status?: number
  body?: unknown
  headers?: Record<string, string>
}

export interface Scripted {
  origin: string
  portal: Portal
  arrived: Arrived[]
  /** What rows and lists answer, by the path below the endpoint without its query; `$batch` asks the same. */
  rows: Record<string, (url: URL, arrived: Arrived) => Reply>
  /** Answers a whole request by hand, when it returns something. */
  instead?: (arrived: Arrived) => Reply | undefined
  /** How many service tokens Entra has given. */
  given: number
  calls: HostCall[]
  /** What the token endpoint answers to a code. */
  code: () => Promise<Reply>
  keys: { kid: string; key: CryptoKey; jwk: object }[]
  /** Publishes one key more; the newest signs. */
  addKey(kid: string, more?: object): Promise<void>
  idToken(claims?: JWTPayload, header?: object): Promise<string>
  close(): Promise<void>
}

export async function scripted(): Promise<Scripted> {
  const server = createServer(async (request, response) => {
    const arrived = {
      what: `${request.method} ${request.url}`,
      headers: request.headers,
      body: await textOf(request),
    }
    one.arrived.push(arrived)
    await answer(response, one.instead?.(arrived) ?? (await replyTo(arrived)))
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const root = '/api/data/v9.2/'

  async function replyTo(arrived: Arrived): Promise<Reply> {
    const [method = '', path = ''] = arrived.what.split(' ')
    const url = new URL(path, origin)
    if (url.pathname === '/common/discovery/v2.0/keys')
      return { body: { keys: one.keys.map(({ jwk }) => jwk) } }
    if (url.pathname.endsWith('/oauth2/v2.0/token')) return tokenFor(new URLSearchParams(arrived.body))
    if (!arrived.headers.authorization) return unknown
    if (url.pathname === `${root}$batch`) return batch(arrived)
    return row(url, arrived, method)
  }

  async function tokenFor(form: URLSearchParams): Promise<Reply> {
    if (form.get('grant_type') === 'authorization_code') return one.code()
    one.given += 1
    return { body: { token_type: 'Bearer', expires_in: 3599, access_token: `service ${one.given}` } }
  }

  function row(url: URL, arrived: Arrived, method = 'GET'): Reply {
    const name = decodeURIComponent(url.pathname.slice(root.length))
    const found = one.rows[`${method} ${name}`] ?? one.rows[name]
    return (
      found?.(url, arrived) ?? refused(404, '0x8006088a', `Resource not found for the segment '${name}'.`)
    )
  }

  function batch(arrived: Arrived): Reply {
    const asked = Array.from(arrived.body.matchAll(/^GET (\S+) HTTP\/1\.1\r\n((?:.+\r\n)*)/gm))
    const parts = asked.map(([, path = '']) => {
      const { status = 200, body } = row(new URL(path, origin), arrived)
      const head = 'Content-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\n'
      const json = 'Content-Type: application/json; odata.metadata=minimal\r\nOData-Version: 4.0\r\n\r\n'
      return `--batchresponse_1\r\n${head}HTTP/1.1 ${status} OK\r\n${json}${JSON.stringify(body)}\r\n`
    })
    return {
      body: `${parts.join('')}--batchresponse_1--\r\n`,
      headers: { 'content-type': 'multipart/mixed; boundary=batchresponse_1' },
    }
  }

  const one: Scripted = {
    origin,
    portal: { host: 'dynamics365', company: ORGANIZATION, origin, endpoint: `${origin}${root}` },
    arrived: [],
    rows: {
      WhoAmI: () => ({ body: { UserId: ANNA_THERE, OrganizationId: ORGANIZATION } }),
      'RetrieveCurrentOrganization(AccessType=@p1)': () => ({
        body: {
          Detail: {
            OrganizationId: ORGANIZATION,
            TenantId: TENANT,
            FriendlyName: 'Contoso',
            Endpoints: { Keys: ['WebApplication'], Values: [`${origin}/`] },
          },
        },
      }),
      systemusers: () => ({
        body: { value: [{ systemuserid: ANNA_THERE, fullname: 'Anna Seller', isdisabled: false }] },
      }),
      processstages: () => ({ body: { value: [] } }),
      [`opportunities(${DEAL})`]: () => ({ body: { opportunityid: DEAL, name: 'Container', statecode: 0 } }),
    },
    given: 0,
    calls: [],
    code: async () => ({ body: { id_token: await one.idToken() } }),
    keys: [],
    async addKey(kid, more = {}) {
      const { publicKey, privateKey } = await generateKeyPair('RS256')
      const jwk = {
        ...(await exportJWK(publicKey)),
        kid,
        use: 'sig',
        issuer: `${origin}/{tenantid}/v2.0`,
        ...more,
      }
      one.keys.push({ kid, key: privateKey, jwk })
    },
    async idToken(claims = {}, header = {}) {
      const { kid, key } = one.keys.at(-1)!
      const seconds = Math.floor(Date.now() / 1000)
      return new SignJWT({
        aud: CLIENT,
        iss: `${origin}/${TENANT}/v2.0`,
        iat: seconds,
        nbf: seconds,
        exp: seconds + 3600,
        tid: TENANT,
        oid: ANNA,
        name: 'Anna Seller',
        preferred_username: 'anna@contoso.example',
        ver: '2.0',
        ...claims,
      })
        .setProtectedHeader({ alg: 'RS256', kid, ...header })
        .sign(key)
    },
    close: () =>
      new Promise((closed) => {
        server.close(() => closed())
        server.closeAllConnections()
      }),
  }

  const unknown: Reply = {
    status: 401,
    headers: {
      'www-authenticate': `Bearer authorization_uri=${origin}/${TENANT}/oauth2/authorize, resource_id=${origin}/`,
    },
  }
  await one.addKey('first')
  return one
}

export function crmOf(one: Scripted, options: Partial<Dynamics365Options> = {}) {
  return dynamics365({
    clientId: CLIENT,
    credential: { secret: 'the client secret' },
    cloud: { authority: one.origin, hosts: [] },
    webhookSecret: (company) => `secret of ${company}`,
    allowLoopback: true,
    told: (call) => one.calls.push(call),
    ...options,
  })
}

export function grantOf(access: string): Grant {
  return { access, refresh: null, expiresAt: new Date(Date.now() + 3_600_000), person: ANNA_THERE }
}

export function refused(status: number, code: string, message: string, headers = {}): Reply {
  return { status, headers, body: { error: { code, message } } }
}

async function answer(response: ServerResponse, { status = 200, body, headers }: Reply) {
  const text = typeof body === 'string' ? body : body === undefined ? '' : JSON.stringify(body)
  response
    .writeHead(status, { 'content-type': 'application/json; odata.metadata=minimal', ...headers })
    .end(text)
}

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts).toString('utf8')
}
