import { strToU8, zipSync } from 'fflate'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { guidOf } from '../../crm-adapters/dynamics365/organization/organization.ts'
import { admin, bare, idOf, sergey, type Visit, visit } from './organization-visit.ts'

let v: Visit
beforeEach(async () => {
  v = await visit()
})
afterEach(() => v.leave())

const CONTROL = 'dth_Dealthread.Dealthread'
const form = `systemforms(${guidOf('systemform', 1)})`
const always = { 'If-Match': '*' }

const solutionFiles = (version = '1.0.0', control = '1.0.0'): Record<string, string> => ({
  '[Content_Types].xml':
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="text/xml"/><Default Extension="js" ContentType="application/octet-stream"/><Override PartName="/WebResources/dth_page" ContentType="application/octet-stream"/></Types>',
  'solution.xml': `<ImportExportXml version="9.2.0.0" SolutionPackageVersion="9.2" languagecode="1033"><SolutionManifest><UniqueName>Dealthread</UniqueName><LocalizedNames><LocalizedName description="Dealthread" languagecode="1033"/></LocalizedNames><Version>${version}</Version><Managed>1</Managed><Publisher><UniqueName>dealthread</UniqueName><CustomizationPrefix>dth</CustomizationPrefix><CustomizationOptionValuePrefix>15686</CustomizationOptionValuePrefix></Publisher><RootComponents><RootComponent type="66" schemaName="${CONTROL}" behavior="0"/><RootComponent type="61" schemaName="dth_/page.html" behavior="0"/></RootComponents></SolutionManifest></ImportExportXml>`,
  'customizations.xml': `<ImportExportXml><CustomControls><CustomControl><Name>${CONTROL}</Name><FileName>/Controls/${CONTROL}/ControlManifest.xml</FileName></CustomControl></CustomControls><WebResources><WebResource><Name>dth_/page.html</Name><DisplayName>Page</DisplayName><WebResourceType>1</WebResourceType><FileName>/WebResources/dth_page</FileName></WebResource></WebResources></ImportExportXml>`,
  [`Controls/${CONTROL}/ControlManifest.xml`]: `<manifest><control namespace="Dealthread" constructor="Dealthread" version="${control}" control-type="standard"><property name="anchor" usage="bound"/><resources><code path="bundle.js" order="1"/></resources></control></manifest>`,
  [`Controls/${CONTROL}/bundle.js`]: `ComponentFramework.registerControl('${control}')`,
  'WebResources/dth_page': '<p></p>',
})

const importing = (files: Record<string, string>, person = admin) => {
  const zip = zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])))
  return v.as(person).post('ImportSolution', {
    CustomizationFile: Buffer.from(zip).toString('base64'),
    OverwriteUnmanagedCustomizations: true,
    PublishWorkflows: false,
    ImportJobId: '00000000-0000-4000-8000-00000000000f',
  })
}

test('a solution is imported with what it holds, and listed', async () => {
  expect((await importing(solutionFiles())).status).toBe(204)
  const { body } = await v
    .as(admin)
    .get("solutions?$filter=uniquename eq 'Dealthread'&$select=version,ismanaged")
  expect(body.value).toMatchObject([{ version: '1.0.0', ismanaged: true }])
  expect([...(v.organization.controls.get(CONTROL)?.files.keys() ?? [])]).toEqual([
    'ControlManifest.xml',
    'bundle.js',
  ])
  const pages = await v.as(admin).get("webresourceset?$filter=name eq 'dth_/page.html'&$select=content")
  expect(Buffer.from(pages.body.value[0].content, 'base64').toString()).toBe('<p></p>')
})

test('a solution that breaks a rule is refused with the rule’s name, and nothing of it is left', async () => {
  const good = solutionFiles()
  const changed = (file: string, from: string, to: string) => ({
    ...good,
    [file]: good[file]?.replace(from, to) ?? '',
  })
  const manifest = `Controls/${CONTROL}/ControlManifest.xml`
  const { 'customizations.xml': _, ...incomplete } = good
  const { [`Controls/${CONTROL}/bundle.js`]: __, ...withoutBundle } = good
  const { [manifest]: ___, ...withoutManifest } = good
  const { 'WebResources/dth_page': ____, ...withoutPage } = good
  const cases: [string, Record<string, string>][] = [
    ['customizations.xml is missing', incomplete],
    ['not well-formed', changed('solution.xml', '</SolutionManifest>', '')],
    ['UniqueName', changed('solution.xml', '<UniqueName>Dealthread', '<UniqueName>Deal thread')],
    ['Version', changed('solution.xml', '1.0.0', 'one')],
    ['CustomizationPrefix', changed('solution.xml', '>dth<', '>mscrm1<')],
    ['CustomizationOptionValuePrefix', changed('solution.xml', '15686', '686')],
    ['has no content type', { ...good, 'Controls/readme.txt': 'x' }],
    ['is no root component', changed('solution.xml', 'type="66"', 'type="61"')],
    [`the manifest of ${CONTROL} is missing`, withoutManifest],
    ['is called', changed(manifest, 'constructor="Dealthread"', 'constructor="Other"')],
    ['three parts', changed(manifest, 'version="1.0.0"', 'version="1.0"')],
    ['neither a property nor a data set', changed(manifest, '<property name="anchor" usage="bound"/>', '')],
    [`${CONTROL} has no bundle.js`, withoutBundle],
    ['the file of the web resource', withoutPage],
  ]
  for (const [rule, files] of cases) {
    const { status, body } = await importing(files)
    expect([rule, status]).toEqual([rule, 400])
    expect(body.error.message).toContain(rule)
  }
  const noZip = { CustomizationFile: Buffer.from('no zip').toString('base64') }
  expect((await v.as(admin).post('ImportSolution', noZip)).body.error.message).toContain('no archive')
  expect([v.organization.find('solution'), v.organization.controls.size]).toEqual([[], 0])
})

test('a lower version is refused; an unchanged control keeps its old bundle', async () => {
  await importing(solutionFiles('1.2.0', '1.2.0'))
  expect((await importing(solutionFiles('1.1.9', '1.1.9'))).status).toBe(400)
  const sneaky = solutionFiles('1.3.0', '1.2.0')
  sneaky[`Controls/${CONTROL}/bundle.js`] = 'changed'
  expect((await importing(sneaky)).status).toBe(204)
  const bundle = () => new TextDecoder().decode(v.organization.controls.get(CONTROL)?.files.get('bundle.js'))
  expect(bundle()).toContain('1.2.0')
  expect((await importing(solutionFiles('1.3.1', '1.3.1'))).status).toBe(204)
  expect(bundle()).toContain('1.3.1')
})

test('only who may customize imports, writes forms and publishes', async () => {
  expect((await importing(solutionFiles(), sergey)).status).toBe(403)
  expect((await v.as(sergey).post('PublishAllXml', {})).status).toBe(403)
  expect((await v.as(sergey).patch(form, { formxml: '<form/>' }, always)).status).toBe(403)
})

async function withTab(): Promise<string> {
  const { body } = await v.as(admin).get(`${form}?$select=formxml`)
  const cell =
    '<control id="dth_anchor" classid="{4273EDBD-AC1D-40d3-9FB2-095C621B552D}" datafieldname="dth_anchor" uniqueid="{d3650075-0000-4000-8000-000000000075}"/>'
  const tab = `<tab name="dth_tab" id="{d365006f-0000-4000-8000-00000000006f}"><columns><column width="100%"><sections><section id="{d3650071-0000-4000-8000-000000000071}"><rows><row><cell id="{d3650073-0000-4000-8000-000000000073}">${cell}</cell></row></rows></section></sections></column></columns></tab>`
  const description = `<controlDescriptions><controlDescription forControl="{d3650075-0000-4000-8000-000000000075}"><customControl formFactor="0" name="${CONTROL}"><parameters><anchor>dth_anchor</anchor></parameters></customControl></controlDescription></controlDescriptions>`
  return body.formxml.replace('</tabs>', `${tab}</tabs>${description}`)
}

const addAnchor = () =>
  v.as(admin).post("EntityDefinitions(LogicalName='opportunity')/Attributes", {
    '@odata.type': 'Microsoft.Dynamics.CRM.StringAttributeMetadata',
    SchemaName: 'dth_Anchor',
    MaxLength: 100,
  })

test('a tab is on the form once it is published, and not before', async () => {
  await importing(solutionFiles())
  expect((await addAnchor()).status).toBe(204)
  expect((await addAnchor()).status).toBe(400)
  expect((await v.as(admin).patch(form, { formxml: await withTab() }, always)).status).toBe(204)
  const published = async () => (await v.as(admin).get(`${form}?$select=formxml`)).body.formxml
  expect(await published()).not.toContain('dth_tab')
  const of = (table: string) => ({
    ParameterXml: `<importexportxml><entities><entity>${table}</entity></entities></importexportxml>`,
  })
  await v.as(admin).post('PublishXml', of('lead'))
  expect(await published()).not.toContain('dth_tab')
  expect((await v.as(admin).post('PublishXml', of('opportunity'))).status).toBe(204)
  expect(await published()).toContain('dth_tab')
  const anchored = { dth_anchor: '3 unread' }
  expect(
    (await v.as(sergey).patch(`opportunities(${guidOf('opportunity', 1204)})`, anchored, always)).status,
  ).toBe(204)
})

test('form XML that breaks a rule is refused', async () => {
  await importing(solutionFiles())
  const missingColumn = await v.as(admin).patch(form, { formxml: await withTab() }, always)
  expect(missingColumn.body.error.message).toContain("has no column 'dth_anchor'")
  await addAnchor()
  const whole = await withTab()
  const cases: [string, string][] = [
    ['not well-formed', whole.replace('</form>', '')],
    ['1 to 100 tabs', '<form><tabs></tabs></form>'],
    [
      '1 to 3 columns',
      whole.replace('<column width="100%">', '<column/><column/><column/><column width="100%">'),
    ],
    ['no Guid', whole.replace('{d365006f-0000-4000-8000-00000000006f}', 'tab')],
    ['is not installed', whole.replace(`name="${CONTROL}"`, 'name="dth_Other.Other"')],
    ['there is no control', whole.replace('forControl="{d3650075', 'forControl="{e3650075')],
  ]
  for (const [rule, formxml] of cases) {
    const { status, body } = await v.as(admin).patch(form, { formxml }, always)
    expect([rule, status]).toEqual([rule, 400])
    expect(body.error.message).toContain(rule)
  }
})

test('forms of a table are found as the wizard looks for them', async () => {
  const query =
    "systemforms?$select=formid,name,type,iscustomizable&$filter=objecttypecode eq 'opportunity' and type eq 2 and formactivationstate eq 1"
  const { body } = await v.as(admin).get(query, { Prefer: 'odata.include-annotations="*"' })
  expect(body.value).toMatchObject([
    {
      name: 'Opportunity',
      'type@OData.Community.Display.V1.FormattedValue': 'Main',
      iscustomizable: { Value: true },
    },
    { name: 'Sales Insights' },
  ])
})

test('a solution is uninstalled when no form needs it any more', async () => {
  await importing(solutionFiles())
  await addAnchor()
  const before = (await v.as(admin).get(`${form}?$select=formxml`)).body.formxml
  await v.as(admin).patch(form, { formxml: await withTab() }, always)
  await v.as(admin).post('PublishAllXml', {})
  const [solution] = v.organization.find('solution')
  expect((await v.as(admin).delete(`solutions(${solution})`)).body.error.message).toContain(
    'cannot be uninstalled',
  )
  await v.as(admin).patch(form, { formxml: before }, always)
  await v.as(admin).post('PublishAllXml', {})
  expect((await v.as(admin).delete(`solutions(${solution})`)).status).toBe(204)
  expect([v.organization.controls.size, v.organization.find('webresource')]).toEqual([0, []])
})

test('an administrator adds the application as a user and gives it its role', async () => {
  const own = await visit({ installed: false })
  const { organization } = own
  organization.entra.consent()
  const made = await own.as(admin).post('systemusers', {
    applicationid: '11111111-1111-4111-8111-111111111111',
    'businessunitid@odata.bind': `/businessunits(${guidOf('businessunit', 1)})`,
  })
  const id = bare(idOf(made, 'systemusers'))
  expect((await own.app('GET', 'WhoAmI')).body.UserId).toBe(id)
  expect((await own.app('GET', 'opportunities')).status).toBe(403)
  const roles = await own
    .as(admin)
    .get(
      `roles?$filter=name eq 'Dealthread Service' and _businessunitid_value eq ${guidOf('businessunit', 1)}`,
    )
  await own.as(admin).post(`systemusers(${id})/systemuserroles_association/$ref`, {
    '@odata.id': `${organization.webApi}roles(${roles.body.value[0].roleid})`,
  })
  expect((await own.app('GET', 'opportunities')).body.value).toHaveLength(14)
  await own.leave()
})
