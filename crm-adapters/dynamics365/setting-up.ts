/** What an administrator has us do in his organization before anybody sees a chat there. All of it with rights he has lent. */
import { type Json, text } from '../json.ts'
import type { Answer, BroughtIn, Grant, Lending, Portal, RecordForm, SettingUp } from '../port.ts'
import { refusal } from '../refusal.ts'
import { admit, standingOf } from './application-user.ts'
import type { Dataverse } from './dataverse.ts'
import { hasTab, withoutTab, withTab } from './form-change.ts'
import type { TabOptions } from './form-tab.ts'
import { kinds } from './kinds.ts'
import { query, rowsOf } from './odata.ts'
import { guid } from './passed.ts'
import { anchorColumn, solutionName, type Table, tables } from './solution.ts'
import { endpointOf, removeWebhook, stepsThere } from './webhook.ts'

export interface SettingUpDeps {
  /** Of our application in Entra. */
  clientId: string
  onPremises(origin: string): boolean
  lending: SettingUp['prove']
  environments: SettingUp['environments']
  as(portal: Portal, grant: Pick<Grant, 'access' | 'person'>): Dataverse
  byOurselves(portal: Portal): Dataverse
}

/** Milliseconds: the platform publishes and imports while we wait. */
const LONG = 240_000
const FORMS_MOST = 500

export function settingUp(deps: SettingUpDeps): SettingUp {
  const { clientId, onPremises } = deps
  const at = ({ portal, lent, person }: Lending) => deps.as(portal, { ...lent, person: person.id })
  const application = ({ portal }: Lending) => ({
    clientId,
    byItself: onPremises(portal.origin) ? deps.byOurselves(portal) : undefined,
  })
  // There are no code components on premises.
  const doorTo = ({ portal }: Lending) => (onPremises(portal.origin) ? 'webresource' : 'control')

  return {
    prove: deps.lending,
    environments: deps.environments,
    onPremises: ({ origin }) => onPremises(origin),

    async broughtIn(to) {
      const dataverse = at(to)
      const [solutions, standing, events] = await Promise.all([
        dataverse.read(query('solutions', { select: 'version', filter: `uniquename eq '${solutionName}'` })),
        standingOf(dataverse, application(to)),
        stepsThere(dataverse, to.portal.company),
      ])
      if (!solutions.ok) return solutions
      if (!standing.ok) return standing
      if (!events.ok) return events
      const there: BroughtIn = {
        package: text(rowsOf(solutions.value)[0]?.version),
        ...standing.value,
        events: events.value,
      }
      return { ok: true, value: there }
    },

    async bringPackage(to, archive) {
      const given = {
        CustomizationFile: Buffer.from(archive).toString('base64'),
        OverwriteUnmanagedCustomizations: false,
        PublishWorkflows: false,
        ImportJobId: crypto.randomUUID(),
      }
      return done(await at(to).perform('ImportSolution', given, LONG))
    },

    admitUs: (to) => admit(at(to), to.portal, application(to)),
    takeEventsOff: (to) => removeWebhook(at(to), endpointOf(to.portal.company)),

    async forms(to, publicUrl) {
      const asked = await at(to).list(
        query('systemforms', {
          select: 'formid,name,objecttypecode,formxml,iscustomizable',
          filter: `type eq 2 and formactivationstate eq 1 and (${kinds.map(({ table }) => `objecttypecode eq '${table}'`).join(' or ')})`,
        }),
        FORMS_MOST,
      )
      if (!asked.ok) return asked
      const shown = asked.value.flatMap((row) => formIn(row, to, publicUrl) ?? [])
      return { ok: true, value: shown }
    },

    async change(to, form, publicUrl, without) {
      const read = await formCalled(at(to), form)
      if (!read.ok) return read
      const shown = formIn(read.value, to, publicUrl)
      const before = text(read.value.formxml)
      const table = String(read.value.objecttypecode)
      if (!shown || !before || !isTable(table)) return refusal('missing', 'not a form of records')
      const options = optionsFor(to, doorTo(to), table, shown.id, publicUrl)
      const after = without ? withoutTab(before, options) : withTab(before, options)
      return { ok: true, value: { form: shown, before, after } }
    },

    async write(to, changes) {
      const dataverse = at(to)
      for (const { form, before } of changes) {
        const read = await formCalled(dataverse, form.id)
        if (!read.ok) return read
        if (text(read.value.formxml) !== before)
          return refusal('malformed', `somebody else has changed the form ${form.id}`)
      }
      const touched = new Set(changes.flatMap(({ form }) => tableOf(form) ?? []))
      for (const table of touched) {
        const there = await anchored(dataverse, table)
        if (!there.ok) return there
      }
      for (const { form, after } of changes) {
        const written = await dataverse.change(`systemforms(${form.id})`, { formxml: after })
        if (!written.ok) return written
      }
      const entities = [...touched].map((table) => `<entity>${table}</entity>`).join('')
      const ParameterXml = `<importexportxml><entities>${entities}</entities></importexportxml>`
      return done(await dataverse.perform('PublishXml', { ParameterXml }, LONG))
    },
  }
}

async function formCalled(dataverse: Dataverse, id: string): Promise<Answer<Json>> {
  if (guid(id) !== id) return refusal('missing', 'not a form')
  return dataverse.read(
    query(`systemforms(${id})`, { select: 'formid,name,objecttypecode,formxml,iscustomizable' }),
  )
}

function formIn(row: Json, to: Lending, publicUrl: string): RecordForm | undefined {
  const kind = kinds.find(({ table }) => table === row.objecttypecode)
  const id = guid(text(row.formid) ?? '')
  const xml = text(row.formxml)
  if (!kind || !id || !xml) return undefined
  const bound = [publicUrl, to.portal.company].every((value) => xml.includes(`>${value}<`))
  const tab = hasTab(xml) ? (bound ? 'there' : 'old') : 'none'
  return { id, name: text(row.name) ?? '', type: kind.type, tab }
}

/** A control stands on a column; ours is empty for ever. */
async function anchored(dataverse: Dataverse, table: Table): Promise<Answer<null>> {
  const attributes = `EntityDefinitions(LogicalName='${table}')/Attributes`
  const there = await dataverse.read(`${attributes}(LogicalName='${anchorColumn}')?$select=LogicalName`)
  if (there.ok) return { ok: true, value: null }
  if (there.reason !== 'missing') return there
  const label = (words: string) => ({
    LocalizedLabels: [{ Label: words, LanguageCode: 1033 }],
  })
  return done(
    await dataverse.perform(
      attributes,
      {
        '@odata.type': 'Microsoft.Dynamics.CRM.StringAttributeMetadata',
        SchemaName: anchorColumn,
        MaxLength: 100,
        FormatName: { Value: 'Text' },
        RequiredLevel: { Value: 'None' },
        DisplayName: label('Chat anchor'),
      },
      LONG,
    ),
  )
}

const optionsFor = (
  { portal }: Lending,
  door: TabOptions['door'],
  table: Table,
  form: string,
  server: string,
): TabOptions => ({ door, table, form, server, installation: portal.company })

const isTable = (table: string): table is Table => Object.hasOwn(tables, table)

function tableOf({ type }: RecordForm): Table | undefined {
  const table = kinds.find((kind) => kind.type === type)?.table
  return table !== undefined && isTable(table) ? table : undefined
}

function done(answer: Answer<unknown>): Answer<null> {
  return answer.ok ? { ok: true, value: null } : answer
}
