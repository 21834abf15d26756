/** What companies' hosts are asked, and with whose rights. */
import type { Answer, Deed, Grant, Portal, RecordRef } from '../../crm-adapters/port.ts'
import { recordRef } from '../records.ts'
import type { Store } from '../store/store.ts'
import { choicesOf } from './choices.ts'
import { installerOf, portalOf } from './companies.ts'
import type { Grants } from './grants.ts'
import { type Hosts, notSetUp } from './hosts.ts'

export interface AskingDeps {
  store: Store
  crm: Hosts
  grants: Grants
  publicUrl: string
}

type Ask<T> = (portal: Portal, grant: Grant) => Promise<Answer<T>>

export function createAsking({ store, crm, grants, publicUrl }: AskingDeps) {
  /** With our own rights there, or those of whoever installed us: for what happens by itself. */
  async function asInstaller<T>(company: string, ask: Ask<T>): Promise<Answer<T>> {
    const portal = await store.read(company, portalOf)
    const own = portal && crm.at(portal.host)?.own
    if (own) return ask(portal, own)
    const installer = await store.read(company, installerOf)
    if (!installer) return { ok: false, reason: 'not_installed', message: 'the company is not installed' }
    return grants.withGrant(company, installer, ask)
  }

  /** Null stands for nobody in particular. */
  const asWhom = <T>(company: string, person: string | null, ask: Ask<T>) =>
    person === null ? asInstaller(company, ask) : grants.withGrant(company, person, ask)

  const visible = (company: string, person: string, refs: RecordRef[]) =>
    grants.withGrant(company, person, (portal, grant) => crm.visible(portal, grant, refs))

  return {
    asInstaller,

    /** A record as the host shows it to this person, or to nobody in particular. */
    record: (company: string, person: string | null, ref: RecordRef) =>
      asWhom(company, person, (portal, grant) => crm.record(portal, grant, ref)),

    /** Which of these records the host shows this person now. */
    visible,

    /** Whether it shows him this one. */
    async sees(company: string, person: string, record: string): Promise<boolean> {
      const seen = await visible(company, person, [recordRef(record)])
      return seen.ok && seen.value.length > 0
    },

    /** What surrounds a record, with the column the company has chosen for a margin. */
    async panel(company: string, person: string, ref: RecordRef) {
      const { margin } = await store.read(company, choicesOf)
      return grants.withGrant(company, person, (portal, grant) =>
        crm.panel(portal, grant, ref, margin[ref.type]),
      )
    },

    act: (company: string, as: string | null, deed: Deed) =>
      asWhom(company, as, (portal, grant) => crm.act(portal, grant, deed)),
    done: (company: string, as: string | null, deed: Deed, since: Date) =>
      asWhom(company, as, (portal, grant) => crm.done(portal, grant, deed, since)),

    /** Bytes of a file the host takes from this person at most. */
    largestFile: (company: string, person: string) =>
      grants.withGrant(company, person, (portal, grant) => crm.largestFile(portal, grant)),

    /** Who reads what is laid into the company's CRM to stay there. */
    async leavesTo(company: string) {
      const portal = await store.read(company, portalOf)
      return (portal && crm.at(portal.host)?.leavesTo) ?? 'record'
    },

    tasksAtHost: (company: string, ids: string[]) =>
      asInstaller(company, (portal, grant) => crm.tasks(portal, grant, ids)),
    texts: (company: string, entries: string[]) =>
      asInstaller(company, (portal, grant) => crm.texts(portal, grant, entries)),
    revisions: (company: string, refs: RecordRef[]) =>
      asInstaller(company, (portal, grant) => crm.revisions(portal, grant, refs)),
    mergedInto: (company: string, ref: RecordRef) =>
      asInstaller(company, (portal, grant) => crm.mergedInto(portal, grant, ref)),
    people: (company: string) => asInstaller(company, (portal, grant) => crm.people(portal, grant)),
    changesSince: (company: string, mark: string | null) =>
      asInstaller(
        company,
        async (portal, grant) =>
          crm.at(portal.host)?.changesSince?.(portal, grant, mark) ?? notSetUp(portal.host),
      ),

    /** Where a browser finds a record's card; null where its host has none. */
    async cardUrl(company: string, record: RecordRef): Promise<string | null> {
      const portal = await store.read(company, portalOf)
      return (portal && crm.at(portal.host)?.cardUrl(portal, record)) ?? null
    },

    /** Where it finds our own page there; null where the host gives it no known address. */
    async homeUrl(company: string): Promise<string | null> {
      const portal = await store.read(company, portalOf)
      return (portal && crm.at(portal.host)?.homeUrl?.(portal, publicUrl)) ?? null
    },
  }
}
