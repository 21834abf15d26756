/** What an administrator has us do in his organization before anybody sees a chat there. All of it with rights he has lent. */
import { type Json, text } from '../json.ts'
import type { Answer, BroughtIn, Grant, Lending, Portal, RecordForm, SettingUp } from '../port.ts'
import { refusal } from '../refusal.ts'
import type { Dataverse } from './dataverse.ts'
import { hasTab, withoutTab, withTab } from './form-change.ts'
import { guidOf } from './guid-of.ts'
import { kinds } from './kinds.ts'
import { type LendingDeps, lendingOf } from './lending.ts'
import { query, rowsOf } from './odata.ts'
import { guid } from './passed.ts'
import { addRights } from './service-rights.ts'
import { anchorColumn, roleName, solutionName, type Table, tables } from './solution.ts'

export interface SettingUpDeps extends LendingDeps {
  /** Of our application in Entra. */
  clientId: string
  as(portal: Portal, grant: Pick<Grant, 'access' | 'person'>): Dataverse
}

/** Milliseconds: the platform publishes and imports while we wait. */
const LONG = 240_000
const FORMS_MOST = 500

export function settingUp(deps: SettingUpDeps): SettingUp {
  const { clientId } = deps
  const at = ({ portal, lent, person }: Lending) => deps.as(portal, { ...lent, person: person.id })

  async function ourUser(dataverse: Dataverse): Promise<Answer<Json | undefined>> {
    const asked = await dataverse.read(
      query('systemusers', {
        select: 'systemuserid,isdisabled',
        filter: `applicationid eq ${clientId}`,
        expand: 'systemuserroles_association($select=name)',
      }),
    )
    return asked.ok ? { ok: true, value: rowsOf(asked.value)[0] } : asked
  }

  return {
    prove: lendingOf(deps),

    async broughtIn(to) {
      const dataverse = at(to)
      const [solutions, user] = await Promise.all([
        dataverse.read(query('solutions', { select: 'version', filter: `uniquename eq '${solutionName}'` })),
        ourUser(dataverse),
      ])
      if (!solutions.ok) return solutions
      if (!user.ok) return user
      const there: BroughtIn = {
        package: text(rowsOf(solutions.value)[0]?.version),
        user: user.value !== undefined && user.value.isdisabled !== true,
        role: rolesOf(user.value).includes(roleName),
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

    async admitUs(to) {
      const dataverse = at(to)
      const root = await rootOf(dataverse)
      if (!root.ok) return root
      const known = await ourUser(dataverse)
      if (!known.ok) return known
      const user = text(known.value?.systemuserid) ?? guidOf(`${to.portal.company} application user`)
      if (!known.value) {
        const row = { applicationid: clientId, 'businessunitid@odata.bind': `/businessunits(${root.value})` }
        const made = await dataverse.create('systemusers', 'systemuserid', user, row)
        if (!made.ok) return made
      }
      const role = await roleIn(dataverse, root.value)
      if (!role.ok) return role
      const may = await addRights(dataverse, role.value)
      if (!may.ok) return may
      if (rolesOf(known.value).includes(roleName)) return { ok: true, value: null }
      const address = new URL(`roles(${role.value})`, to.portal.endpoint).href
      return done(
        await dataverse.perform(`systemusers(${user})/systemuserroles_association/$ref`, {
          '@odata.id': address,
        }),
      )
    },

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
      const options = optionsFor(to, table, shown.id, publicUrl)
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

const rolesOf = (user: Json | undefined): unknown[] =>
  Array.isArray(user?.systemuserroles_association)
    ? user.systemuserroles_association.map((role) => (role as Json).name)
    : []

/** The business unit everything is below; where an application works in all of it. */
async function rootOf(dataverse: Dataverse): Promise<Answer<string>> {
  const filter = '_parentbusinessunitid_value eq null'
  const asked = await dataverse.read(query('businessunits', { select: 'businessunitid', filter }))
  if (!asked.ok) return asked
  const root = text(rowsOf(asked.value)[0]?.businessunitid)
  return root ? { ok: true, value: root } : refusal('broken', 'no root business unit')
}

async function roleIn(dataverse: Dataverse, unit: string): Promise<Answer<string>> {
  const filter = `name eq '${roleName}' and _businessunitid_value eq ${unit}`
  const asked = await dataverse.read(query('roles', { select: 'roleid', filter }))
  if (!asked.ok) return asked
  const role = text(rowsOf(asked.value)[0]?.roleid)
  return role
    ? { ok: true, value: role }
    : refusal('missing', 'the role comes with the package, which is not there')
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

const optionsFor = ({ portal }: Lending, table: Table, form: string, server: string) =>
  ({ door: 'control', table, form, server, installation: portal.company }) as const

const isTable = (table: string): table is Table => Object.hasOwn(tables, table)

function tableOf({ type }: RecordForm): Table | undefined {
  const table = kinds.find((kind) => kind.type === type)?.table
  return table !== undefined && isTable(table) ? table : undefined
}

function done(answer: Answer<unknown>): Answer<null> {
  return answer.ok ? { ok: true, value: null } : answer
}
