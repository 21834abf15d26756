import { expect, test } from 'vitest'
import { SecretUnreadable, secrets } from '../../backend/secrets.ts'

const key = 'a key of at least thirty-two characters'
const of = { company: 'north', purpose: 'grant of 7' }

test('what was sealed is opened again, and never sealed alike', () => {
  const { seal, open } = secrets(key)
  const texts = ['', 'токен', 'a'.repeat(100_000), '\u2028\u0000']
  expect(texts.map((text) => open(seal(text, of), of))).toEqual(texts)
  expect(seal('token', of)).not.toBe(seal('token', of))
  expect(seal('a token', of)).not.toContain('token')
})

test('a restart with the same key opens what was sealed before', () => {
  expect(secrets(key).open(secrets(key).seal('token', of), of)).toBe('token')
})

test.each([
  ['another company', { ...of, company: 'south' }],
  ['another person', { ...of, purpose: 'grant of 8' }],
  ['another split of the same words', { company: 'northgrant', purpose: ' of 7' }],
])('a secret moved to %s stays shut', (_, other) => {
  const { seal, open } = secrets(key)
  expect(() => open(seal('token', of), other)).toThrow(SecretUnreadable)
})

test('another key opens nothing', () => {
  const sealed = secrets(key).seal('token', of)
  expect(() => secrets(`${key}!`).open(sealed, of)).toThrow(SecretUnreadable)
})

test('any change is noticed, wherever it is made', () => {
  const { seal, open } = secrets(key)
  const sealed = seal('token', of)
  const bytes = Buffer.from(sealed.slice(3), 'base64url')
  for (let at = 0; at < bytes.length; at++) {
    const changed = Buffer.from(bytes)
    changed[at] = (changed[at] ?? 0) ^ 1
    expect(() => open(`v1.${changed.toString('base64url')}`, of)).toThrow(SecretUnreadable)
  }
  for (const broken of ['', 'v1.', 'v2.', sealed.slice(0, -8), sealed.replace('v1.', 'v2.'), 'token']) {
    expect(() => open(broken, of)).toThrow(SecretUnreadable)
  }
})

test('the refusal names whose secret it is and nothing of what is in it', () => {
  const { seal, open } = secrets(key)
  const sealed = seal('token', of)
  const message = messageOf(() => open(sealed, { ...of, company: 'south' }))
  expect(message).toContain('grant of 7')
  expect(message).not.toContain(sealed.slice(3, 20))
})

test('a key too short to be secret is refused', () => {
  expect(() => secrets('short')).toThrow('SECRET_KEY is too short')
})

function messageOf(fails: () => unknown): string {
  try {
    fails()
  } catch (error) {
    return String(error)
  }
  return 'did not fail'
}
