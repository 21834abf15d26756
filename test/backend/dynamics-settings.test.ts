/** How an operator tells this server of Dynamics 365, and what is said of settings that make no sense. */
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { dynamicsIn } from '../../backend/dynamics.ts'
import { readSettings } from '../../backend/settings.ts'

const pem = fileURLToPath(new URL('../contracts/certificates/ours.pem', import.meta.url))
const entra = { DYNAMICS_CLIENT_ID: '11111111-1111-4111-8111-111111111111' }
const house = { organization: 'https://sales.example.com/', adfs: 'https://adfs.example.com', clientId: 'us' }
const read = (env: Record<string, string>) => dynamicsIn(readSettings({ SECRET_KEY: 'k'.repeat(32), ...env }))

test('nothing is set up without a word of it', () => {
  expect(read({})).toBeUndefined()
})

test('an application in Entra proves itself with a secret or with a certificate', () => {
  expect(read({ ...entra, DYNAMICS_CLIENT_SECRET: 's' })).toMatchObject({ credential: { secret: 's' } })
  expect(read({ ...entra, DYNAMICS_CERTIFICATE: pem })).toMatchObject({
    credential: { certificate: { sha256: expect.any(String) } },
  })
})

test('an organization on premises needs no application in Entra, and none in the cloud is asked then', () => {
  const list = JSON.stringify([{ ...house, clientSecret: 's', person: 'sid' }])
  expect(read({ DYNAMICS_ON_PREMISES: list })).toMatchObject({
    cloud: { hosts: [] },
    onPremises: [
      {
        organization: 'https://sales.example.com',
        adfs: { origin: 'https://adfs.example.com', object: 'sid' },
        credential: { secret: 's' },
      },
    ],
  })
})

test('a cloud of another name may have a list of its organizations', () => {
  const cloud = 'https://login.example https://disco.example crm#.example.com'
  expect(read({ ...entra, DYNAMICS_CLIENT_SECRET: 's', DYNAMICS_CLOUD: cloud })).toMatchObject({
    cloud: {
      authority: 'https://login.example',
      discovery: 'https://disco.example',
      hosts: ['crm#.example.com'],
    },
  })
})

test.each<[string, Record<string, string>, RegExp]>([
  [
    'a secret and a certificate',
    { ...entra, DYNAMICS_CLIENT_SECRET: 's', DYNAMICS_CERTIFICATE: pem },
    /not both/,
  ],
  [
    'a certificate that is nowhere',
    { ...entra, DYNAMICS_CERTIFICATE: '/nowhere' },
    /DYNAMICS_CERTIFICATE: \/nowhere/,
  ],
  ['a certificate without an application', { DYNAMICS_CERTIFICATE: pem }, /together/],
  ['a list that is none', { DYNAMICS_ON_PREMISES: 'hello' }, /expected JSON/],
  [
    'an organization without a proof',
    { DYNAMICS_ON_PREMISES: JSON.stringify([house]) },
    /clientSecret or a certificate/,
  ],
  [
    'an address with a path',
    {
      DYNAMICS_ON_PREMISES: JSON.stringify([{ ...house, clientSecret: 's', adfs: 'https://a.example/adfs' }]),
    },
    /without a path/,
  ],
])('%s is refused in words', (_, env, words) => {
  expect(() => read(env)).toThrow(words)
})
