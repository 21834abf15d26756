/** An administrator at our own page, before an organization that does not know us yet. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ShownSetup, ShownTicket } from '../backend/shown.ts'
import { bundles } from '../manifests/dynamics365/build/bundles.ts'
import { archive } from '../manifests/dynamics365/solution/archive.ts'
import { contents } from '../manifests/dynamics365/solution/contents.ts'
import manifest from '../package.json' with { type: 'json' }
import { colleagues, type DynamicsWorld, dynamicsWorld } from './dynamics-world.ts'
import type { TestStores } from './stores.ts'
import type { Answered } from './world.ts'

const packages = mkdtempSync(join(tmpdir(), 'dealthread-packages-'))
const edition = { version: manifest.version, managed: true, control: true, server: '', forms: [] }
writeFileSync(
  join(packages, `Dealthread_${manifest.version}_managed.zip`),
  archive(contents(edition, await bundles(''))),
)
process.once('exit', () => rmSync(packages, { recursive: true, force: true }))

/** A world in which the tenant has consented, and nothing else was done. */
export async function unconnected(stores: TestStores): Promise<DynamicsWorld> {
  const w = await dynamicsWorld(stores, {
    connected: false,
    organization: { installed: false },
    env: { SOLUTIONS_DIR: packages },
  })
  w.organization.entra.consent()
  return w
}

/** He has signed in, and lent us his rights. */
export interface Sat {
  session: string
  get(path: string): Promise<Answered>
  post(path: string, given?: unknown): Promise<Answered>
  standing(): Promise<ShownSetup>
}

/** What he does there. */
export function deskIn(w: DynamicsWorld) {
  async function ticketFor(address?: string, more: object = {}): Promise<ShownTicket> {
    const { status, body } = await w.post('/dynamics/setup/tickets', { ...(address && { address }), ...more })
    if (status !== 201) throw new Error(`no ticket: ${status} ${JSON.stringify(body)}`)
    return body
  }

  async function signedIn(person = colleagues.admin, address = w.organization.origin): Promise<Answered> {
    const { ticket, url } = await ticketFor(address)
    await w.browser(person).follow(url)
    return w.post('/dynamics/setup/session', { ticket, address })
  }

  async function sit(person = colleagues.admin): Promise<Sat> {
    const { status, body } = await signedIn(person)
    if (status !== 201) throw new Error(`not let in: ${status} ${JSON.stringify(body)}`)
    const headers = { authorization: `Bearer ${body.session}` }
    const get = async (path: string): Promise<Answered> => {
      const came = await w.http.request(`/dynamics/setup/${path}`, { headers })
      return { status: came.status, body: await came.json(), headers: came.headers }
    }
    return {
      session: body.session as string,
      get,
      post: (path: string, given: unknown = {}) => w.post(`/dynamics/setup/${path}`, given, headers),
      async standing(): Promise<ShownSetup> {
        return (await get('standing')).body
      },
    }
  }

  return {
    ticketFor,
    signedIn,
    sit,

    /** All steps before the forms. */
    async bringIn(sat: Sat) {
      for (const step of ['package', 'application', 'connection', 'events']) {
        const { status, body } = await sat.post(step)
        if (status !== 200) throw new Error(`${step}: ${status} ${JSON.stringify(body)}`)
      }
    },

    formOf: (id: string) => String(w.organization.read({ table: 'systemform', id })?.formxml),

    async dealForm(sat: Sat): Promise<string> {
      return (await sat.standing()).forms.find(({ type }) => type === 'deal')!.id
    },

    /** What he has looked at, and agrees to. */
    async looked(sat: Sat, forms: string[]): Promise<{ forms: { form: string; seen: string }[] }> {
      const { body } = await sat.post('forms/preview', { forms })
      return {
        forms: body.previews.map(({ form, seen }: { form: string; seen: string }) => ({ form, seen })),
      }
    },

    async putOn(sat: Sat, forms: string[]): Promise<Answered> {
      return sat.post('forms', await this.looked(sat, forms))
    },
  }
}

export type Desk = ReturnType<typeof deskIn>
