import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { formTab } from '../../crm-adapters/dynamics365/form-tab.ts'
import {
  anchorColumn,
  controlName,
  solutionName,
  webResources,
} from '../../crm-adapters/dynamics365/solution.ts'
import { type Bundles, bundles } from '../../manifests/dynamics365/build/bundles.ts'
import { archive } from '../../manifests/dynamics365/solution/archive.ts'
import { contents, type Edition } from '../../manifests/dynamics365/solution/contents.ts'
import { admin, type Visit, visit } from '../contracts/organization-visit.ts'

let built: Bundles
let v: Visit
beforeAll(async () => {
  built = await bundles('')
}, 60_000)
beforeEach(async () => {
  v = await visit()
})
afterEach(() => v?.leave())

function bringing(version: string, how: Partial<Edition> = {}) {
  const edition: Edition = { version, managed: true, control: true, server: '', forms: [], ...how }
  const zip = Buffer.from(archive(contents(edition, built))).toString('base64')
  return v.as(admin).post('ImportSolution', {
    CustomizationFile: zip,
    OverwriteUnmanagedCustomizations: false,
    PublishWorkflows: false,
    ImportJobId: crypto.randomUUID(),
  })
}

async function installed() {
  const query = `solutions?$select=version,ismanaged&$filter=uniquename eq '${solutionName}'`
  const [solution] = (await v.as(admin).get(query)).body.value
  return solution
}

test('an organization takes the solution, and has the control and the web resources by their names', async () => {
  expect((await bringing('1.2.0')).status).toBe(204)
  expect(await installed()).toMatchObject({ version: '1.2.0.0', ismanaged: true })
  const resources = (await v.as(admin).get('webresourceset?$select=name')).body.value
  expect(resources.map(({ name }: { name: string }) => name)).toEqual(
    expect.arrayContaining(Object.values(webResources)),
  )
  const controls = (await v.as(admin).get('customcontrols?$select=name,version')).body.value
  expect(controls).toContainEqual(expect.objectContaining({ name: controlName, version: '1.2.0' }))
})

test('a higher version replaces it, and a lower one is refused', async () => {
  await bringing('1.2.0')
  expect((await bringing('1.3.0')).status).toBe(204)
  expect((await bringing('1.2.9')).status).toBe(400)
  expect(await installed()).toMatchObject({ version: '1.3.0.0' })
})

test('for on-premises it brings the web resources alone', async () => {
  expect((await bringing('1.2.0', { control: false })).status).toBe(204)
  expect((await v.as(admin).get('customcontrols?$select=name')).body.value).toEqual([])
})

test.each(['control', 'webresource', 'iframe'] as const)(
  'the tab by way of %s goes into a main form and is published',
  async (door) => {
    await bringing('1.2.0')
    const by = v.as(admin)
    await by.post(`EntityDefinitions(LogicalName='opportunity')/Attributes`, {
      '@odata.type': 'Microsoft.Dynamics.CRM.StringAttributeMetadata',
      SchemaName: anchorColumn,
      MaxLength: 100,
    })
    const query = `systemforms?$select=formid,formxml&$filter=objecttypecode eq 'opportunity' and type eq 2`
    const [{ formid, formxml }] = (await by.get(query)).body.value
    const made = formTab({ door, table: 'opportunity', form: formid, server: 'https://chat.example.com' })
    const described =
      made.controlDescription && `<controlDescriptions>${made.controlDescription}</controlDescriptions>`
    const changed = formxml.replace('</tabs>', `${made.tab}</tabs>${described}`)
    const patched = await by.patch(`systemforms(${formid})`, { formxml: changed }, { 'If-Match': '*' })
    expect([patched.status, patched.body]).toEqual([204, ''])
    const ParameterXml =
      '<importexportxml><entities><entity>opportunity</entity></entities></importexportxml>'
    expect((await by.post('PublishXml', { ParameterXml })).status).toBe(204)
    expect((await by.get(`systemforms(${formid})?$select=formxml`)).body.formxml).toContain(made.tab)
  },
)
