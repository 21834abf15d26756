/** Bitrix24's servers, answering exactly what a test says, right or wrong; the local portal is the faithful one. */
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Bitrix24Options } from '../../crm-adapters/bitrix24/crm.ts'
import { bitrix24 } from '../../crm-adapters/index.ts'
import type { HostRequest, Portal } from '../../crm-adapters/port.ts'

export interface Scripted {
  origin: string
  portal: Portal
  /** `METHOD /path` of everything that arrived, in order. */
  arrived: string[]
  /** What the REST methods answer; the body of a failing one has `error`. */
  methods: Record<string, (params: URLSearchParams) => object>
  /** What `app.info` says of each token. */
  owners: Map<string, object>
  /** Answers a whole request by hand, when it returns something. */
  instead?: (path: string, body: string) => { status: number; text: string; location?: string } | undefined
  close(): Promise<void>
}

export const MEMBER = '0f1e2d3c4b5a69788796a5b4c3d2e1f0'

export async function scripted(): Promise<Scripted> {
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', one.origin)
    const body = await textOf(request)
    one.arrived.push(`${request.method} ${url.pathname}`)
    const byHand = one.instead?.(url.pathname, body)
    if (byHand) {
      if (byHand.location) response.setHeader('location', byHand.location)
      response.writeHead(byHand.status).end(byHand.text)
      return
    }
    const answer = answerTo(url, body)
    response.writeHead('error' in answer ? 401 : 200).end(JSON.stringify(answer))
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  function answerTo(url: URL, body: string): object {
    if (url.pathname === '/rest/app.info/') {
      const owner = one.owners.get(url.searchParams.get('auth') ?? '')
      return owner
        ? { result: owner }
        : { error: 'NO_AUTH_FOUND', error_description: 'Wrong authorization data' }
    }
    const { cmd = {} } = JSON.parse(body) as { cmd?: Record<string, string> }
    const results = Object.entries(cmd).map(([key, command]) => {
      const [method = '', query] = command.split('?')
      const answer = one.methods[method]?.(new URLSearchParams(query)) ?? { error: 'ERROR_METHOD_NOT_FOUND' }
      return { key, answer }
    })
    const pick = (name: 'result' | 'error' | 'total') =>
      Object.fromEntries(
        results.flatMap(({ key, answer }) =>
          name in answer ? [[key, name === 'error' ? answer : answer[name as keyof typeof answer]]] : [],
        ),
      )
    return { result: { result: pick('result'), result_error: pick('error'), result_total: pick('total') } }
  }

  const one: Scripted = {
    origin,
    portal: { host: 'bitrix24' as const, company: MEMBER, origin, endpoint: `${origin}/rest/` },
    arrived: [],
    methods: {
      profile: () => ({ result: { ID: '7', ADMIN: false, NAME: 'Игорь', LAST_NAME: 'Менеджер' } }),
      'user.current': () => ({
        result: { ID: '7', NAME: 'Игорь', LAST_NAME: 'Менеджер', WORK_POSITION: 'Логист' },
      }),
      'crm.item.get': (params) => ({ result: { item: { id: Number(params.get('id')), title: 'Поставка' } } }),
      'crm.status.list': () => ({ result: [] }),
      'crm.category.list': () => ({ result: { categories: [] } }),
    },
    owners: new Map(),
    close: () =>
      new Promise((closed) => {
        server.close(() => closed())
        server.closeAllConnections()
      }),
  }
  one.owners.set('access-of-7', owner(one, {}))
  return one
}

/** What `app.info` says of a token of our application at this portal, with some of it changed. */
export function owner({ origin }: Scripted, install: object, info: object = {}): object {
  return {
    client_id: 'app.dealthread',
    scope: 'crm,placement,user_brief',
    expires: new Date(Date.now() + 3_600_000).toISOString(),
    install: {
      installed: true,
      domain: new URL(origin).host,
      client_endpoint: `${origin}/rest/`,
      member_id: MEMBER,
      ...install,
    },
    user_id: '7',
    ...info,
  }
}

export function crmOf({ origin }: Scripted, options: Partial<Bitrix24Options> = {}) {
  return bitrix24({
    clientId: 'app.dealthread',
    clientSecret: 'the client secret',
    oauthHosts: [origin],
    allowLoopback: true,
    ...options,
  })
}

/** The form of a deal's tab, with some of it changed. */
export function dealTab(
  { origin }: Scripted,
  form: Record<string, string> = {},
  query: object = {},
): HostRequest {
  return {
    query: { DOMAIN: new URL(origin).host, PROTOCOL: '0', LANG: 'ru', APP_SID: 'sid', ...query },
    form: {
      AUTH_ID: 'access-of-7',
      AUTH_EXPIRES: '3600',
      REFRESH_ID: 'refresh-of-7',
      APPLICATION_TOKEN: '11112222333344445555666677778888',
      member_id: MEMBER,
      status: 'L',
      PLACEMENT: 'CRM_DEAL_DETAIL_TAB',
      PLACEMENT_OPTIONS: '{"ID":"8061","URI":"/crm/deal/details/8061/"}',
      ...form,
    },
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts).toString('utf8')
}
