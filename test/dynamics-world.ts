/** The small world with a second company in it: an organization of Dynamics 365, connected, beside the Bitrix24 portal. */

import type { Bootstrap, ShownTicket, SignInStands } from '../backend/shown.ts'
import type { OnPremises } from '../crm-adapters/dynamics365/entrance.ts'
import {
  guidOf,
  type LocalOrganization,
  type OrganizationOptions,
  startOrganization,
} from '../crm-adapters/dynamics365/organization/organization.ts'
import { dynamics365 } from '../crm-adapters/index.ts'
import type { TestStores } from './stores.ts'
import {
  type Answered,
  freePort,
  type Http,
  type Person,
  personWith,
  type WorldOptions,
  world,
} from './world.ts'

const app = { clientId: '11111111-1111-4111-8111-111111111111', clientSecret: 'the client secret' }

/** People of the organization, by the story's numbers. */
export const colleagues = { admin: 1, head: 5, seller: 7, sellerInKyiv: 8, storekeeper: 16, left: 25 }

/** Opportunities, by the story's numbers. */
export const opportunities = { daisy: 1204 }

export interface DynamicsWorldOptions extends WorldOptions {
  organization?: Partial<OrganizationOptions>
  /** False: no administrator has connected the organization yet. */
  connected?: boolean
}

/** Somebody's browser at the organization: what Entra knows him by, and what we gave it to bring back. */
export interface Browser {
  /** Account he is signed in to Entra with; null when with none. */
  account: string | null
  /** Goes where a page of ours sends a window, as far as it comes without being asked anything. */
  follow(path: string): Promise<Response>
  /** The same, of a link that somebody wrote in a chat. */
  click(path: string): Promise<Response>
  /** Agrees to what a page of Entra asks, and goes on. */
  agree(page: Response): Promise<Response>
}

/** Where a page of ours sends its window on to; undefined where it stays. */
export async function onwardIn(page: Response): Promise<string | undefined> {
  const [, url] = /location\.replace\(("[^"]+")\)/.exec(await page.clone().text()) ?? []
  return url && JSON.parse(url)
}

export type DynamicsWorld = Awaited<ReturnType<typeof dynamicsWorld>>

export async function dynamicsWorld(stores: TestStores, options: DynamicsWorldOptions = {}) {
  const { organization: more, connected = true, ...rest } = options
  const port = await freePort()
  const publicUrl = `http://127.0.0.1:${port}`
  const redirectUris = [`${publicUrl}/dynamics/signed-in`, `${publicUrl}/dynamics/setup`]
  let http: Http | undefined
  let now = () => new Date()
  const organization = await startOrganization({
    app: { ...app, name: 'Dealthread', redirectUris },
    now: () => now(),
    reach: async (request) => http!.fetch(request),
    ...more,
  })
  const w = await world(stores, {
    ...rest,
    port,
    more: ({ told, secretFor, now }) => [
      dynamics365({
        told,
        now,
        clientId: app.clientId,
        credential: { secret: app.clientSecret },
        cloud: more?.onPremises
          ? { authority: 'https://login.example', hosts: [] }
          : { authority: organization.entraOrigin, hosts: [], discovery: organization.entraOrigin },
        ...(more?.onPremises && { onPremises: [houseOf(organization)] }),
        webhookSecret: (company) => secretFor({ company, purpose: 'webhook' }),
        allowLoopback: true,
      }),
    ],
  })
  http = w.http
  now = w.clock.now
  const company = organization.organizationId
  if (connected) await connect(w, organization, publicUrl)

  function browser(person: number | null): Browser {
    const jar = new Map<string, string>()
    const who = person === null ? null : organization.person(person)
    async function go(path: string, first: { method: 'GET' | 'POST'; site: string }): Promise<Response> {
      let url = new URL(path, publicUrl)
      let { method, site } = first
      for (;;) {
        const ours = url.origin === publicUrl
        const cookies = ours
          ? [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
          : who
            ? organization.entra.signedIn(who.objectId)
            : ''
        const headers = { cookie: cookies, 'sec-fetch-site': site }
        const came = ours
          ? await w.http.request(url.pathname + url.search, { method, headers })
          : await fetch(url, { redirect: 'manual', headers })
        for (const cookie of came.headers.getSetCookie()) {
          const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
          if (ours) jar.set(name, value)
        }
        const onward = came.headers.get('location') ?? (ours ? await onwardIn(came) : undefined)
        if (!onward) return came
        url = new URL(onward, url)
        method = 'GET'
        site = 'cross-site'
      }
    }

    return {
      account: who?.account ?? null,
      follow: (path) => go(path, { method: 'POST', site: 'same-origin' }),
      click: (path) => go(path, { method: 'GET', site: 'same-origin' }),

      async agree(page) {
        const asked = await page.text()
        const found = (pattern: RegExp) => (pattern.exec(asked)?.[1] ?? '').replaceAll('&amp;', '&')
        const came = await fetch(found(/action="([^"]+)"/), {
          method: 'POST',
          redirect: 'manual',
          headers: who ? { cookie: organization.entra.signedIn(who.objectId) } : {},
          body: new URLSearchParams({ query: found(/name="query" value="([^"]*)"/), answer: 'accept' }),
        })
        return go(came.headers.get('location') ?? '/', { method: 'GET', site: 'cross-site' })
      },
    }
  }

  async function post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Answered> {
    const came = await w.http.request(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    })
    const text = await came.text()
    return {
      status: came.status,
      body: text.startsWith('{') ? JSON.parse(text) : text,
      headers: came.headers,
    }
  }

  async function ticket(): Promise<ShownTicket> {
    const { status, body } = await post('/dynamics/tickets', { company, locale: 'en' })
    if (status !== 201) throw new Error(`no ticket: ${status} ${JSON.stringify(body)}`)
    return body
  }

  const wait = async (held: string): Promise<SignInStands> =>
    (await post('/dynamics/tickets/wait', { ticket: held, locale: 'en' })).body

  const deal = (number: number) => ({ type: 'opportunity', id: guidOf('opportunity', number) })

  const cardFor = (held: string, number: number = opportunities.daisy) =>
    post('/dynamics/card', { company, ticket: held, record: deal(number), locale: 'ru' })

  return {
    ...w,
    organization,
    publicUrl,
    company,
    /** Of the Bitrix24 portal beside it. */
    otherCompany: w.company,
    browser,
    post,
    ticket,
    wait,
    deal,
    cardFor,

    /** Opens an opportunity's card as somebody whom Entra knows. */
    async openCard(person: number, number: number = opportunities.daisy): Promise<Person> {
      const held = await ticket()
      await browser(person).follow(held.url)
      const { status, body } = await cardFor(held.ticket, number)
      if (status !== 200) throw new Error(`the card did not open: ${status} ${JSON.stringify(body)}`)
      return personWith(w.http, organization.person(person).id, body as Bootstrap)
    },

    /** The same frame goes on with another record. */
    async goOn(person: Person, number: number): Promise<Answered> {
      const wanted = { company, record: deal(number), locale: 'ru' }
      return post('/dynamics/card', wanted, { authorization: `Bearer ${person.token}` })
    },

    async stop() {
      await organization.delivered()
      await w.stop()
      await organization.stop()
    },
  }
}

/** How its operator declares an organization that a company runs by itself. */
const houseOf = ({ origin, entraOrigin }: LocalOrganization): OnPremises => ({
  organization: origin,
  adfs: { origin: entraOrigin },
  clientId: app.clientId,
  credential: { secret: app.clientSecret },
})

/** As an administrator connects the organization: he signs in, lends us his rights for the moment, and has us bound. */
async function connect(
  { parts }: Awaited<ReturnType<typeof world>>,
  organization: LocalOrganization,
  publicUrl: string,
) {
  const { signIn } = parts.brokers.at('dynamics365')!.host
  const { objectId } = organization.person(colleagues.admin)
  const begun = await signIn.begin({
    redirectUri: `${publicUrl}/dynamics/signed-in`,
    lending: organization.origin,
  })
  if (!begun.ok) throw new Error(begun.message)
  const cookie = organization.entra.signedIn(objectId)
  const came = await fetch(begun.value.url, { redirect: 'manual', headers: { cookie } })
  const back = new URL(came.headers.get('location') ?? publicUrl)
  const who = await signIn.finish(begun.value, Object.fromEntries(back.searchParams))
  if (!who.ok || !who.value.lent) throw new Error('the administrator did not sign in')
  const installing = await signIn.installing(organization.origin, who.value)
  if (!installing.ok) throw new Error(installing.message)
  await parts.arrivals.admit(installing.value)
  const bound = await parts.arrivals.bind(installing.value.portal, who.value.lent)
  if (!bound.ok) throw new Error(bound.message)
  await parts.readPeople(organization.organizationId)
}
