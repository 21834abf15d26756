/** Our application proves itself with a certificate in place of a secret: to Entra, who has it registered, and to AD FS. */
import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { certificateIn } from '../../crm-adapters/dynamics365/certificate.ts'
import { deal, given, SELLER, type Visit, visit } from './dynamics365-visit.ts'

const pem = (name: string) => readFileSync(new URL(`certificates/${name}.pem`, import.meta.url), 'utf8')
const onlyCertificate = (name: string) => new X509Certificate(pem(name)).toString()
const app = {
  clientId: '11111111-1111-4111-8111-111111111111',
  clientSecret: 'the client secret',
  name: 'Dealthread',
  redirectUris: ['https://chat.example/dynamics/signed-in'],
}

async function holding(name: string, act: (town: Visit) => Promise<void>) {
  const town = await visit(
    { app: { ...app, certificate: onlyCertificate('ours') } },
    { credential: { certificate: certificateIn(pem(name)) } },
  )
  await act(town).finally(town.stop)
}

test('people sign in and are asked for, and no secret exists', () =>
  holding('ours', async (town) => {
    const who = given(await town.signIn(SELLER))
    expect(given(await town.crm.signIn.opening(town.portal, who, deal(1204), 'ru')).context).toMatchObject({
      record: deal(1204),
    })
  }))

test('a certificate Entra has not registered proves nothing', () =>
  holding('another', async (town) => {
    expect(await town.signIn(SELLER)).toMatchObject({ ok: false, reason: 'broken' })
    expect(await town.crm.record(town.portal, town.crm.own, deal(1204))).toMatchObject({ ok: false })
  }))

test('nor does its name over another key', async () => {
  const { sha256, sha1 } = certificateIn(pem('ours'))
  const { key } = certificateIn(pem('another'))
  const town = await visit(
    { app: { ...app, certificate: onlyCertificate('ours') } },
    { credential: { certificate: { key, sha256, sha1 } } },
  )
  expect(await town.signIn(SELLER)).toMatchObject({ ok: false, reason: 'broken' })
  await town.stop()
})

test.each([
  ['no certificate', pem('ours').replace(/-----BEGIN CERTIFICATE[\s\S]*/, ''), 'no certificate'],
  ['no key', onlyCertificate('ours'), 'no private key'],
  [
    'a key of another certificate',
    pem('another').replace(/-----BEGIN CERTIFICATE[\s\S]*/, '') + onlyCertificate('ours'),
    'not that of its certificate',
  ],
  ['something else', 'hello', 'no certificate'],
])('a file with %s is refused in words, none of which is of the file', (_, file, sentence) => {
  expect(() => certificateIn(file)).toThrow(sentence)
})
