import { strFromU8, unzipSync } from 'fflate'
import { beforeAll, describe, expect, test } from 'vitest'
import { formTab } from '../../crm-adapters/dynamics365/form-tab.ts'
import { controlName } from '../../crm-adapters/dynamics365/solution.ts'
import { type Bundles, bundles } from '../../manifests/dynamics365/build/bundles.ts'
import { archive } from '../../manifests/dynamics365/solution/archive.ts'
import { contents, type Edition } from '../../manifests/dynamics365/solution/contents.ts'
import { validate } from '../../manifests/dynamics365/validate/validate.ts'
import { everyIn, parse } from '../../manifests/dynamics365/xml.ts'

const edition: Edition = { version: '1.2.3', managed: false, control: true, server: '', forms: [] }
const form = {
  table: 'opportunity',
  form: 'd365006e-0000-4000-8000-00000000006e',
  server: 'https://chat.example.com',
} as const
const withForm: Edition = { ...edition, managed: true, forms: [{ ...form, door: 'webresource' }] }

let built: Bundles
beforeAll(async () => {
  built = await bundles('')
}, 60_000)

describe('a solution', () => {
  test.each<[string, Partial<Edition>]>([
    ['unmanaged', {}],
    ['managed', { managed: true }],
    ['for on-premises', { managed: true, control: false }],
    ['with our server built in', { server: 'https://chat.example.com' }],
    ['that brings the tab as a web resource', withForm],
    ['that brings the tab as a control', { managed: true, forms: [{ ...form, door: 'control' }] }],
    ['that brings the tab as an iframe', { managed: true, forms: [{ ...form, door: 'iframe' }] }],
  ])('%s is sound', (_, how) => {
    expect(validate(contents({ ...edition, ...how }, built))).toEqual([])
  })

  test('built twice is the same to the last byte', async () => {
    const again = await bundles('')
    expect(Buffer.from(archive(contents(edition, again)))).toEqual(
      Buffer.from(archive(contents(edition, built))),
    )
  })

  test('unpacks to what was put in, the root files first', () => {
    const files = contents(withForm, built)
    const unpacked = unzipSync(archive(files))
    expect(Object.keys(unpacked)).toEqual([...files.keys()])
    for (const [path, bytes] of Object.entries(unpacked)) expect(strFromU8(bytes)).toBe(files.get(path))
  })

  test('for on-premises has no control, which there is unknown', () => {
    const paths = [...contents({ ...edition, control: false }, built).keys()]
    expect(paths.filter((path) => path.startsWith('Controls/'))).toEqual([])
  })

  test('names the server as an outside service where it is built in', () => {
    const files = contents({ ...edition, server: 'https://chat.example.com' }, built)
    expect(files.get(`Controls/${controlName}/ControlManifest.xml`)).toContain(
      '<domain>chat.example.com</domain>',
    )
  })
})

describe('a form’s tab', () => {
  test.each(['control', 'webresource', 'iframe'] as const)(
    'by way of %s is the same each time it is made',
    (door) => {
      expect(formTab({ ...form, door })).toEqual(formTab({ ...form, door }))
      const other = { ...form, form: 'd365006f-0000-4000-8000-00000000006f' }
      expect(formTab({ ...other, door }).tab).not.toBe(formTab({ ...form, door }).tab)
    },
  )

  test('binds the control to the record in the browser, on tablets and on phones', () => {
    const { controlDescription } = formTab({ ...form, door: 'control', installation: 'a&b' })
    const parameters = everyIn(parse(controlDescription))
    const texts = (name: string) => parameters.filter((one) => one.name === name).map(({ text }) => text)
    expect(texts('entityId')).toEqual(Array(3).fill('opportunityid'))
    expect(texts('backendUrl')).toEqual(Array(3).fill('https://chat.example.com'))
    expect(texts('installationId')).toEqual(Array(3).fill('a&b'))
  })

  test('passes a web resource our server in the one parameter it may be given', () => {
    const { tab } = formTab({ ...form, door: 'webresource' })
    const [data] = everyIn(parse(tab)).filter(({ name }) => name === 'Data')
    expect(new URLSearchParams(decodeURIComponent(data?.text ?? '')).get('server')).toBe(
      'https://chat.example.com',
    )
  })
})
