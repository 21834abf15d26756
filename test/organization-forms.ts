/** What an administrator does to the local organization before anybody sees a chat on its forms. */

import { formTab, type TabOptions } from '../crm-adapters/dynamics365/form-tab.ts'
import type { LocalOrganization } from '../crm-adapters/dynamics365/organization/organization.ts'
import { siteMapEntry } from '../crm-adapters/dynamics365/site-map.ts'
import { anchorColumn, type Table, webResources } from '../crm-adapters/dynamics365/solution.ts'
import { bundles } from '../manifests/dynamics365/build/bundles.ts'
import { archive } from '../manifests/dynamics365/solution/archive.ts'
import { contents } from '../manifests/dynamics365/solution/contents.ts'

const ADMIN = 1

export type Administrator = Awaited<ReturnType<typeof administrator>>

export async function administrator(organization: LocalOrganization) {
  const originals = new Map<string, string>()
  const token = await organization.entra.personToken(organization.person(ADMIN).objectId)

  async function ask(method: string, path: string, body: object): Promise<void> {
    const answer = await fetch(organization.webApi + path, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'if-match': '*' },
      body: JSON.stringify(body),
    })
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
  }

  const formOf = (table: Table) => organization.find('systemform', { objecttypecode: table })[0] ?? ''

  return {
    async importSolution() {
      const edition = { version: '1.0.0', managed: true, control: true, server: '', forms: [] }
      const zip = Buffer.from(archive(contents(edition, await bundles('')))).toString('base64')
      const how = { OverwriteUnmanagedCustomizations: false, PublishWorkflows: false }
      await ask('POST', 'ImportSolution', {
        CustomizationFile: zip,
        ...how,
        ImportJobId: crypto.randomUUID(),
      })
    },

    addAnchor: (table: Table) =>
      ask('POST', `EntityDefinitions(LogicalName='${table}')/Attributes`, {
        '@odata.type': 'Microsoft.Dynamics.CRM.StringAttributeMetadata',
        SchemaName: anchorColumn,
        MaxLength: 100,
      }),

    /** Our own page in the app's site map, published. */
    async addEntry(server: string) {
      const [id = ''] = organization.find('sitemap', {})
      const before = String(organization.read({ table: 'sitemap', id })?.sitemapxml)
      const sitemapxml = before.replace('</Group>', `${siteMapEntry(server)}</Group>`)
      await ask('PATCH', `sitemaps(${id})`, { sitemapxml })
      const ParameterXml = `<importexportxml><sitemaps><sitemap>${id}</sitemap></sitemaps></importexportxml>`
      await ask('POST', 'PublishXml', { ParameterXml })
    },

    /** The tab on the table's first main form, for which the form as it was is written anew; published. */
    async putTab(
      table: Table,
      how: Pick<TabOptions, 'server' | 'door'> & { more?: string },
      change = (xml: string) => xml,
    ) {
      const form = formOf(table)
      const { tab, controlDescription } = formTab({ table, form, door: how.door, server: how.server })
      const described =
        controlDescription && `<controlDescriptions>${controlDescription}</controlDescriptions>`
      const before =
        originals.get(form) ?? String(organization.read({ table: 'systemform', id: form })?.formxml)
      originals.set(form, before)
      const formxml = change(before.replace('</tabs>', `${tab}</tabs>${described}${how.more ?? ''}`))
      await ask('PATCH', `systemforms(${form})`, { formxml })
      const ParameterXml = `<importexportxml><entities><entity>${table}</entity></entities></importexportxml>`
      await ask('POST', 'PublishXml', { ParameterXml })
    },
  }
}

/** The form's script, and the button that opens the pane at the side: what an administrator adds by hand. */
export function paneOn(server: string): string {
  const library = webResources.formScript
  return (
    `<formLibraries><Library name="${library}" libraryUniqueId="{${crypto.randomUUID()}}" /></formLibraries>` +
    `<events><event name="onload" application="false" active="false"><Handlers><Handler functionName="Dealthread.onLoad" libraryName="${library}" handlerUniqueId="{${crypto.randomUUID()}}" enabled="true" parameters="&quot;${server}&quot;" passExecutionContext="true" /></Handlers></event></events>` +
    `<RibbonDiffXml><CustomActions><CustomAction Id="dth.OpenPane" Location="Mscrm.Form.opportunity.MainTab.Actions.Controls._children"><CommandUIDefinition><Button Id="dth.OpenPane.Button" Command="dth.OpenPane.Command" LabelText="Чат сбоку" /></CommandUIDefinition></CustomAction></CustomActions>` +
    `<CommandDefinitions><CommandDefinition Id="dth.OpenPane.Command"><Actions><JavaScriptFunction Library="$webresource:${library}" FunctionName="Dealthread.openPane"><CrmParameter Value="PrimaryControl" /><StringParameter Value="${server}" /></JavaScriptFunction></Actions></CommandDefinition></CommandDefinitions></RibbonDiffXml>`
  )
}
