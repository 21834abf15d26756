/**
 * The steps by which an administrator brings us into an organization. Where he stands is read from the organization itself,
 * so that he may leave after any step and go on another day, or after somebody else.
 */
import { createHash } from 'node:crypto'
import type { Answer, FormChange, Lending, SettingUp, SignedIn, SignIn } from '../../crm-adapters/port.ts'
import { audit } from '../audit/audit.ts'
import type { Arrivals } from '../companies/arrivals.ts'
import { portalOf, uninstall } from '../companies/companies.ts'
import type { Sessions } from '../companies/sessions.ts'
import type { Diagnosis, ShownLettingGo, ShownSetup } from '../shown.ts'
import type { Store, Writing } from '../store/store.ts'
import { differences, type Line } from './differences.ts'
import { dropFormer, formerForms, keepFormer } from './former-forms.ts'

export interface StepsDeps {
  store: Store
  host: { signIn: SignIn; settingUp: SettingUp; wants: { events: string[] } }
  arrivals: Pick<Arrivals, 'admit' | 'bind'>
  sessions: Pick<Sessions, 'endEverySession'>
  /** Reads the company's people; false when its host did not say. */
  readPeople(company: string): Promise<boolean>
  diagnose(company: string): Promise<Diagnosis | undefined>
  /** Our package as it is brought into organizations; undefined where it has not been built. */
  ourPackage(onPremises: boolean): Promise<{ version: string; archive: Uint8Array } | undefined>
  publicUrl: string
  failed(error: unknown): void
}

/** What would become of a form, and how to say that this is meant. */
export interface Preview {
  form: string
  name: string
  lines: Line[]
  /** The form as it was when this was looked at. */
  seen: string
}

export type Steps = ReturnType<typeof createSteps>

export function createSteps(deps: StepsDeps) {
  const { store, host, arrivals, publicUrl } = deps
  const { settingUp, signIn } = host

  async function changesOf(to: Lending, forms: string[], without?: 'without'): Promise<Answer<FormChange[]>> {
    const changes: FormChange[] = []
    for (const form of forms) {
      const change = await settingUp.change(to, form, publicUrl, without)
      if (!change.ok) return change
      changes.push(change.value)
    }
    return { ok: true, value: changes }
  }

  /** Puts forms back: as they were, where nobody has changed them since, else without our tab. */
  async function putBack(to: Lending, forms: string[]): Promise<Answer<null>> {
    const { company } = to.portal
    const former = await store.read(company, formerForms)
    const changes = await changesOf(to, forms, 'without')
    if (!changes.ok) return changes
    const back = changes.value.map((change): FormChange => {
      const was = former.find(({ form }) => form === change.form.id)
      return was && was.after === change.before ? { ...change, after: was.before } : change
    })
    const written = await settingUp.write(to, back)
    if (written.ok) {
      await store.write(company, async (w) => {
        await dropFormer(w, forms)
        auditForms(w, to, 'back', back)
      })
    }
    return written
  }

  return {
    /** Organizations he may see who has lent us his rights at their list. */
    environments: (who: SignedIn) => settingUp.environments(who),

    /**
     * An administrator who has just lent us his rights, at an organization of his own tenant, or somebody who may change how
     * it looks; `denied` for anybody else.
     */
    async prove(address: string, who: SignedIn): Promise<Answer<Lending>> {
      const proven = await settingUp.prove(address, who)
      if (!proven.ok || proven.value.person.admin || proven.value.customizer) return proven
      return notHis
    },

    async standing(to: Lending): Promise<Answer<ShownSetup>> {
      const [there, forms, known, ours] = await Promise.all([
        settingUp.broughtIn(to),
        settingUp.forms(to, publicUrl),
        store.read(to.portal.company, async (r) => ({
          portal: await portalOf(r),
          former: await formerForms(r),
        })),
        deps.ourPackage(settingUp.onPremises(to.portal)),
      ])
      if (!there.ok) return there
      if (!forms.ok) return forms
      const { events, untracked } = there.value
      return {
        ok: true,
        value: {
          organization: { name: to.name, address: to.portal.origin },
          person: to.person.name,
          customizer: to.customizer,
          onPremises: settingUp.onPremises(to.portal),
          package: { there: there.value.package, ours: ours?.version ?? null },
          application: { user: there.value.user, role: there.value.role, lacking: there.value.lacking },
          connected: known.portal !== undefined,
          events: {
            bound: events.length,
            lacking: host.wants.events.filter((name) => !events.includes(name)),
            untracked,
          },
          forms: forms.value,
          former: known.former.map(({ form, name, changedAt }) => ({
            form,
            name,
            changedAt: changedAt.toISOString(),
          })),
        },
      }
    },

    async bringPackage(to: Lending): Promise<Answer<null>> {
      const ours = await deps.ourPackage(settingUp.onPremises(to.portal))
      return ours ? settingUp.bringPackage(to, ours.archive) : notBuilt
    },

    admitUs: async (to: Lending): Promise<Answer<null>> => (to.person.admin ? settingUp.admitUs(to) : notHis),

    /** From here on the company is one of ours: its people may sign in. */
    async connect(to: Lending, who: SignedIn): Promise<Answer<null>> {
      if (!to.person.admin) return notHis
      const installing = await signIn.installing(to.portal.origin, who)
      if (!installing.ok) return installing
      await arrivals.admit(installing.value)
      void deps.readPeople(to.portal.company).catch(deps.failed)
      return { ok: true, value: null }
    },

    async preview(to: Lending, forms: string[], without?: 'without'): Promise<Answer<Preview[]>> {
      const changes = await changesOf(to, forms, without)
      if (!changes.ok) return changes
      const shown = changes.value.map(({ form, before, after }) => {
        return { form: form.id, name: form.name, lines: differences(before, after), seen: seenAs(before) }
      })
      return { ok: true, value: shown }
    },

    /** `malformed` when a form is no longer what was looked at: nothing is changed. */
    async changeForms(
      to: Lending,
      looked: { form: string; seen: string }[],
      without?: 'without',
    ): Promise<Answer<null>> {
      const ids = looked.map(({ form }) => form)
      const changes = await changesOf(to, ids, without)
      if (!changes.ok) return changes
      const other = changes.value.find(
        ({ form, before }) => looked.find((one) => one.form === form.id)?.seen !== seenAs(before),
      )
      if (other) return { ok: false, reason: 'malformed', message: 'the form has been changed meanwhile' }
      const { company } = to.portal
      // Before it is done: whoever is interrupted in between must find what was.
      if (!without) await store.write(company, (w) => keepFormer(w, to.person.id, changes.value))
      const written = await settingUp.write(to, changes.value)
      if (written.ok) {
        await store.write(company, async (w) => {
          if (without) await dropFormer(w, ids)
          auditForms(w, to, without ? 'taken_off' : 'put_on', changes.value)
        })
      }
      return written
    },

    undo: putBack,

    async bindEvents(to: Lending): Promise<Answer<null>> {
      const { portal, lent, person } = to
      const bound = await arrivals.bind(portal, { ...lent, person: person.id })
      if (!bound.ok) return bound
      await store.write(portal.company, async (w) => audit(w, { act: 'company.events_bound', by: byOf(to) }))
      return { ok: true, value: null }
    },

    /**
     * Lets the organization go: forms are put back where he wishes, our webhook goes, its people's sessions and all that was
     * lent to us end. What was said is kept for whoever connects it again. Whatever comes in between, it may be repeated.
     */
    async disconnect(to: Lending, wished: 'back' | 'keep'): Promise<Answer<ShownLettingGo>> {
      if (!to.person.admin) return notHis
      const forms = await settingUp.forms(to, publicUrl)
      if (!forms.ok) return forms
      const bearing = forms.value.filter(({ tab }) => tab !== 'none')
      const ids = bearing.map(({ id }) => id)
      if (wished === 'back' && ids.length > 0) {
        const put = await putBack(to, ids)
        if (!put.ok) return put
      }
      const off = await settingUp.takeEventsOff(to)
      if (!off.ok) return off
      await store.write(to.portal.company, async (w) => {
        if (!(await uninstall(w, { clean: false, since: w.now }))) return
        await deps.sessions.endEverySession(w)
        audit(w, { act: 'company.uninstalled', by: byOf(to) })
      })
      const names = bearing.map(({ name }) => name)
      return { ok: true, value: wished === 'back' ? { back: names, kept: [] } : { back: [], kept: names } }
    },

    health: ({ portal }: Lending) => deps.diagnose(portal.company),
  }
}

const byOf = ({ portal, person }: Lending) => ({ company: portal.company, person: person.id })

function auditForms(w: Writing, to: Lending, what: 'put_on' | 'taken_off' | 'back', changes: FormChange[]) {
  for (const { form } of changes)
    audit(w, {
      act: 'company.form_changed',
      by: byOf(to),
      on: { thing: form.id },
      data: { what, type: form.type },
      values: { name: form.name },
    })
}

/** Whoever agrees to a change agrees to what he has seen. */
const seenAs = (xml: string) => createHash('sha256').update(xml).digest('base64url')

const notHis: Answer<never> = {
  ok: false,
  reason: 'denied',
  message: 'no administrator of the organization',
}

const notBuilt: Answer<never> = {
  ok: false,
  reason: 'missing',
  message: 'the package has not been built here: npm run build:solution',
}
